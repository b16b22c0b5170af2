import { remembered } from '../../../model/once';
import type { DenialFact } from '../../input/policy-input';
import { covers, readPattern, type Pattern } from './pattern';
import type { Permission } from './permission';
import type { PlacedPermission } from './sources';
import type { Union } from './union';

type Denials = ReadonlySet<Permission>;

/**
 * What is allowed to somebody and denied by whatever all have who have that statement: by a policy of theirs or by their
 * boundary. A Deny that only some of them have leaves the others what is allowed.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @param isAsked whether anybody wants to know of an action, which has no wildcard
 */
export function denialFacts(unions: readonly Union[], isAsked: (action: string) => boolean): DenialFact[] {
  const cover = new Cover();
  return [...denialsByAllow(unions)].flatMap(([{ permission, from }, denials]) => {
    if (permission.except !== null) return [];
    const { address, stack, path } = from;
    const asked = permission.patterns.flatMap((text) =>
      typeof text === 'string' && isAsked(text) ? [text] : [],
    );
    return asked.flatMap((action) =>
      [...denials]
        .filter((denial) => cover.isOf(denial, action, permission))
        .map(({ conditions }) => ({ address, stack, path, action, conditions })),
    );
  });
}

/** The Denies that all have who have a statement that allows something. */
function denialsByAllow(unions: readonly Union[]): Map<PlacedPermission, Denials> {
  const found = new Map<PlacedPermission, Denials>();
  let ofAnyone: Denials | undefined;
  for (const union of unions) {
    const denials = denialsOf(union);
    // an attachment that leads to a variable may lead to any policy
    if (union.open.size > 0) ofAnyone = both(ofAnyone, denials);
    const allowed = union.permissions.filter(
      ({ permission, from }) => permission.effect === 'Allow' && from.judged,
    );
    meet(found, allowed, denials);
  }
  if (ofAnyone !== undefined) meet(found, found.keys(), ofAnyone);
  return found;
}

/** One under several conditions leaves more than any of them says. */
function denialsOf({ permissions, boundaries }: Union): Denials {
  const placed = [...permissions, ...boundaries.flatMap((boundary) => boundary.permissions)];
  return new Set(
    placed
      .map(({ permission }) => permission)
      .filter(({ effect, conditions }) => effect === 'Deny' && conditions.length <= 1),
  );
}

/** Leaves to statements what they have in common with a list; two lists are compared once, however many statements have them. */
function meet(
  found: Map<PlacedPermission, Denials>,
  allowed: Iterable<PlacedPermission>,
  denials: Denials,
): void {
  const common = new Map<Denials | undefined, Denials>();
  for (const placed of allowed) {
    const known = found.get(placed);
    found.set(
      placed,
      remembered(common, known, () => both(known, denials)),
    );
  }
}

function both(known: Denials | undefined, denials: Denials): Denials {
  if (known === undefined || known === denials) return denials;
  return new Set([...known].filter((denial) => denials.has(denial)));
}

/** Compares Denies with what is allowed; the actions of each are read once. */
class Cover {
  private readonly actions = new Map<Permission, readonly Pattern[]>();

  /** Whether a Deny is about an action and all resources of a statement; one of NotAction or NotResource is about none. */
  isOf(denial: Permission, action: string, { resources }: Permission): boolean {
    const denied = remembered(this.actions, denial, () =>
      denial.patterns.flatMap((text) => (typeof text === 'string' ? [actionPattern(text)] : [])),
    );
    const asked = actionPattern(action);
    return (
      denied.some((wide) => covers(wide, asked)) &&
      resources.every(({ whole }) => denial.resources.some((wide) => covers(wide.whole, whole)))
    );
  }
}

/** Case does not count, as it does not in IAM. */
function actionPattern(text: string): Pattern {
  return readPattern(text.toLowerCase());
}
