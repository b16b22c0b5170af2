import { remembered } from '../../../model/once';
import type { AttachmentFact, HolderKind, UnreadFact } from '../../input/policy-input';
import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import type { Holder, Holders, IamResource } from './holders';
import { attachmentTypes, membershipTypes, type Attachment } from './iam-types';
import { blocksOf, listed, memberOf } from './links';
import {
  unreadAt,
  type AttachedPolicy,
  type PlacedPermission,
  type Policies,
  type PolicyContent,
} from './sources';

/** All that is attached to one principal. */
export interface Union {
  readonly holder: Holder;
  readonly permissions: PlacedPermission[];
  readonly unread: UnreadFact[];
  /** What its policies are written in: resources of the system, the role itself among them. */
  readonly policies: Set<Subject>;
  /** The policies of AWS itself that it has, by path and name; of a user without those of its groups. */
  readonly managed: Set<string>;
  /** What must be known before all of its policies are: an attachment may lead to a variable. */
  readonly open: Set<string>;
  /** The policies that limit it; more than one only where the evidence contradicts itself. */
  readonly boundaries: AttachedPolicy[];
  /** The groups of a user, the users of a group. */
  readonly peers: Set<Holder>;
}

/** The unions of a system, and what could not be joined to anybody. */
export interface Joined {
  readonly unions: readonly Union[];
  readonly attachments: readonly AttachmentFact[];
  readonly unjoined: readonly UnreadFact[];
  /** The resources that ended in a union or in `unjoined`. */
  readonly accounted: ReadonlySet<Subject>;
}

/** Joins every policy, attachment, membership and boundary of a system to the principals it is about. */
export function joinPolicies(
  resources: readonly IamResource[],
  holders: Holders,
  policies: Policies,
  resolver: Resolver,
): Joined {
  const join = new Join(holders, policies, resolver);
  for (const resource of resources) join.add(resource);
  return join.finish();
}

class Join {
  private readonly unions = new Map<Holder, Union & { readonly keys: Set<string> }>();
  private readonly attachments: AttachmentFact[] = [];
  private readonly unjoined: UnreadFact[] = [];
  private readonly accounted = new Set<Subject>();

  constructor(
    private readonly holders: Holders,
    private readonly policies: Policies,
    private readonly resolver: Resolver,
  ) {}

  add(resource: IamResource): void {
    const { subject } = resource;
    const { type } = subject.resource;
    const holder = this.holders.ofSubject(subject);
    const attachment = Object.hasOwn(attachmentTypes, type) ? attachmentTypes[type] : undefined;
    const membership = Object.hasOwn(membershipTypes, type) ? membershipTypes[type] : undefined;
    if (holder !== undefined) this.addHolder(holder);
    else if (attachment !== undefined) this.attach(resource, attachment);
    else if (membership !== undefined) this.addMembers(resource, membership);
    else return;
    this.accounted.add(subject);
  }

  finish(): Joined {
    for (const holder of this.holders.all()) this.unionOf(holder);
    for (const union of this.unions.values()) {
      if (union.holder.kind === 'user') this.inherit(union);
    }
    return {
      unions: [...this.unions.values()],
      attachments: this.attachments,
      unjoined: this.unjoined,
      accounted: this.accounted,
    };
  }

  private addHolder(holder: Holder): void {
    const { resource, kind } = holder;
    if (kind === 'role') {
      this.give(holder, this.policies.inlineOfRole(resource), resource.subject);
      for (const policy of this.policies.attached(resource, 'managed_policy_arns', [kind])) {
        this.attachments.push(policy.fact);
        this.givePolicy(holder, policy);
      }
    }
    for (const boundary of this.policies.attached(resource, 'permissions_boundary', [kind])) {
      if (resource.values['permissions_boundary'] !== '') this.unionOf(holder).boundaries.push(boundary);
    }
  }

