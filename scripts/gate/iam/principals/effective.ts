import type { ConditionFact, GrantFact } from '../../input/policy-input';
import { covers, overlaps } from './pattern';
import { isEverything, widthFor, type Width } from './arn-pattern';
import type { InterestingAction } from './interest';
import { isOnEverything, readResource, type Permission, type ResourcePattern } from './permission';
import type { PlacedPermission } from './sources';

/** What one statement grants on one set of resources, before targets are looked up. */
export interface Grant {
  readonly actions: readonly InterestingAction[];
  readonly scope: GrantFact['scope'];
  readonly patterns: readonly ResourcePattern[];
  /** What a Deny or NotResource takes out of `patterns`. */
  readonly without: readonly ResourcePattern[];
  readonly conditions: readonly ConditionFact[];
  readonly deniedWhen: readonly ConditionFact[];
  readonly placed: PlacedPermission;
  readonly waitsFor: readonly string[];
}

/** What a principal can do after every Deny and its boundary. */
export interface Effective {
  readonly grants: readonly Grant[];
  readonly isAdmin: boolean;
  readonly powers: readonly string[];
}

const everything = readResource('*');

/**
 * The permissions of a principal as AWS evaluates them: what is allowed, is not denied, and is within the boundary. A Deny
 * takes away only what it covers, and only where it is unconditional; else it is kept beside the grant.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @param boundary the permissions of the boundary, or null where there is none or nobody can read it
 */
export function effectiveOf(
  permissions: readonly PlacedPermission[],
  boundary: readonly Permission[] | null,
): Effective {
  const own = permissions.map(({ permission }) => permission);
  const denies = [...own, ...(boundary ?? [])].filter(({ effect }) => effect === 'Deny');
  const limits = boundary?.filter(({ effect }) => effect === 'Allow') ?? null;
  const grants = permissions
    .filter(({ permission }) => permission.effect === 'Allow')
    .flatMap((placed) => grantsOf(placed, denies, limits));
  return {
    grants,
    isAdmin:
      own.some(isUnlimited) && !denies.some(deniesAlmostAll) && (limits === null || limits.some(isUnlimited)),
    powers: powersOf(grants),
  };
}

function isUnlimited(permission: Permission): boolean {
  const { effect, isAll, conditions, waitsFor } = permission;
  return (
    effect === 'Allow' && isAll && isOnEverything(permission) && conditions.length + waitsFor.length === 0
  );
}

function deniesAlmostAll(permission: Permission): boolean {
  const { isAll, isAllBut, conditions } = permission;
  return (isAll || isAllBut) && isOnEverything(permission) && conditions.length === 0;
}

function powersOf(grants: readonly Grant[]): string[] {
  const wide = grants.filter(
    ({ scope, conditions, deniedWhen, waitsFor }) =>
      scope === 'any' && conditions.length + deniedWhen.length + waitsFor.length === 0,
  );
  const names = wide.flatMap(({ actions }) =>
    actions.filter(({ isPower }) => isPower).map(({ name }) => name),
  );
  return [...new Set(names)].sort();
}

/** One grant for each set of resources that actions of a statement have in common. */
function grantsOf(
  placed: PlacedPermission,
  denies: readonly Permission[],
  limits: readonly Permission[] | null,
): Grant[] {
  const { permission } = placed;
  const groups = new Map<string, [InterestingAction, ...InterestingAction[]]>();
  for (const action of permission.actions) {
    const applying = denies.flatMap(({ names }, index) => (names.has(action.name) ? [index] : []));
    const within = limits?.flatMap(({ names }, index) => (names.has(action.name) ? [index] : [])) ?? null;
    const key = JSON.stringify([isApart(action) ? action.name : action.targetKey, applying, within]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [action]);
    else group.push(action);
  }
  const grants = [...groups.values()].flatMap((actions) => {
    const [first] = actions;
    const denied = denies.filter(({ names }) => names.has(first.name));
    const limiting = limits?.filter(({ names }) => names.has(first.name)) ?? null;
    return groupGrants(placed, actions, first, denied, limiting);
  });
  return merge(grants);
}

/** Grants on everything differ in their actions only, whatever types of resource these are about. */
function merge(grants: readonly Grant[]): Grant[] {
  const merged = new Map<string, Grant>();
  grants.forEach((grant, index) => {
    const { scope, conditions, deniedWhen, without, actions } = grant;
    const isWide = (scope === 'any' || scope === 'except') && !actions.some(isApart);
    const key = isWide
      ? JSON.stringify([scope, conditions, deniedWhen, without.map(({ text }) => text)])
      : String(index);
    const known = merged.get(key);
    merged.set(key, known === undefined ? grant : { ...known, actions: [...known.actions, ...actions] });
  });
  return [...merged.values()];
}

/** Their resources are roles to be weighed, so they are grants of their own. */
function isApart({ name }: InterestingAction): boolean {
  return name === 'iam:PassRole' || name === 'sts:AssumeRole';
}

