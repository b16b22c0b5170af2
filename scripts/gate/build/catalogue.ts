import * as z from 'zod';
import { inOneLine } from '../../model/error';
import { severities } from '../../model/finding';
import { stages } from '../../model/resource';
import { GateError } from '../error';
import { policyAttributes } from '../iam/policy-attributes';
import { isRule, type PolicyFile } from './sources';
import type { WrittenCatalogue, WrittenRule } from './manifest';

const sentence = z.string().trim().min(1);

/** What a rule's METADATA must say of it, all of it: reports, the catalogue and editors are made from nothing else. */
const annotationsSchema = z.strictObject({
  scope: z.literal('package'),
  title: sentence,
  description: sentence,
  related_resources: z.array(z.object({ ref: z.url({ protocol: /^https$/ }) })).min(1),
  custom: z.strictObject({
    severity: z.enum(severities),
    message: sentence.refine(
      (message) => !/[{}]/.test(message.replaceAll(/\{[a-z][a-z_]*\}/g, '')),
      'must have placeholders such as {attribute}: lower-case letters and underscores between braces',
    ),
    remediation: sentence,
    example: sentence,
    controls: z.array(z.string().regex(/^PCI DSS 4\.0\.1 [A-Z]?\d+(\.\d+)*$/)).min(1),
    stages: z.array(z.enum(stages)).min(1),
    /**
     * A list such as `aws_s3_bucket.bucket`, the place of a table that is keyed by resource type, or `policies` for
     * every attribute that holds a policy document.
     */
    attributes: z.union([
      z.array(z.string()).min(1),
      z.literal('policies'),
      z.string().regex(/^tables(\.\w+)+$/),
    ]),
    needs: z.array(z.enum(['suffix', 'environment'])).optional(),
    /** False where nobody may agree to an exception. */
    waivable: z.boolean().default(true),
  }),
});

const inspectionSchema = z.object({
  annotations: z
    .array(
      z.object({
        annotations: z.looseObject({ scope: z.string() }),
        location: z.object({ file: z.string() }),
        /** The package, from `data` on. */
        path: z.array(z.object({ value: z.string() })),
      }),
    )
    .default([]),
});
type Annotated = z.infer<typeof inspectionSchema>['annotations'][number];

/** A table row as far as the catalogue reads it: the attribute it judges. */
const rowSchema = z.object({ path: z.array(z.string()).optional(), attribute: z.string().optional() });
const tableSchema = z.record(z.string(), z.union([rowSchema, z.array(rowSchema)]));

/**
 * Reads the rules from what `opa inspect --annotations` printed for the sources.
 *
 * @param tables the tables the rules decide by, by name, for the attributes they read
 */
export function catalogueOf(
  inspection: string,
  sources: readonly PolicyFile[],
  tables: Readonly<Record<string, unknown>>,
): WrittenCatalogue {
  const packages = new Map(
    inspectionSchema
      .parse(JSON.parse(inspection))
      .annotations.filter(({ annotations }) => annotations.scope === 'package')
      .map((annotated) => [annotated.location.file.replaceAll('\\', '/').replace(/^\.\//, ''), annotated]),
  );
  const rules = sources
    .filter(({ path }) => isRule(path))
    .map((source) => ruleOf(source, packages.get(source.path)));
  return { attributeSets: attributeSetsOf(rules, tables), rules };
}

function ruleOf(source: PolicyFile, annotated: Annotated | undefined): WrittenRule {
  const id = source.path.replace(/\.rego$/, '');
  const parsed = annotationsSchema.safeParse(annotated?.annotations ?? {});
  if (!parsed.success) {
    const problems = inOneLine(z.prettifyError(parsed.error));
    throw new GateError(
      `the METADATA above the package line of ${source.path} is not complete: ${problems}; see policy/naming/suffix.rego for one that is`,
      { cause: parsed.error },
    );
  }
  if (annotated?.path.map(({ value }) => value).join('/') !== `data/rules/${id}`) {
    throw new GateError(
      `${source.path} must be the package rules.${id.replace('/', '["')}"], as the rule ${id} is looked up by that name; change its package line or move the file`,
    );
  }
  const { title, description, custom, related_resources: related } = parsed.data;
  return {
    id,
    title,
    description: description.trim(),
    severity: custom.severity,
    message: custom.message,
    remediation: custom.remediation.trim(),
    example: custom.example.trimEnd(),
    controls: custom.controls,
    related: related.map(({ ref }) => ref),
    stages: custom.stages,
    attributes: custom.attributes,
    ...(custom.needs === undefined ? {} : { needs: custom.needs }),
    waivable: custom.waivable,
    file: source.path,
  };
}

/** The attributes of every set a rule names, by its name. */
function attributeSetsOf(
  rules: readonly WrittenRule[],
  tables: Readonly<Record<string, unknown>>,
): Record<string, string[]> {
  const sets: Record<string, string[]> = {};
  for (const { attributes, file } of rules)
    if (typeof attributes === 'string') sets[attributes] ??= attributesOf(attributes, tables, file);
  return sets;
}

function allPolicyAttributes(): string[] {
  return [...policyAttributes]
    .flatMap(([type, attributes]) => attributes.map(({ path }) => [type, ...path].join('.')))
    .sort();
}

/** `aws_s3_bucket.force_destroy` and so on for every row of a table. */
function attributesOf(place: string, tables: Readonly<Record<string, unknown>>, path: string): string[] {
  if (place === 'policies') return allPolicyAttributes();
  let table: unknown = { tables };
  for (const step of place.split('.'))
    table = z.record(z.string(), z.unknown()).safeParse(table).data?.[step];
  const parsed = tableSchema.safeParse(table);
  if (!parsed.success) {
    throw new GateError(
      `${path} takes its attributes from ${place}, which is not a table of rows by resource type; correct custom.attributes or make the table with npm run policy:tables`,
      { cause: parsed.error },
    );
  }
  const attributes = Object.entries(parsed.data).flatMap(([type, rows]) =>
    [rows].flat().flatMap((row) => {
      const attribute = row.attribute ?? row.path?.join('.');
      return attribute === undefined ? [] : [`${type}.${attribute}`];
    }),
  );
  return [...new Set(attributes)].sort();
}
