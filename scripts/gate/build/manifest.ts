import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { digestOf, sha256 } from '../../model/digest';
import { inOneLine, reasonOf } from '../../model/error';
import { severities } from '../../model/finding';
import { stages } from '../../model/resource';
import { GateError } from '../error';
import { digestOfFile, digestsOfPolicy, type PolicyDigest } from './sources';

/** The version of the policy input this build of the policy reads. */
export const inputVersion = 1;
/** What the wasm is asked for. */
export const entrypoints = ['tollgate/findings', 'tollgate/ready'] as const;
/** The three files of a build, relative to the policy folder. */
export const buildFiles = {
  wasm: 'policy.wasm',
  manifest: 'policy.manifest.json',
  rules: 'rules.json',
} as const;

const digest = z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)]);
const files = z.array(z.strictObject({ path: z.string(), sha256: digest }));

export const policyManifestSchema = z.strictObject({
  version: z.literal(1),
  opa: z.string(),
  inputVersion: z.literal(inputVersion),
  entrypoints: z.tuple([z.literal(entrypoints[0]), z.literal(entrypoints[1])]),
  sources: files,
  tables: files,
  rulesSha256: digest,
  sourceDigest: digest,
  wasmSha256: digest,
  builtins: z.array(z.string()),
  attributes: z.array(z.string()).describe('every attribute of a resource a rule can name'),
});

/** What a build was made of, so that a stale one is noticed where there is no OPA. */
export type PolicyManifest = z.infer<typeof policyManifestSchema>;

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  title: z.string(),
  description: z.string(),
  severity: z.enum(severities),
  message: z.string().describe('a template with {param} placeholders'),
  remediation: z.string(),
  example: z.string().describe('TypeScript'),
  controls: z.array(z.string()),
  related: z.array(z.string()),
  stages: z.array(z.enum(stages)),
  attributes: z.array(z.string()).describe('such as aws_s3_bucket.bucket, or * alone'),
  needs: z.array(z.enum(['suffix', 'environment'])).optional(),
  waivable: z.boolean().describe('whether a finding of it may be waived at all'),
  file: z.string(),
});

const writtenRuleSchema = ruleSchema.extend({
  attributes: ruleSchema.shape.attributes.or(z.string()).describe('themselves, or the name of a set'),
});

/** Rules share long lists of attributes, each of which is written once, as `tables.naming.types` and so on. */
export const ruleCatalogueSchema = z
  .strictObject({
    attributeSets: z.record(z.string(), ruleSchema.shape.attributes),
    rules: z.array(writtenRuleSchema),
  })
  .transform(({ attributeSets, rules }, context): { rules: RuleEntry[] } => ({
    rules: rules.map(({ attributes, ...rule }) => {
      const named = typeof attributes === 'string' ? attributeSets[attributes] : attributes;
      if (named === undefined) context.addIssue(`there is no set ${String(attributes)} of attributes`);
      return { ...rule, attributes: named ?? [] };
    }),
  }));

/** Every rule as its METADATA describes it, in the order of the ids, and as `rules.json` has it. */
export type WrittenCatalogue = z.input<typeof ruleCatalogueSchema>;
export type WrittenRule = WrittenCatalogue['rules'][number];
export type RuleEntry = z.infer<typeof ruleSchema>;

/** One digest for all a verdict depends on: the Rego and the tables. */
export function sourceDigest(
  sources: readonly PolicyDigest[],
  tables: readonly PolicyDigest[],
): `sha256:${string}` {
  return digestOf([...sources, ...tables].map(({ path, sha256: hash }) => [path, hash]));
}

/**
 * Checks that the committed build is of the sources and tables beside it, without OPA.
 *
 * @throws GateError naming the first file that is stale, missing or extra: a rule that was changed and not built would
 * be a rule that is not enforced.
 */
export function verifyPolicyBuild(policyDirectory: string): PolicyManifest {
  const manifest = readManifest(policyDirectory);
  const present = digestsOfPolicy(policyDirectory);
  compare(manifest.sources, present.sources);
  compare(manifest.tables, present.tables);
  compare(
    [
      { path: buildFiles.rules, sha256: manifest.rulesSha256 },
      { path: buildFiles.wasm, sha256: manifest.wasmSha256 },
    ],
    [
      {
        path: buildFiles.rules,
        sha256: readable(buildFiles.rules, () => digestOfFile(join(policyDirectory, buildFiles.rules))),
      },
      { path: buildFiles.wasm, sha256: sha256(read(policyDirectory, buildFiles.wasm)) },
    ],
  );
  return manifest;
}

function readManifest(policyDirectory: string): PolicyManifest {
  const text = read(policyDirectory, buildFiles.manifest).toString('utf8');
  try {
    return policyManifestSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw new GateError(
      `${join(policyDirectory, buildFiles.manifest)} is not a policy manifest (${inOneLine(reasonOf(thrown))}); run npm run policy:build`,
      { cause: thrown },
    );
  }
}

function read(policyDirectory: string, file: string): Buffer {
  return readable(file, () => readFileSync(join(policyDirectory, file)));
}

function readable<T>(file: string, reading: () => T): T {
  try {
    return reading();
  } catch (thrown) {
    throw new GateError(
      `${file} of the policy cannot be read (${reasonOf(thrown)}); run npm run policy:build and commit what it writes`,
      { cause: thrown },
    );
  }
}

function compare(built: readonly PolicyDigest[], present: readonly PolicyDigest[]): void {
  const hashes = new Map(present.map(({ path, sha256: hash }) => [path, hash]));
  for (const { path, sha256: hash } of built) {
    const now = hashes.get(path);
    if (now === undefined) throw stale(path, 'is part of the build and is missing');
    if (now !== hash) throw stale(path, 'was changed after the build');
    hashes.delete(path);
  }
  for (const path of hashes.keys()) throw stale(path, 'is not part of the build');
}

function stale(path: string, what: string): GateError {
  return new GateError(
    `the policy build is stale: ${path} ${what}, so what is enforced is not what is written; run npm run policy:build and commit what it writes`,
  );
}
