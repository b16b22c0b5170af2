import { digestOf } from '../../model/digest';
import type { JsonObject, JsonValue, PathStep } from '../../model/json';
import { remembered } from '../../model/once';
import type { RuleEntry } from '../build/manifest';
import { secretsOf } from '../finding/sensitive';
import { Resolver } from '../system/resolver';
import { member, type Scope, type Subject, type System } from '../system/scope';
import { isTemplate, isValueObject, type Value, type ValueObject } from '../value/value';
import { agree } from './agree';
import { locate, type Pair, type Resolvers } from './locate';
import { symbolic, type EnvironmentNames } from './symbolic';

/** What a finding is bound to: a place that is the same at every stage, and the value that stands there. */
export interface Offence {
  readonly path: readonly PathStep[];
  readonly fingerprint: string;
}

/** Says what findings are bound to, in one system and environment. */
export class Fingerprints {
  private readonly resolvers: Resolvers;
  /** By rule and type: a rule about every type reads a thousand attributes, and may find something in every resource. */
  private readonly namesRead = new Map<string, readonly string[]>();

  constructor(
    system: System,
    private readonly names: EnvironmentNames,
  ) {
    this.resolvers = {
      full: new Resolver(system),
      symbolic: new Resolver(asWritten(system), { keepResources: true }),
    };
  }

  /**
   * The fingerprint covers the value at the path and what gives it its meaning: the block or policy statement around it,
   * or, where it is an attribute of the resource itself, the other attributes the rule reads of this type. So a waiver
   * for a port that is open to everybody does not hold for a second port.
   */
  of(path: readonly PathStep[], rule: RuleEntry, subject: Subject | undefined): Offence {
    if (subject === undefined) return { path, fingerprint: digestOf({ path: names(path) }) };
    const known = this.resolvers.full.resolveObject(
      subject.resource.action === 'delete' ? (subject.before ?? {}) : subject.values,
    );
    const { written } = subject;
    const place = locate(known, written, path, this.resolvers);
    const form = (pair: Pair): JsonValue => this.formOf(pair, place.strictness, subject);
    const around = place.block === null ? this.attributesRead(rule, known, subject) : form(place.block);
    return {
      path: place.path,
      fingerprint: digestOf({ path: names(place.path), value: form(place.leaf), around }),
    };
  }

  private attributesRead(rule: RuleEntry, known: ValueObject, subject: Subject): JsonObject {
    const entries = this.attributeNames(rule, subject.resource.type).map((name): [string, JsonValue] => {
      const pair = { known: member(known, name), written: member(subject.written ?? {}, name) };
      return [name, this.formOf(pair, 'block', subject)];
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== null));
  }

  private attributeNames(rule: RuleEntry, type: string): readonly string[] {
    const prefix = `${type}.`;
    // an attribute of a block or a tag, which has a dot in it, stands for itself and is none of the resource
    return remembered(this.namesRead, `${rule.id} ${type}`, () =>
      rule.attributes
        .filter((attribute) => attribute.startsWith(prefix))
        .map((attribute) => attribute.slice(prefix.length)),
    );
  }

  /** What was written, as long as the known value can be what became of it; else the known value itself. */
  private formOf(
    { known, written }: Pair,
    strictness: 'block' | 'document',
    { resource, written: all }: Subject,
  ) {
    const stands =
      all !== null && !isVague(written) && agree(known, written, this.resolvers.full, strictness);
    // what terraform masks depends on the stage, so what is written is only judged by the names of its attributes
    const secrets = stands
      ? secretsOf({ ...resource, values: all as JsonObject, before: null, sensitive: {} })
      : secretsOf(resource);
    const said = stands && written !== undefined ? this.resolvers.symbolic.resolve(written) : written;
    return symbolic(stands ? said : known, this.names, secrets, resource.stack);
  }
}

/** Whether a configuration says less of a value than the value itself, as the one inside a plan does. */
function isVague(value: Value | undefined): boolean {
  if (isTemplate(value)) {
    return value.parts.some(
      (part) => typeof part === 'object' && (part.kind === 'mention' || part.kind === 'computed'),
    );
  }
  if (Array.isArray(value)) return value.some(isVague);
  return isValueObject(value) && Object.values(value).some(isVague);
}

/** The same system as if nothing but its configuration were known. */
function asWritten(system: System): System {
  const written = (subject: Subject): Subject => ({ ...subject, values: subject.written ?? subject.values });
  return {
    ...system,
    scopes: system.scopes.map((scope): Scope => ({
      ...scope,
      subjects: new Map([...scope.subjects].map(([address, sharing]) => [address, sharing.map(written)])),
    })),
  };
}

/** A path without indices: what moves within a list stays what it is. */
function names(path: readonly PathStep[]): PathStep[] {
  return path.filter((step) => typeof step === 'string');
}
