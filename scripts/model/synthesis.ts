import type { Digest } from './digest';
import type { Environment } from './environment';
import type { JsonObject } from './json';

/** Where a resource was written: a path relative to the repository, and a line counted from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

/** What `sources.json` says of a resource, an output or a block: the first line of our own code that made it. */
export interface ResourceSource extends SourceLocation {
  readonly constructPath: string;
}

/** A value one stack reads from the state of another. */
export interface UpstreamOutput {
  /** The stack that has the output. */
  readonly stack: string;
  /** The name of the output in its state. */
  readonly output: string;
}

/** One stack as `synth` wrote it. */
export interface SynthesizedStack {
  readonly id: string;
  readonly constructPath: string;
  /** Ids of the stacks this one reads from, in the order of the manifest. */
  readonly dependencies: readonly string[];
  /** The folder terraform runs a copy of; absolute. */
  readonly directory: string;
  /** The parsed `cdk.tf.json`. */
  readonly terraform: JsonObject;
  /** `<suffix>/<stack>.tfstate` in the state bucket, or null where the backend is not S3. */
  readonly stateKey: string | null;
  readonly upstreamOutputs: readonly UpstreamOutput[];
  /** By address without an index, such as `aws_s3_bucket.logs`, `data.aws_region.current` or `output.url`. */
  readonly sources: Readonly<Record<string, ResourceSource>>;
  /** Of `cdk.tf.json` and the assets; a moved source line leaves it as it was. */
  readonly digest: Digest;
}

/** A whole `cdktf.out`, checked: every file in it is one that its manifest accounts for. */
export interface Synthesis {
  /** Absolute. */
  readonly directory: string;
  /** Null where somebody else's CDKTF app wrote the folder and left no `environment.json`. */
  readonly environment: Environment | null;
  /** In dependency order: a stack stands after all it depends on. */
  readonly stacks: readonly SynthesizedStack[];
  /** Of the digests of all stacks. */
  readonly digest: Digest;
}
