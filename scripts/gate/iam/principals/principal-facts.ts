import type {
  AttachmentFact,
  BoundaryFact,
  CredentialFact,
  DenialFact,
  GrantFact,
  IamPrincipalFact,
  RunFact,
  UnreadFact,
} from '../../input/policy-input';
import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import { encodeText } from '../../value/encode';
import type { ActionTable } from '../action-table';
import type { DocumentAt } from '../resource-documents';
import { actionWildcard } from '../wildcards';
import { checkCoverage } from './coverage';
import { denialFacts } from './denials';
import { effectiveOf, type Grant } from './effective';
import { Holders, type IamResource } from './holders';
import { credentialTypes } from './iam-types';
import type { Interest } from './interest';
import type { ManagedPolicies } from './managed-policies';
import { Runners } from './runners';
import { placeOf, Policies } from './sources';
import { targetEntries } from './target-entries';
import { Targets } from './targets';
import { trustOf } from './trust';
import { joinPolicies, type Union } from './union';

/** What the facts about principals are made with. */
export interface PrincipalTables {
  readonly interest: Interest;
  readonly managed: () => ManagedPolicies;
  readonly actions: () => ActionTable;
}

export interface PrincipalFacts {
  readonly principals: readonly IamPrincipalFact[];
  readonly reaches: Readonly<Record<string, readonly string[]>>;
  readonly attachments: readonly AttachmentFact[];
  readonly credentials: readonly CredentialFact[];
  readonly unjoined: readonly UnreadFact[];
  /** What judged resources run as. */
  readonly runs: ReadonlyMap<Subject, readonly RunFact[]>;
  readonly denials: readonly DenialFact[];
}

/**
 * Every principal of a system with the union of its policies, from all stacks.
 *
 * @throws GateError where an IAM resource would end in no fact
 */
export function principalFacts(
  resources: readonly IamResource[],
  resolver: Resolver,
  documents: (resource: IamResource) => readonly DocumentAt[],
  { interest, managed, actions }: PrincipalTables,
): PrincipalFacts {
  const holders = new Holders(resources, resolver);
  const policies = new Policies(resources, resolver, documents, interest, managed);
  const { unions, attachments, unjoined, accounted } = joinPolicies(resources, holders, policies, resolver);
  checkCoverage(resources, accounted);
  const runners = new Runners(resources, holders, resolver);
  const targets = new Targets(targetEntries(resources, unions, runners, resolver), resolver);
  const reaches = new Reaches();
  const principals = unions.map((union) =>
    principalOf(union, targets, reaches, () =>
      trustOf(union.holder.resource, documents(union.holder.resource), holders),
    ),
  );
  return {
    principals,
    reaches: reaches.facts(),
    attachments: attachments.filter(({ judged }) => judged),
    credentials: resources.flatMap((resource) => credentialOf(resource)),
    unjoined,
    runs: runsOf(resources, runners, unions),
    denials: denialFacts(
      unions,
      (action) =>
        actionWildcard(action) === 'none' && actions().grantsOf(action).includes('Permissions management'),
    ),
  };
}

/** What judged resources run as, with where the policies of that are written. */
function runsOf(
  resources: readonly IamResource[],
  runners: Runners,
  unions: readonly Union[],
): Map<Subject, readonly RunFact[]> {
  const byId = new Map(unions.map((union) => [union.holder.id, union]));
  const runs = new Map<Subject, readonly RunFact[]>();
  for (const resource of resources) {
    const principals = resource.judged ? runners.principalsOf(resource) : [];
    const facts = principals.flatMap((id) => runFact(byId.get(id)) ?? []);
    if (facts.length > 0) runs.set(resource.subject, facts);
  }
  return runs;
}

function runFact(union: Union | undefined): RunFact | undefined {
  if (union === undefined) return undefined;
  const { holder, policies, managed, open } = union;
  return {
    as: holder.id,
    policies: [...policies].map(({ resource: { address, stack } }) => ({ address, stack })),
    managed: [...managed].sort(),
    waits_for: [...open].sort(),
  };
}

/** Lists of principals, each kept once: one pattern may reach thousands, and thousands of statements have it. */
class Reaches {
  private readonly keys = new Map<string, string>();
  private readonly lists = new Map<string, readonly string[]>();

