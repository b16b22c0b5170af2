import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Synthesis } from '../../model/synthesis';
import { GateError } from '../error';
import { fieldOf } from './fields';

/** Terraform JSON that somebody else made, as one root module. */
export interface ConfigurationEvidence {
  readonly kind: 'configuration';
  readonly origin: string;
  readonly stack: string | null;
  readonly terraform: JsonObject;
}

/** The JSON of a plan. */
export interface PlanEvidence {
  readonly kind: 'plan';
  readonly origin: string;
  /** The stack it is of; null to have it found by its addresses. */
  readonly stack: string | null;
  readonly plan: JsonObject;
}

/** A state, as the file or as `terraform show -json` prints it. */
export interface StateEvidence {
  readonly kind: 'state';
  readonly origin: string;
  readonly stack: string | null;
  readonly form: 'file' | 'values';
  readonly state: JsonObject;
}

/** A whole `cdktf.out`. */
export interface SynthesisEvidence {
  readonly kind: 'synthesis';
  readonly synthesis: Synthesis;
}

export type Evidence = ConfigurationEvidence | PlanEvidence | StateEvidence | SynthesisEvidence;

const configurationKeys = [
  'resource',
  'data',
  'terraform',
  'provider',
  'locals',
  'variable',
  'module',
  'output',
  'removed',
  'moved',
  'import',
  'check',
];

/** Says what a parsed document is, by its content and not by the name of its file. */
export function recogniseDocument(document: JsonValue, origin: string): Evidence {
  if (!isJsonObject(document)) throw unrecognised(origin, 'holds no JSON object');
  const has = (...keys: string[]): boolean => keys.some((key) => fieldOf(document, key) !== undefined);
  if (has('resource_changes', 'planned_values') || (has('configuration') && has('format_version'))) {
    checkFormat(document, origin, 'plan');
    return { kind: 'plan', origin, stack: null, plan: document };
  }
  if (has('format_version') && !has('diagnostics')) {
    checkFormat(document, origin, 'state');
    return { kind: 'state', origin, stack: null, form: 'values', state: document };
  }
  if (has('version') && has('resources', 'terraform_version', 'lineage', 'modules')) {
    const version = fieldOf(document, 'version');
    if (version === 4) return { kind: 'state', origin, stack: null, form: 'file', state: document };
    throw new GateError(
      `${origin} is a state of version ${JSON.stringify(version)}, and version 4 is read; let terraform 0.13 or later write it again`,
    );
  }
  if (has(...configurationKeys)) {
    return { kind: 'configuration', origin, stack: stackNameOf(document), terraform: document };
  }
  throw unrecognised(origin, 'is none of them');
}

function checkFormat(document: JsonObject, origin: string, what: string): void {
  const version = fieldOf(document, 'format_version');
  if (typeof version === 'string' && /^[01]\.\d+$/.test(version)) return;
  throw new GateError(
    `${origin} is a ${what} of format version ${JSON.stringify(version ?? null)}, and 0.x and 1.x are read; show it with the terraform of .terraform-version`,
  );
}

/** The stack cdktf names in the comment of a `cdk.tf.json`. */
function stackNameOf(document: JsonObject): string | null {
  const comment = fieldOf(document, '//');
  const metadata = isJsonObject(comment) ? fieldOf(comment, 'metadata') : undefined;
  const name = isJsonObject(metadata) ? fieldOf(metadata, 'stackName') : undefined;
  return typeof name === 'string' ? name : null;
}

function unrecognised(origin: string, what: string): GateError {
  return new GateError(
    `${origin} cannot be judged: a cdktf.out, Terraform JSON configuration, plan JSON and state JSON are known, and it ${what}`,
  );
}
