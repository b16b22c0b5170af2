import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Action, Resource } from '../../model/resource';
import { GateError } from '../error';
import { fieldOf, modeAt, objectAt, objectsAt, textAt } from './fields';
import { moduleResources } from './state-values';

/**
 * The resources of `terraform show -json PLAN`, of terraform 0.12 and later: what the plan changes, what it leaves as it
 * is, and the data sources it read. A deposed object is a resource of its own that is deleted.
 */
export function planResources(plan: JsonObject, stack: string | null, origin: string): Resource[] {
  if (fieldOf(plan, 'errored') === true) {
    throw new GateError(
      `${origin} is the plan of a run that failed, which says only a part; fix the error and plan again`,
    );
  }
  const changed = objectsAt(plan, 'resource_changes', origin).map((change) =>
    changedResource(change, stack, origin),
  );
  const seen = new Set(changed.map(({ address }) => address));
  const rest = [objectAt(plan, 'planned_values'), objectAt(objectAt(plan, 'prior_state'), 'values')].flatMap(
    (values, index) =>
      moduleResources(objectAt(values, 'root_module'), stack, origin)
        // what only the prior state has is either gone or in resource_changes; its data sources are nowhere else
        .filter(({ mode }) => index === 0 || mode === 'data'),
  );
  for (const resource of rest) {
    if (seen.has(resource.address)) continue;
    seen.add(resource.address);
    changed.push(resource);
  }
  return changed;
}

/** The values of the variables the plan was made with; null where none was given. */
export function planVariables(plan: JsonObject): Record<string, JsonValue> {
  const given = Object.entries(objectAt(plan, 'variables')).flatMap(
    ([name, variable]): [string, JsonValue][] => {
      const value = isJsonObject(variable) ? fieldOf(variable, 'value') : undefined;
      return value === undefined || value === null ? [] : [[name, value]];
    },
  );
  return Object.fromEntries(given);
}

function changedResource(entry: JsonObject, stack: string | null, origin: string): Resource {
  const address = textAt(entry, 'address', origin);
  const deposed = fieldOf(entry, 'deposed');
  const change = objectAt(entry, 'change');
  const before = fieldOf(change, 'before');
  const after = fieldOf(change, 'after');
  const action = actionOf(change, `${address} in ${origin}`);
  return {
    mode: modeAt(entry),
    type: textAt(entry, 'type', origin),
    name: textAt(entry, 'name', origin),
    address: typeof deposed === 'string' ? `${address} (deposed ${deposed})` : address,
    stack,
    source: null,
    values: { ...(isJsonObject(after) ? after : {}), ...orderedLifecycle(change) },
    unknown: fieldOf(change, 'after_unknown') ?? {},
    sensitive: fieldOf(change, action === 'delete' ? 'before_sensitive' : 'after_sensitive') ?? {},
    action,
    before: isJsonObject(before) ? before : null,
  };
}

/**
 * The `lifecycle` of a resource as its configuration has it among the values; a plan shows no more of it than that a
 * replacement is made before the old one goes. (A state file marks what others with it depend on, too.) No resource has an
 * attribute of that name, which is Terraform's own.
 */
function orderedLifecycle(change: JsonObject): JsonObject {
  const actions = fieldOf(change, 'actions');
  const isCreatedFirst = Array.isArray(actions) && actions.length > 1 && actions[0] === 'create';
  return isCreatedFirst ? { lifecycle: { create_before_destroy: true } } : {};
}

const single: readonly string[] = [
  'no-op',
  'create',
  'read',
  'update',
  'delete',
  'forget',
] satisfies Action[];

function isAction(action: string): action is Action {
  return single.includes(action);
}

function actionOf(change: JsonObject, what: string): Action {
  const listed = fieldOf(change, 'actions');
  const actions = Array.isArray(listed) ? listed.map(String) : [];
  const [first] = actions;
  // plans that other tools have cut down leave the list empty
  if (first === undefined) return isJsonObject(fieldOf(change, 'after')) ? 'no-op' : 'delete';
  if (actions.length === 1 && isAction(first)) return first;
  if (
    actions.length === 2 &&
    actions.includes('create') &&
    (actions.includes('delete') || actions.includes('forget'))
  ) {
    return 'replace';
  }
  throw new GateError(
    `${what} has the actions ${JSON.stringify(actions)}, which are not known here; plan with a terraform of version 1.11`,
  );
}