  keyOf(principals: readonly string[]): string | null {
    if (principals.length === 0) return null;
    const text = principals.join('\n');
    const known = this.keys.get(text);
    if (known !== undefined) return known;
    const key = `r${this.keys.size}`;
    this.keys.set(text, key);
    this.lists.set(key, principals);
    return key;
  }

  facts(): Record<string, readonly string[]> {
    return Object.fromEntries(this.lists);
  }
}

function principalOf(
  union: Union,
  targets: Targets,
  reaches: Reaches,
  trust: () => IamPrincipalFact['trust'],
): IamPrincipalFact {
  const { holder, permissions, boundaries, peers, unread } = union;
  const { subject, judged } = holder.resource;
  const { address, stack } = subject.resource;
  const limiting = boundaries.flatMap((boundary) => boundary.permissions.map(({ permission }) => permission));
  const isLimited = boundaries.length > 0;
  const isBoundaryKnown = boundaries.every((boundary) => boundary.unread.length === 0);
  const effective = effectiveOf(permissions, isLimited && isBoundaryKnown ? limiting : null);
  const boundary = boundaryOf(union, isBoundaryKnown);
  return {
    id: holder.id,
    kind: holder.kind,
    address,
    stack,
    construct: subject.constructPath,
    judged,
    external: holder.external,
    name: holder.name === null ? null : encodeText(holder.name, stack),
    admin: !effective.isAdmin ? 'no' : isLimited && !isBoundaryKnown ? 'undetermined' : 'yes',
    powers: effective.powers,
    // whoever may do everything needs no path to more
    grants: (effective.isAdmin && boundary === null ? [] : effective.grants)
      .filter(({ actions }) => actions.some(({ isStep }) => isStep))
      .map((grant) => grantFact(grant, union, targets, reaches)),
    boundary,
    trust: holder.kind === 'role' && !holder.external ? trust() : null,
    members: [...peers].map(({ id }) => id).sort(),
    unread: unread.map(({ address: at, stack: of, path, judged: isJudged, waits_for, reason }) => ({
      address: at,
      stack: of,
      path,
      judged: isJudged,
      waits_for,
      reason,
    })),
  };
}

function grantFact(grant: Grant, union: Union, targets: Targets, reaches: Reaches): GrantFact {
  const { actions, scope, patterns, without, placed, waitsFor } = grant;
  const { holder, peers } = union;
  const { from, permission, via } = placed;
  const { stack } = from;
  const isWide = scope === 'any' || scope === 'except';
  const [sample] = actions;
  const found = isWide || sample === undefined ? undefined : targets.find(patterns, without, sample, stack);
  const groups = holder.kind === 'user' ? [...peers].map(({ id }) => id) : [];
  const own = [holder.id, ...groups];
  return {
    actions: actions
      .filter(({ isStep }) => isStep)
      .map(({ name }) => name)
      .sort(),
    scope,
    resources: patterns.map(({ text }) => encodeText(text, stack)),
    without: without.map(({ text }) => encodeText(text, stack)),
    reach: found === undefined ? null : reaches.keyOf(found.principals),
    self: isWide || found?.self === true || (found?.principals.some((id) => own.includes(id)) ?? false),
    strangers: found?.strangers ?? [],
    conditions: grant.conditions,
    denied_when: grant.deniedWhen,
    sid: permission.sid,
    via,
    from: { address: from.address, stack, path: from.path, judged: from.judged },
    granted_when: [...waitsFor].sort(),
    waits_for: found?.waitsFor ?? [],
  };
}

function boundaryOf({ boundaries, holder }: Union, isKnown: boolean): BoundaryFact | null {
  const [first] = boundaries;
  if (first === undefined) return null;
  const waits = boundaries.flatMap(({ unread }) => unread.flatMap(({ waits_for: references }) => references));
  return {
    policy: first.fact.policy,
    known: isKnown,
    waits_for: [...new Set(isKnown ? [] : waits.length > 0 ? waits : [holder.id])].sort(),
  };
}

function credentialOf(resource: IamResource): CredentialFact[] {
  const { type, stack } = resource.subject.resource;
  if (!resource.judged || !credentialTypes.has(type)) return [];
  const attribute =
    ['user', 'user_name', 'username'].find((name) => resource.values[name] !== undefined) ?? 'user';
  const user = resource.values[attribute];
  return [
    {
      ...placeOf(resource, [attribute]),
      type,
      user: user === undefined || user === null ? null : encodeText(user, stack),
    },
  ];
}
