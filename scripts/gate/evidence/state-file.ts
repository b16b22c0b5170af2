import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Resource } from '../../model/resource';
import { fieldOf, modeAt, objectAt, objectsAt, textAt } from './fields';

/** The resources of a raw state file (`*.tfstate`, version 4). */
export function stateFileResources(state: JsonObject, stack: string | null, origin: string): Resource[] {
  return objectsAt(state, 'resources', origin).flatMap((entry) => {
    const mode = modeAt(entry);
    const type = textAt(entry, 'type', origin);
    const name = textAt(entry, 'name', origin);
    const module = fieldOf(entry, 'module');
    const address = [
      ...(typeof module === 'string' ? [module] : []),
      ...(mode === 'data' ? ['data'] : []),
      type,
      name,
    ];
    return objectsAt(entry, 'instances', origin).map((instance): Resource => ({
      mode,
      type,
      name,
      address: address.join('.') + instanceKey(instance),
      stack,
      source: null,
      values: objectAt(instance, 'attributes'),
      unknown: {},
      sensitive: sensitiveMask(fieldOf(instance, 'sensitive_attributes')),
      action: 'no-op',
      before: null,
    }));
  });
}

function instanceKey(instance: JsonObject): string {
  const key = fieldOf(instance, 'index_key');
  const index = typeof key === 'number' || typeof key === 'string' ? `[${JSON.stringify(key)}]` : '';
  const deposed = fieldOf(instance, 'deposed');
  return typeof deposed === 'string' ? `${index} (deposed ${deposed})` : index;
}

/** `sensitive_attributes` lists paths; only their first step counts here: a whole attribute is kept from being shown. */
function sensitiveMask(paths: JsonValue | undefined): JsonObject {
  const names = (Array.isArray(paths) ? paths : []).flatMap((path) => {
    const [first] = Array.isArray(path) ? path : [];
    const name = isJsonObject(first) ? fieldOf(first, 'value') : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  return Object.fromEntries(names.map((name) => [name, true]));
}
