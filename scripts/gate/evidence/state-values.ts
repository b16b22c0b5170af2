import { isJsonObject, type JsonObject } from '../../model/json';
import type { Resource } from '../../model/resource';
import { fieldOf, modeAt, objectAt, objectsAt, textAt } from './fields';

/** The resources of the form that `terraform show -json` gives a state, which is also a plan's `planned_values`. */
export function stateValuesResources(state: JsonObject, stack: string | null, origin: string): Resource[] {
  return moduleResources(objectAt(objectAt(state, 'values'), 'root_module'), stack, origin);
}

/** The resources of a module and of all below it. */
export function moduleResources(root: JsonObject, stack: string | null, origin: string): Resource[] {
  const found: Resource[] = [];
  const modules = [root];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    found.push(...objectsAt(module, 'resources', origin).map((entry) => readResource(entry, stack, origin)));
    modules.push(...objectsAt(module, 'child_modules', origin).reverse());
  }
  return found;
}

function readResource(entry: JsonObject, stack: string | null, origin: string): Resource {
  const values = fieldOf(entry, 'values');
  const address = textAt(entry, 'address', origin);
  const deposed = fieldOf(entry, 'deposed_key');
  return {
    mode: modeAt(entry),
    type: textAt(entry, 'type', origin),
    name: textAt(entry, 'name', origin),
    address: typeof deposed === 'string' ? `${address} (deposed ${deposed})` : address,
    stack,
    source: null,
    values: isJsonObject(values) ? values : {},
    unknown: {},
    sensitive: fieldOf(entry, 'sensitive_values') ?? {},
    action: 'no-op',
    before: null,
  };
}
