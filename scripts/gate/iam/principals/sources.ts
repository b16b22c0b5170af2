import { append } from '../../../model/append';
import type { PathStep } from '../../../model/json';
import type { AttachmentFact, HolderKind, PlaceFact, UnreadFact } from '../../input/policy-input';
import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import { encodeValue, waitsFor } from '../../value/encode';
import { isTemplate, isValueObject, type Template, type Value } from '../../value/value';
import { afterLast, blocksOf, follow, listed, memberOf, textKey, type Link } from './links';
import { managedName, type ManagedPolicies } from './managed-policies';
import { readPermission, type Permission, type TypeOf } from './permission';
import type { Interest } from './interest';
import { labelOf, nameOf, type IamResource } from './holders';
import type { DocumentAt } from '../resource-documents';

/** A permission and where it is written. */
export interface PlacedPermission {
  readonly permission: Permission;
  readonly from: PlaceFact;
  readonly via: string;
}

/** What one policy gives. */
export interface PolicyContent {
  readonly permissions: readonly PlacedPermission[];
  readonly unread: readonly UnreadFact[];
}

/** A policy that is attached by name or ARN. */
export interface AttachedPolicy extends PolicyContent {
  readonly fact: AttachmentFact;
  /** The policy resource, where the system has it. */
  readonly policy: Subject | null;
  /** Equal for the same policy, however it is attached. */
  readonly key: string;
}

/** Reads policies once each, however often they are attached. */
export class Policies {
  private readonly bySubject = new Map<Subject, IamResource>();
  private readonly byName = new Map<string, IamResource[]>();
  private readonly contents = new Map<DocumentAt, PolicyContent>();
  private readonly managedPermissions = new Map<string, readonly Permission[] | undefined>();

  constructor(
    resources: readonly IamResource[],
    private readonly resolver: Resolver,
    private readonly documents: (resource: IamResource) => readonly DocumentAt[],
    private readonly interest: Interest,
    private readonly managed: () => ManagedPolicies,
  ) {
    for (const resource of resources) {
      if (resource.subject.resource.type !== 'aws_iam_policy') continue;
      this.bySubject.set(resource.subject, resource);
      const name = nameOf(resource.values);
      const key = name === null ? undefined : textKey(name);
      if (key !== undefined) append(this.byName, key, resource);
    }
  }

  /** The content of a resource that has its only document at an attribute; one without it cannot be read. */
  inline(resource: IamResource, attribute: string): PolicyContent {
    const found = this.documents(resource);
    if (found.length === 0) {
      return { permissions: [], unread: [unreadAt(resource, [attribute], 'has no document', null)] };
    }
    return joinContents(found.map((document) => this.contentOf(document, resource)));
  }

  /** The inline policies of a role; it need not have any. */
  inlineOfRole(resource: IamResource): PolicyContent {
    const own = this.documents(resource).filter(({ attribute }) => attribute.kind === 'identity');
    return joinContents(own.map((document) => this.contentOf(document, resource)));
  }

  /** The policies an attribute of a resource attaches, by ARN. */
  attached(resource: IamResource, attribute: string, kinds: readonly HolderKind[]): AttachedPolicy[] {
    const raw = resource.subject.values[attribute];
    const isList = Array.isArray(raw) || Array.isArray(resource.values[attribute]);
    return listed(raw, this.resolver).map((value, index) =>
      this.byArn(value, resource, isList ? [attribute, index] : [attribute], kinds),
    );
  }

  /** The customer managed policies the blocks of a resource name. */
  referenced(resource: IamResource, block: string, kinds: readonly HolderKind[]): AttachedPolicy[] {
    return blocksOf(resource.values[block]).map((value, index) => {
      const path = [block, index, 'name'];
      const name = memberOf(value, 'name') ?? value;
      return this.byCustomerName(name, resource, path, kinds);
    });
  }

  private byArn(
    value: Value,
    resource: IamResource,
    path: readonly PathStep[],
    kinds: readonly HolderKind[],
  ): AttachedPolicy {
    const link = follow(value, this.resolver);
    const subject = link?.subject ?? null;
    const policy = subject === null ? undefined : this.bySubject.get(subject);
    if (policy !== undefined) return this.ofSystem(policy, resource, path, kinds);
    const text = subject === null ? textOf(link) : this.dataText(subject);
    const managed = text === undefined ? undefined : managedName(text);
    if (managed !== undefined) return this.ofAws(managed, resource, path, kinds);
    if (text !== undefined && mayBeOfAccount(text)) {
      const name = afterLast(text, '/');
      if (name !== undefined) return this.byCustomerName(name, resource, path, kinds, text);
    }
    return this.unknown(value, text, resource, path, kinds);
  }

  private byCustomerName(
    name: Value,
    resource: IamResource,
    path: readonly PathStep[],
    kinds: readonly HolderKind[],
    text?: string | Template,
  ): AttachedPolicy {
    const isText = typeof name === 'string' || isTemplate(name);
    const key = isText ? textKey(name) : undefined;
    const named = key === undefined ? [] : (this.byName.get(key) ?? []);
    const { stack } = resource.subject.resource;
    const policy = named.find((one) => one.subject.resource.stack === stack) ?? named[0];
    if (policy !== undefined) return this.ofSystem(policy, resource, path, kinds);
    return this.unknown(name, text ?? (isText ? name : undefined), resource, path, kinds);
  }

  private ofSystem(
    policy: IamResource,
    by: IamResource,
    path: readonly PathStep[],
    kinds: readonly HolderKind[],
  ): AttachedPolicy {
    const label = labelOf(policy.subject.resource);
    return {
      ...this.inline(policy, 'policy'),
      fact: factOf(by, path, kinds, label, null),
      policy: policy.subject,
      key: `system ${label}`,
    };
  }

