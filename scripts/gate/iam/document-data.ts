import { isValueObject, type Value, type ValueObject } from '../value/value';
import { isText } from './elements';

/**
 * The statements of a `data.aws_iam_policy_document`, in the form its `json` has them: what stands alone is no list, and
 * texts are in falling order, so that a path into it is the same before and after the data source was read.
 */
export function documentStatements(values: ValueObject): Value[] {
  return blocks(values['statement']).map((block) => (isValueObject(block) ? statement(block) : block));
}

function statement(block: ValueObject): ValueObject {
  const elements: [string, Value | undefined][] = [
    ['Sid', block['sid'] === '' ? undefined : block['sid']],
    ['Effect', block['effect'] ?? 'Allow'],
    ['Action', texts(block['actions'])],
    ['NotAction', texts(block['not_actions'])],
    ['Resource', texts(block['resources'])],
    ['NotResource', texts(block['not_resources'])],
    ['Principal', principals(block['principals'])],
    ['NotPrincipal', principals(block['not_principals'])],
    ['Condition', conditions(block['condition'])],
  ];
  return Object.fromEntries(
    elements.filter((element): element is [string, Value] => element[1] !== undefined && element[1] !== null),
  );
}

function texts(value: Value | undefined): Value | undefined {
  if (!Array.isArray(value)) return value ?? undefined;
  const [only] = value;
  if (value.length < 2) return only ?? undefined;
  return value.every((item) => typeof item === 'string') ? [...value].sort().reverse() : value;
}

function principals(value: Value | undefined): Value | undefined {
  const found = blocks(value);
  if (found.length === 0) return undefined;
  const byType = new Map<string, Value[]>();
  for (const block of found) {
    if (!isValueObject(block)) return block;
    const type = typeof block['type'] === 'string' ? block['type'] : 'AWS';
    const identifiers = block['identifiers'] ?? [];
    byType.set(type, [
      ...(byType.get(type) ?? []),
      ...(Array.isArray(identifiers) ? identifiers : [identifiers]),
    ]);
  }
  const everybody = byType.get('*');
  if (everybody?.includes('*') === true) return '*';
  return Object.fromEntries(byType);
}

function conditions(value: Value | undefined): Value | undefined {
  const found = blocks(value);
  if (found.length === 0) return undefined;
  const operators = new Map<string, ValueObject>();
  for (const block of found) {
    if (!isValueObject(block)) return block;
    const { test, variable } = block;
    // a condition whose operator or key is open is open as a whole
    if (typeof test !== 'string' || typeof variable !== 'string')
      return (isTextValue(test) ? test : variable) ?? [];
    operators.set(test, { ...operators.get(test), [variable]: block['values'] ?? [] });
  }
  return Object.fromEntries(operators);
}

function isTextValue(value: Value | undefined): value is Value {
  return value !== undefined && isText(value) && typeof value !== 'string';
}

function blocks(value: Value | undefined): Value[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}
