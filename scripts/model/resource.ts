import type { JsonObject, JsonValue } from './json';
import type { ResourceSource } from './synthesis';

/** What terraform will do to a resource. `replace` is a delete and a create, in either order. */
export const actions = ['no-op', 'create', 'read', 'update', 'replace', 'delete', 'forget'] as const;
export type Action = (typeof actions)[number];

/** The stages at which a change is judged; each adds evidence to the one before. */
export const stages = ['synth', 'plan', 'state'] as const;
export type Stage = (typeof stages)[number];

/** A resource or data source, from `cdk.tf.json`, plan JSON or state JSON alike. */
export interface Resource {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** As terraform writes it, with module and index. */
  readonly address: string;
  /** The stack it belongs to, or null where only one nameless system is judged. */
  readonly stack: string | null;
  readonly source: ResourceSource | null;
  /** Attributes as far as they are known; expressions stand as `${…}` strings at synth. */
  readonly values: JsonObject;
  /** Terraform's `after_unknown`: true wherever a value is not known yet. */
  readonly unknown: JsonValue;
  /** Terraform's `after_sensitive` or `sensitive_values`: true wherever a value must not be shown. */
  readonly sensitive: JsonValue;
  readonly action: Action;
  /** The attributes before the change, on a plan. */
  readonly before: JsonObject | null;
}
