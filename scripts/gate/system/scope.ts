import { append } from '../../model/append';
import type { Resource } from '../../model/resource';
import type { SourceLocation } from '../../model/synthesis';
import type { ConfigurationBlocks } from '../configuration/blocks';
import type { ValueObject } from '../value/value';

/** A resource with the evidence of every stage put together; its templates may still refer to others. */
export interface Subject {
  readonly resource: Resource;
  /** What this is judged by; empty where the change deletes it. */
  readonly values: ValueObject;
  readonly before: ValueObject | null;
  /** What the configuration says, whatever stage is judged; null where none is in the evidence. */
  readonly written: ValueObject | null;
  /** `<stack>/<construct ids>`, or null where no construct made it. */
  readonly constructPath: string | null;
}

/** The names the expressions of one stack can use. */
export interface Scope {
  readonly stack: string | null;
  /** Path of what was read, for errors. */
  readonly origin: string;
  readonly locals: ValueObject;
  /** Values given to a plan, else defaults; a variable without either is not in it. */
  readonly variables: ValueObject;
  readonly outputs: ValueObject;
  /** Those of the outputs that anybody may see. */
  readonly exports: ValueObject;
  /** The stack whose state each `data.terraform_remote_state.<name>` reads, as far as it is in the evidence. */
  readonly remoteStates: Readonly<Record<string, string>>;
  /** By address without the key of an instance; several where `count` or `for_each` made them. */
  readonly subjects: ReadonlyMap<string, readonly Subject[]>;
  /** What the configuration says beside them. */
  readonly blocks: ConfigurationBlocks;
  /** The lines that made its resources, outputs and blocks, by address, as far as a synthesis knows them. */
  readonly sources: Readonly<Record<string, SourceLocation>>;
}

/** Everything that is judged together. */
export interface System {
  readonly scopes: readonly Scope[];
  /** What rules judge; other subjects of the scopes are only there to be referred to. */
  readonly judged: readonly Subject[];
  /** Beside the judged subjects: one of each stack. */
  readonly configurations: readonly ConfigurationBlocks[];
  /** What each judged stack tells others. */
  readonly exports: readonly Pick<Scope, 'stack' | 'exports'>[];
}

/** The line that made what has an address in a stack, be it a resource, an output or a block; null where nobody knows. */
export function sourceOf(
  { scopes }: System,
  { stack, address }: { readonly stack: string | null; readonly address: string },
): SourceLocation | null {
  return member(scopes.find((scope) => scope.stack === stack)?.sources ?? {}, address) ?? null;
}

/** An address without the key of its last instance: `aws_s3_bucket.logs["a"]` is one of `aws_s3_bucket.logs`. */
export function baseAddress(address: string): string {
  if (!/[\])]$/.test(address)) return address;
  return address.replace(/ \(deposed .*\)$/, '').replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, '');
}

/** Indexes subjects by their address without an instance key. */
export function indexSubjects(subjects: readonly Subject[]): Map<string, Subject[]> {
  const index = new Map<string, Subject[]>();
  for (const subject of subjects) {
    append(index, baseAddress(subject.resource.address), subject);
  }
  return index;
}

/** What an object has at an own key; a name of `Object.prototype` leads nowhere. */
export function member<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
