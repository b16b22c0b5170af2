import { exampleEnvironment } from '../../scripts/gate/build/examples';
import { readRuleCatalogue } from '../../scripts/gate/engine/rule-catalogue';
import { recogniseDocument } from '../../scripts/gate/evidence/evidence';
import type { JsonObject } from '../../scripts/model/json';
import { policyDirectory, policyEngine, policyInputOf } from '../support/policy-inputs';
import { precisionSubjects, twinOf, withDocumentsAsText } from './precision-cases';

const subjects = precisionSubjects();
const all = subjects.flatMap(({ cases }) => cases);

/** Every finding of every IAM rule about Terraform JSON, by rule and status. */
async function findingsOf(terraform: JsonObject): Promise<string[]> {
  const input = await policyInputOf({
    evidence: [recogniseDocument(withDocumentsAsText(terraform), 'the case')],
    stage: 'synth',
    environment: exampleEnvironment,
    suffixes: ['dev', 'prod'],
    rules: 'iam/*',
  });
  const findings = (await policyEngine()).evaluate(input);
  return findings.map(({ rule, status, address, params }) =>
    [rule, status, address, JSON.stringify(params)].join(' '),
  );
}

describe.each(subjects)('a policy about $subject that is scoped as it should be', ({ cases }) => {
  it.each(cases)('is left alone: $about', async ({ terraform }) => {
    expect(await findingsOf(terraform)).toEqual([]);
  });

  it.each(cases)('is found out by $rule where it is broken: $about, $broken', async (one) => {
    const found = await findingsOf(twinOf(one));
    expect(found.filter((finding) => !finding.startsWith(`${one.rule} fail `))).toEqual([]);
    expect(found).not.toEqual([]);
  });
});

describe('the policies that are scoped as they should be', () => {
  it('are many, and each is about something else', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(all.map(({ about }) => about)).toEqual([...new Set(all.map(({ about }) => about))]);
  });

  it('break each rule about IAM in two ways at least', () => {
    const rules = readRuleCatalogue(policyDirectory).filter(({ id }) => id.startsWith('iam/'));
    const few = rules.filter(({ id }) => all.filter(({ rule }) => rule === id).length < 2);
    expect(few.map(({ id }) => id)).toEqual([]);
  });
});