function groupGrants(
  placed: PlacedPermission,
  actions: readonly InterestingAction[],
  sample: InterestingAction,
  denies: readonly Permission[],
  limits: readonly Permission[] | null,
): Grant[] {
  const { permission } = placed;
  const allowed = permission.except === null ? permission.resources : [everything];
  const without = permission.except ?? [];
  if (without.some((pattern) => widthOf(pattern, sample) === 'any')) return [];
  const cut = subtract(allowed, sample, denies);
  const deniedWhen = denies
    .filter(({ waitsFor }) => waitsFor.length === 0)
    .filter((deny) => cut.patterns.some((pattern) => touches(deny, pattern, sample)))
    .flatMap(({ conditions }) => conditions);
  return within(cut.patterns, sample, limits).flatMap(({ patterns, conditions }) => {
    const scope = scopeOf(patterns, sample, permission.except !== null);
    if (scope === 'mismatch') return [];
    return [
      {
        actions,
        scope,
        patterns: patterns.filter((pattern) => widthOf(pattern, sample) !== 'mismatch'),
        without: [...without, ...cut.without],
        conditions: [...permission.conditions, ...conditions],
        deniedWhen,
        placed,
        waitsFor: permission.waitsFor,
      },
    ];
  });
}

interface Cut {
  readonly patterns: readonly ResourcePattern[];
  readonly without: readonly ResourcePattern[];
}

/** Takes away what an unconditional Deny covers. */
function subtract(
  allowed: readonly ResourcePattern[],
  action: InterestingAction,
  denies: readonly Permission[],
): Cut {
  let patterns = allowed;
  const without: ResourcePattern[] = [];
  for (const deny of denies) {
    if (deny.conditions.length > 0 || deny.waitsFor.length > 0) continue;
    if (deny.except !== null) {
      const { except } = deny;
      patterns = patterns.flatMap((pattern) => intersect(pattern, except, action));
      continue;
    }
    if (deny.resources.some((pattern) => widthOf(pattern, action) === 'any')) {
      return { patterns: [], without: [] };
    }
    patterns = patterns.filter(({ whole }) => !deny.resources.some((denied) => covers(denied.whole, whole)));
    without.push(...deny.resources.filter((pattern) => widthOf(pattern, action) !== 'mismatch'));
  }
  return { patterns, without };
}

/** What of a pattern is within a list of others; where neither holds the other, the pattern itself. */
function intersect(
  pattern: ResourcePattern,
  limits: readonly ResourcePattern[],
  action: InterestingAction,
): ResourcePattern[] {
  const about = limits.filter((limit) => widthOf(limit, action) !== 'mismatch');
  if (about.some((limit) => widthOf(limit, action) === 'any' || covers(limit.whole, pattern.whole))) {
    return [pattern];
  }
  const inside = about.filter(
    (limit) => widthOf(pattern, action) === 'any' || covers(pattern.whole, limit.whole),
  );
  const across = about.filter((limit) => !inside.includes(limit) && overlaps(pattern.whole, limit.whole));
  return [...inside, ...(across.length > 0 ? [pattern] : [])];
}

/** What the boundary leaves, each part with the conditions of the statement of the boundary that allows it. */
function within(
  patterns: readonly ResourcePattern[],
  action: InterestingAction,
  limits: readonly Permission[] | null,
): { patterns: readonly ResourcePattern[]; conditions: readonly ConditionFact[] }[] {
  if (limits === null) return [{ patterns, conditions: [] }];
  const open = limits.find((limit) => limit.conditions.length === 0 && isOnEverything(limit));
  if (open !== undefined) return [{ patterns, conditions: [] }];
  return limits.map(({ resources, except, conditions }) => ({
    patterns:
      except === null
        ? patterns.flatMap((pattern) => intersect(pattern, resources, action))
        : patterns.filter(({ whole }) => !except.some((excepted) => covers(excepted.whole, whole))),
    conditions,
  }));
}

/** Whether a Deny has to do with a pattern at all. */
function touches(deny: Permission, { whole }: ResourcePattern, action: InterestingAction): boolean {
  if (deny.except !== null) return !deny.except.some((except) => covers(except.whole, whole));
  return deny.resources.some((denied) => widthOf(denied, action) === 'any' || overlaps(denied.whole, whole));
}

const breadth: Readonly<Record<Width, number>> = { mismatch: 0, named: 1, pattern: 2, any: 3 };

/** How wide a pattern is for an action: as wide as it is for the type of resource it is widest for. */
function widthOf(pattern: ResourcePattern, { targets }: InterestingAction): Width {
  if (targets.length === 0) return isEverything(pattern.whole) ? 'any' : 'mismatch';
  return widest(targets.map((target) => widthFor(pattern, target)));
}

/**
 * How wide patterns are together. A call needs a resource of every required type, so that one document keeps
 * ssm:SendCommand narrow though it may be sent to every instance.
 */
function scopeOf(
  patterns: readonly ResourcePattern[],
  { targets }: InterestingAction,
  isExcept: boolean,
): GrantFact['scope'] | 'mismatch' {
  if (patterns.some(({ whole }) => isEverything(whole))) return isExcept ? 'except' : 'any';
  const byTarget = targets.map((target) => ({
    isRequired: target.isRequired,
    width: widest(patterns.map((pattern) => widthFor(pattern, target))),
  }));
  const required = byTarget.filter(({ isRequired, width }) => isRequired && width !== 'mismatch');
  if (required.length === 0) return widest(byTarget.map(({ width }) => width));
  return required.reduce<Width>(
    (narrow, { width }) => (breadth[width] < breadth[narrow] ? width : narrow),
    'any',
  );
}

function widest(widths: readonly Width[]): Width {
  return widths.reduce((wide, width) => (breadth[width] > breadth[wide] ? width : wide), 'mismatch');
}