  private ofAws(
    name: string,
    by: IamResource,
    path: readonly PathStep[],
    kinds: readonly HolderKind[],
  ): AttachedPolicy {
    const from = placeOf(by, path);
    const permissions = this.managedContent(name);
    const arn = `arn:aws:iam::aws:policy/${name}`;
    return {
      permissions: (permissions ?? []).map((permission) => ({
        permission,
        from,
        via: by.subject.resource.type,
      })),
      unread:
        permissions === undefined
          ? [{ ...from, waits_for: [], reason: `the content of the AWS managed policy ${name} is not known` }]
          : [],
      fact: factOf(by, path, kinds, arn, name),
      policy: null,
      key: arn,
    };
  }

  private managedContent(name: string): readonly Permission[] | undefined {
    if (this.managedPermissions.has(name)) return this.managedPermissions.get(name);
    const statements = this.managed().get(name);
    const read = statements?.flatMap((statement) => readPermission(statement, [], null, this.interest) ?? []);
    this.managedPermissions.set(name, read);
    return read;
  }

  private unknown(
    value: Value,
    text: string | Template | undefined,
    by: IamResource,
    path: readonly PathStep[],
    kinds: readonly HolderKind[],
  ): AttachedPolicy {
    const { stack } = by.subject.resource;
    const open = [value, text].find((one) => isTemplate(one));
    const shown = encodeValue(text ?? value, stack);
    const policy = typeof shown === 'string' || isTemplate(text ?? value) ? shown : JSON.stringify(shown);
    const reason = isTemplate(open)
      ? 'which policy this is is not known yet'
      : 'the policy is not part of the system';
    return {
      permissions: [],
      unread: [unreadAt(by, path, reason, isTemplate(open) ? open : null)],
      fact: factOf(by, path, kinds, policy as AttachmentFact['policy'], null),
      policy: null,
      key: `unknown ${JSON.stringify(shown)}`,
    };
  }

  /** The ARN of a data source, or what its name comes to. */
  private dataText({ resource, values }: Subject): string | Template | undefined {
    if (resource.mode !== 'data' || resource.type !== 'aws_iam_policy') return undefined;
    const arn = this.resolver.resolve(values['arn'] ?? null);
    if (typeof arn === 'string' && arn !== '') return arn;
    const name = this.resolver.resolve(values['name'] ?? null);
    if (typeof name !== 'string') return undefined;
    const managed = [...this.managed().keys()].find((key) => key === name || key.endsWith(`/${name}`));
    return managed === undefined ? `arn:aws:iam::*:policy/${name}` : `arn:aws:iam::aws:policy/${managed}`;
  }

  private readonly typeOf: TypeOf = (hole) =>
    hole.kind === 'expression' || hole.references.length !== 1
      ? null
      : (this.resolver.subjectOf(hole)?.subject.resource.type ?? null);

  private contentOf(document: DocumentAt, resource: IamResource): PolicyContent {
    const known = this.contents.get(document);
    if (known !== undefined) return known;
    const { stack, type } = resource.subject.resource;
    const permissions = document.content.statements.flatMap(({ path, statement }): PlacedPermission[] => {
      const permission = isValueObject(statement)
        ? readPermission(statement, path, stack, this.interest, this.typeOf)
        : undefined;
      return permission === undefined ? [] : [{ permission, from: placeOf(resource, path), via: type }];
    });
    const open = document.content.statements.flatMap(({ path, statement }) =>
      isTemplate(statement) ? [unreadAt(resource, path, 'the statement is not known yet', statement)] : [],
    );
    const partly = permissions.flatMap(({ permission: { effect, openActions }, from }): UnreadFact[] =>
      effect === 'Deny' || openActions.length === 0
        ? []
        : [{ ...from, waits_for: openActions, reason: 'one of its actions is not known yet' }],
    );
    const unread = document.content.unread.map(({ path, reason, template }) =>
      unreadAt(resource, path, `the document ${reason}`, template),
    );
    const content = { permissions, unread: [...open, ...partly, ...unread] };
    this.contents.set(document, content);
    return content;
  }
}

/** Whether a text may be the ARN of a policy of some account: the partition or the account may not be known yet. */
function mayBeOfAccount(text: string | Template): boolean {
  if (typeof text === 'string') return true;
  const [first] = text.parts;
  return typeof first === 'string' && first.startsWith('arn:') && !first.includes(':iam::aws:');
}

function textOf(link: Link | null): string | Template | undefined {
  return link?.subject === null ? link.text : undefined;
}

export function placeOf({ subject, judged }: IamResource, path: readonly PathStep[]): PlaceFact {
  const { address, stack } = subject.resource;
  return { address, stack, path, judged };
}

export function joinContents(contents: readonly PolicyContent[]): PolicyContent {
  return {
    permissions: contents.flatMap(({ permissions }) => permissions),
    unread: contents.flatMap(({ unread }) => unread),
  };
}

export function unreadAt(
  resource: IamResource,
  path: readonly PathStep[],
  reason: string,
  template: Template | null,
): UnreadFact {
  const { address, stack } = resource.subject.resource;
  const references = template === null ? [] : waitsFor(template, stack);
  const own = template !== null && references.length === 0 ? [`${address}.${String(path[0])}`] : references;
  return { ...placeOf(resource, path), waits_for: own, reason };
}

function factOf(
  by: IamResource,
  path: readonly PathStep[],
  kinds: readonly HolderKind[],
  policy: AttachmentFact['policy'],
  managed: string | null,
): AttachmentFact {
  return { ...placeOf(by, path), type: by.subject.resource.type, kinds, policy, managed };
}
