import { append } from '../../../model/append';
import type { HolderKind } from '../../input/policy-input';
import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import { isTemplate, joinParts, type Template, type Value, type ValueObject } from '../../value/value';
import { holderTypes } from './iam-types';
import { afterLast, follow, textKey } from './links';

/** A resource of the system with its references followed. */
export interface IamResource {
  readonly subject: Subject;
  readonly values: ValueObject;
  readonly judged: boolean;
}

/** A principal: one of the system, or one that the system only attaches policies to. */
export interface Holder {
  readonly id: string;
  readonly kind: HolderKind;
  /** What it is, or, for one from outside, what names it first. */
  readonly resource: IamResource;
  readonly external: boolean;
  readonly name: string | Template | null;
}

/** The principals of a system, by resource and by name. */
export class Holders {
  private readonly bySubject = new Map<Subject, Holder>();
  private readonly byName = new Map<string, Holder[]>();
  private readonly outside = new Map<string, Holder>();
  /** Of those from outside. */
  private readonly ids = new Set<string>();

  constructor(
    resources: readonly IamResource[],
    private readonly resolver: Resolver,
  ) {
    for (const resource of resources) {
      const { subject, values } = resource;
      const kind = holderTypes[subject.resource.type];
      if (kind === undefined) continue;
      const id = labelOf(subject.resource);
      const name = nameOf(values);
      const holder: Holder = { id, kind, resource, external: false, name };
      this.bySubject.set(subject, holder);
      const key = name === null ? undefined : textKey(name);
      if (key !== undefined) append(this.byName, `${kind} ${key}`, holder);
    }
  }

  all(): Holder[] {
    return [...this.bySubject.values(), ...this.outside.values()];
  }

  ofSubject(subject: Subject): Holder | undefined {
    return this.bySubject.get(subject);
  }

  /** Those of the system that a value names: by reference, by name or by ARN. */
  named(value: Value | undefined, kind: HolderKind): readonly Holder[] {
    const link = follow(value, this.resolver);
    if (link === null) return [];
    if (link.subject !== null) {
      const holder = this.bySubject.get(link.subject);
      if (holder !== undefined) return holder.kind === kind ? [holder] : [];
      const { name } = link.subject.values;
      return name === undefined ? [] : this.ofText(this.resolver.resolve(name), kind);
    }
    return this.ofText(link.text, kind);
  }

  /** Those a value names; one from outside the system where it has none of that name. */
  namedOrOutside(value: Value | undefined, kind: HolderKind, by: IamResource): readonly Holder[] {
    const found = this.named(value, kind);
    if (found.length > 0) return found;
    const link = follow(value, this.resolver);
    if (link === null) return [];
    const text = link.subject === null ? link.text : link.subject.resource.address;
    const key = `${kind} ${textKey(text) ?? `${by.subject.resource.stack ?? ''} ${by.subject.resource.address}`}`;
    const known = this.outside.get(key);
    if (known !== undefined) return [known];
    const what = typeof text === 'string' ? text : `of ${labelOf(by.subject.resource)}`;
    const isTaken = this.ids.has(`${kind} ${what} (elsewhere)`);
    const id = `${kind} ${what} (elsewhere${isTaken ? `, ${this.outside.size}` : ''})`;
    this.ids.add(id);
    const holder: Holder = {
      id,
      kind,
      resource: by,
      external: true,
      name: link.subject === null ? link.text : null,
    };
    this.outside.set(key, holder);
    return [holder];
  }

  private ofText(text: Value, kind: HolderKind): readonly Holder[] {
    if (typeof text !== 'string' && !isTemplate(text)) return [];
    const mayBeArn = typeof text !== 'string' || text.startsWith('arn:');
    const name = mayBeArn ? (afterLast(text, '/') ?? text) : text;
    const key = textKey(name) ?? '';
    return this.byName.get(`${kind} ${key}`) ?? [];
  }
}

/** What a resource is called in a system of several stacks. */
export function labelOf({ stack, address }: Subject['resource']): string {
  return stack === null ? address : `${stack}: ${address}`;
}

/** The name of a principal; a prefix ends in a star, and null is a name terraform makes up. */
export function nameOf(values: ValueObject): string | Template | null {
  const { name, name_prefix: prefix } = values;
  if (typeof name === 'string' && name !== '') return name;
  if (isTemplate(name)) return name;
  if (typeof prefix === 'string' && prefix !== '') return `${prefix}*`;
  return isTemplate(prefix) ? joinParts([...prefix.parts, '*']) : null;
}
