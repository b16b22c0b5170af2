import type { PathStep } from '../../model/json';
import type { ValueObject } from '../value/value';

/** A block of a configuration that is no resource, with the place a finding about it stands at. */
export interface Block {
  /** As terraform would write it: `terraform.backend.s3`, `provider.aws.eu`, `module.vpc`; a provisioner is at its resource. */
  readonly address: string;
  readonly path: readonly PathStep[];
  /** Its label: the kind of backend, the provider's local name, the kind of provisioner. */
  readonly type: string;
  readonly values: ValueObject;
}

/** What a configuration says beside its resources, in the names of one stack. */
export interface ConfigurationBlocks {
  readonly stack: string | null;
  /** Whether the configuration itself was read: plans and states have neither a `terraform` block nor `removed` blocks. */
  readonly written: boolean;
  /** `backend` and `cloud` blocks. */
  readonly backends: readonly Block[];
  /** Provider configurations; `type` is `aws` or, with an alias, `aws.eu`. */
  readonly providers: readonly Block[];
  /** Every provider there is any trace of, once each: its `source` is such as `hashicorp/aws`. */
  readonly sources: readonly Block[];
  /** Module calls, with their `source` and `version`. */
  readonly modules: readonly Block[];
  readonly provisioners: readonly Block[];
  /** `removed` blocks; the address is that of what is removed. */
  readonly removed: readonly Block[];
}

/** The lists of blocks, by kind. */
export const blockKinds = [
  'backends',
  'providers',
  'sources',
  'modules',
  'provisioners',
  'removed',
] as const satisfies (keyof ConfigurationBlocks)[];

/** A configuration of which nothing is known. */
export function noBlocks(stack: string | null): ConfigurationBlocks {
  return {
    stack,
    written: false,
    backends: [],
    providers: [],
    sources: [],
    modules: [],
    provisioners: [],
    removed: [],
  };
}

/**
 * What is known of one stack from its configuration and from its plan or state. A block both know is the one of the
 * configuration, unless only the plan knows what its expressions come to; the resolver finds that out from the variables.
 */
export function mergeBlocks(written: ConfigurationBlocks, seen: ConfigurationBlocks): ConfigurationBlocks {
  const merged = Object.fromEntries(blockKinds.map((kind) => [kind, mergeKind(written[kind], seen[kind])]));
  return { ...written, ...merged };
}

function mergeKind(written: readonly Block[], seen: readonly Block[]): Block[] {
  const places = new Set(written.map(placeOf));
  return [...written, ...seen.filter((block) => !places.has(placeOf(block)))];
}

function placeOf({ address, path }: Block): string {
  return JSON.stringify([address, path]);
}
