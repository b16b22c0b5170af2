import type { Digest } from './digest';
import type { JsonObject, JsonValue, PathStep } from './json';
import type { Action } from './resource';
import type { ResourceSource } from './synthesis';

/** One attribute that a change touches. Sensitive values are never carried: they are replaced before this is made. */
export interface AttributeChange {
  readonly path: readonly PathStep[];
  /** Undefined where there was no value. */
  readonly before?: JsonValue;
  /** Undefined where there will be no value, or where `after` is not known until apply. */
  readonly after?: JsonValue;
  readonly known: boolean;
  readonly sensitive: boolean;
  /** This attribute makes terraform replace the resource. */
  readonly forcesReplacement: boolean;
}

/** What a plan does to one resource, leaf by leaf. */
export interface ResourceChange {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly mode: 'managed' | 'data';
  readonly action: Action;
  readonly source: ResourceSource | null;
  readonly attributes: readonly AttributeChange[];
}

/** What a plan does to one output. */
export interface OutputChange {
  readonly name: string;
  readonly action: Action;
}

/** How many of each type an apply may create, update, replace or delete. */
export type Envelope = Readonly<
  Record<'create' | 'update' | 'replace' | 'delete', Readonly<Record<string, number>>>
>;

/** A file that terraform merges into a stack; its name ends in `_override.tf.json`. */
export interface OverrideFile {
  readonly name: string;
  readonly content: JsonObject;
}

/** Why a stack cannot be planned yet. */
export interface DeferralReason {
  readonly kind:
    'upstream-without-state' | 'upstream-lacks-output' | 'upstream-output-changes' | 'upstream-deferred';
  readonly upstream: string;
  /** The output it waits for; absent where the whole stack is missing. */
  readonly output?: string;
}

/** A stack with a plan that can be reviewed and applied as it is. */
export interface PlannedStack {
  readonly kind: 'planned';
  readonly stack: string;
  readonly changes: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  readonly planDigest: Digest;
}

/** A stack that is planned and judged when its turn comes in apply. */
export interface DeferredStack {
  readonly kind: 'deferred';
  readonly stack: string;
  readonly reason: DeferralReason;
  readonly envelope: Envelope;
}

export type StackPlan = PlannedStack | DeferredStack;

/** One sentence that says why a stack is deferred. */
export function explainDeferral(stack: string, reason: DeferralReason): string {
  switch (reason.kind) {
    case 'upstream-without-state':
      return `${stack} reads from ${reason.upstream}, which has not been applied yet`;
    case 'upstream-lacks-output':
      return `${stack} reads ${reason.output ?? 'an output'} of ${reason.upstream}, whose state does not have it yet`;
    case 'upstream-output-changes':
      return `${stack} reads ${reason.output ?? 'an output'} of ${reason.upstream}, which this change gives another value`;
    case 'upstream-deferred':
      return `${stack} reads from ${reason.upstream}, which is deferred itself`;
  }
}
