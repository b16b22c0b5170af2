import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { exampleEnvironment } from '../../scripts/gate/build/examples';
import { recogniseDocument } from '../../scripts/gate/evidence/evidence';
import { judge } from '../../scripts/gate/judge';
import { isJsonObject, type JsonObject } from '../../scripts/model/json';

const repository = resolve(__dirname, '../..');
const terraform = z.custom<JsonObject>(isJsonObject, 'must be Terraform JSON');
const cases = z
  .array(
    z.strictObject({
      about: z.string(),
      terraform,
      /** What is wrong with the twin, and the one rule that says so. */
      broken: z.string(),
      rule: z.string(),
      twin: terraform,
    }),
  )
  .parse(
    JSON.parse(
      readFileSync(join(repository, 'test/fixtures/precision/iam-policies.json'), 'utf8'),
    ) as unknown,
  );

/** Every finding of every IAM rule, as `rule: status: message`. */
async function findingsOf(
  document: JsonObject,
): Promise<{ rule: string; status: string; message: string }[]> {
  const { findings } = await judge({
    evidence: [recogniseDocument(document, 'the case')],
    stage: 'synth',
    environment: exampleEnvironment,
    suffixes: ['dev', 'prod'],
    rules: 'iam/*',
    policyDirectory: join(repository, 'policy'),
    now: '2026-11-01',
  });
  return findings.map(({ rule, status, message }) => ({ rule, status, message }));
}

describe('a policy that is scoped as it should be', () => {
  it.each(cases)('is left alone: $about', async ({ terraform: document }) => {
    expect(await findingsOf(document)).toEqual([]);
  });

  it.each(cases)('is found out by $rule where it is broken: $about, $broken', async ({ rule, twin }) => {
    const found = await findingsOf(twin);
    expect([...new Set(found.map((finding) => `${finding.rule} ${finding.status}`))]).toEqual([
      `${rule} fail`,
    ]);
  });
});