  private attach(resource: IamResource, attachment: Attachment): void {
    const holders = this.holdersAt(resource, attachment.holders);
    if (holders.length === 0) {
      const [attribute = 'role'] = attachment.holders[0] ?? [];
      this.unjoined.push(this.nobody(resource, attribute));
    }
    const kinds = [...new Set(holders.map(({ kind }) => kind))];
    if (attachment.document !== undefined) {
      const content = this.policies.inline(resource, attachment.document);
      for (const holder of holders) this.give(holder, content, resource.subject);
    }
    const attached = [
      ...(attachment.policies === undefined
        ? []
        : this.policies.attached(resource, attachment.policies, kinds)),
      ...(attachment.reference === undefined
        ? []
        : this.policies.referenced(resource, attachment.reference, kinds)),
    ];
    for (const policy of attached) {
      this.attachments.push(policy.fact);
      for (const holder of holders) this.givePolicy(holder, policy);
    }
    if (attachment.boundary !== undefined) this.limit(resource, attachment.boundary, holders);
  }

  /** The boundary of a permission set is a block with an ARN or the name of a customer managed policy. */
  private limit(resource: IamResource, name: string, holders: readonly Holder[]): void {
    for (const block of blocksOf(resource.values[name])) {
      const arn = memberOf(block, 'managed_policy_arn');
      const inner: IamResource = {
        ...resource,
        values: { arn: arn ?? null, reference: memberOf(block, 'customer_managed_policy_reference') ?? null },
        subject: { ...resource.subject, values: { arn: arn ?? null } },
      };
      const boundaries = [
        ...this.policies.attached(inner, 'arn', ['permission-set']),
        ...this.policies.referenced(inner, 'reference', ['permission-set']),
      ];
      for (const holder of holders) this.unionOf(holder).boundaries.push(...boundaries);
    }
  }

  private addMembers(resource: IamResource, [users, groups]: readonly [string, string]): void {
    const members = this.holdersAt(resource, [[users, 'user']]);
    const joined = this.holdersAt(resource, [[groups, 'group']]);
    if (members.length === 0) this.unjoined.push(this.nobody(resource, users));
    if (joined.length === 0) this.unjoined.push(this.nobody(resource, groups));
    for (const user of members) {
      for (const group of joined) {
        this.unionOf(user).peers.add(group);
        this.unionOf(group).peers.add(user);
      }
    }
  }

  private holdersAt(resource: IamResource, attributes: readonly (readonly [string, HolderKind])[]): Holder[] {
    const found = attributes.flatMap(([attribute, kind]) =>
      listed(resource.subject.values[attribute], this.resolver).flatMap((value) =>
        this.holders.namedOrOutside(value, kind, resource),
      ),
    );
    return [...new Set(found)];
  }

  private nobody(resource: IamResource, attribute: string): UnreadFact {
    return unreadAt(resource, [attribute], 'whom this is about is not known', null);
  }

  private inherit(user: Union & { readonly keys: Set<string> }): void {
    for (const group of user.peers) {
      const { permissions, unread, policies } = this.unionOf(group);
      addNew(user.permissions, permissions);
      addNew(user.unread, unread);
      for (const policy of policies) user.policies.add(policy);
    }
  }

  private givePolicy(holder: Holder, policy: AttachedPolicy): void {
    const union = this.unionOf(holder);
    if (union.keys.has(policy.key)) return;
    union.keys.add(policy.key);
    if (policy.fact.managed !== null) union.managed.add(policy.fact.managed);
    else if (policy.policy === null) addOpen(union, policy);
    this.give(holder, policy, policy.policy);
  }

  private give(holder: Holder, { permissions, unread }: PolicyContent, from: Subject | null): void {
    const union = this.unionOf(holder);
    if (from !== null) union.policies.add(from);
    union.permissions.push(...permissions);
    union.unread.push(...unread);
  }

  private unionOf(holder: Holder): Union & { readonly keys: Set<string> } {
    return remembered(this.unions, holder, () => ({
      holder,
      permissions: [],
      unread: [],
      policies: new Set<Subject>(),
      managed: new Set<string>(),
      open: new Set<string>(),
      boundaries: [],
      peers: new Set<Holder>(),
      keys: new Set<string>(),
    }));
  }
}

function addOpen({ open }: Union, { unread }: AttachedPolicy): void {
  for (const { waits_for: references } of unread) for (const reference of references) open.add(reference);
}

/** Adds the items that a list does not have. */
function addNew<Item>(list: Item[], items: readonly Item[]): void {
  const known = new Set(list);
  for (const item of items) if (!known.has(item)) list.push(item);
}
