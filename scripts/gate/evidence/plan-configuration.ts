import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import { liftTemplate } from '../value/lift';
import { withoutPrefixes } from '../value/references';
import { makeTemplate, type Value, type ValueObject } from '../value/value';
import { fieldOf, objectAt, objectsAt } from './fields';

/**
 * The templates a plan itself holds, by address without instance keys: its `configuration` says of each attribute whether
 * it is a constant, and else which references it has (not what it does with them).
 */
export function planTemplates(
  plan: JsonObject,
  stack: string | null,
  origin: string,
): Map<string, ValueObject> {
  const found = new Map<string, ValueObject>();
  const modules = [{ prefix: '', module: objectAt(objectAt(plan, 'configuration'), 'root_module') }];
  for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
    const { prefix, module } = next;
    for (const entry of objectsAt(module, 'resources', origin)) {
      const address = fieldOf(entry, 'address');
      const template = block(objectAt(entry, 'expressions'), { prefix, stack });
      const key = fieldOf(entry, 'provider_config_key');
      // a configuration says so of itself, where it is not the provider of the type's own name
      if (typeof key === 'string' && /[.:]/.test(key)) template['provider'] = key;
      if (typeof address === 'string') found.set(prefix + address, template);
    }
    for (const [name, call] of Object.entries(objectAt(module, 'module_calls'))) {
      if (isJsonObject(call))
        modules.push({ prefix: `${prefix}module.${name}.`, module: objectAt(call, 'module') });
    }
  }
  return found;
}

/** The attributes of a block of a plan's configuration, as far as it says what they are. */
export function readExpressions(expressions: JsonObject, place: Place): ValueObject {
  return block(expressions, place);
}

/** Where expressions stand: the module, as `module.a.`, and the stack. */
export interface Place {
  readonly prefix: string;
  readonly stack: string | null;
}

function block(expressions: JsonObject, place: Place): ValueObject {
  return Object.fromEntries(
    Object.entries(expressions).flatMap(([key, expression]): [string, Value][] => {
      const value = read(expression, place);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function read(expression: JsonValue, place: Place): Value | undefined {
  if (Array.isArray(expression)) return expression.map((item) => read(item, place) ?? null);
  if (!isJsonObject(expression)) return undefined;
  const constant = fieldOf(expression, 'constant_value');
  const references = fieldOf(expression, 'references');
  // where the configuration is JSON, terraform prints the template itself as if it were a constant
  if (constant !== undefined && (place.prefix === '' || !Array.isArray(references))) {
    return liftTemplate(constant, place.stack);
  }
  if (Array.isArray(references)) {
    const names = references.filter((name): name is string => typeof name === 'string');
    const qualified = withoutPrefixes(names).map((name) => place.prefix + name);
    return makeTemplate([{ kind: 'mention', stack: place.stack, references: qualified }]);
  }
  // an expression without either is made of functions and literals, as in {}
  if (Object.keys(expression).length === 0)
    return makeTemplate([{ kind: 'mention', stack: place.stack, references: [] }]);
  return block(expression, place);
}
