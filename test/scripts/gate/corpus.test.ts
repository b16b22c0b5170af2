import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { exampleEnvironment } from '../../../scripts/gate/build/examples';
import { readEvidence } from '../../../scripts/gate/evidence/read-evidence';
import { judge } from '../../../scripts/gate/judge';
import { findingSchema, judgementSchema, type Finding } from '../../../scripts/model/finding';
import { describeWithCorpus } from '../../support/requirements';
import { findingsOf, policyDirectory, policyInputOf, type InputRequest } from '../../support/policy-inputs';
import { countByRule, countsIn, unseenRules, withCounts } from './corpus-table';

/** None of them is too broken to judge; a new one that is belongs here, with its sentence. */
const refused: Readonly<Record<string, string>> = {};

/** In one process, on two slow cores; a plan takes some 20 ms of it. */
const timeLimitMs = 120_000;
/** Of every how many plans one goes through the whole gate, which takes ten times as long as to judge it. */
const sampled = 20;

const page = resolve(__dirname, '../../../docs/corpus.md');
const cache = resolve(__dirname, '../../../.cache');

describeWithCorpus('the real plans of the corpus', (corpus) => {
  const judged: { file: string; findings: Finding[]; resources: number }[] = [];
  const errors: Record<string, string> = {};

  const requestOf = (file: string): InputRequest => ({
    evidence: [readEvidence(join(corpus, 'plans', file))],
    stage: 'plan',
    environment: exampleEnvironment,
    suffixes: ['dev', 'prod'],
  });
  const files = readdirSync(join(corpus, 'plans')).sort();

  beforeAll(async () => {
    for (const file of files) {
      try {
        const request = requestOf(file);
        const { resources } = await policyInputOf(request);
        judged.push({
          file,
          findings: await findingsOf(request),
          resources: Object.values(resources).flat().length,
        });
      } catch (thrown) {
        errors[file] = String(thrown);
      }
    }
  }, timeLimitMs);

  it('pass through the gate without a crash', () => {
    for (const { findings } of judged) z.array(findingSchema).parse(findings);
    expect(errors).toEqual(refused);
    expect(judged.length).toBeGreaterThanOrEqual(240);
    expect(judged.reduce((sum, { resources }) => sum + resources, 0)).toBeGreaterThan(800);
  });

  it(
    'are judged as the whole gate judges them',
    async () => {
      const sample = judged.filter((_, index) => index % sampled === 0);
      for (const { file, findings } of sample) {
        const judgement = await judge({ ...requestOf(file), policyDirectory, now: '2026-11-01' });
        expect(judgementSchema.parse(judgement).findings).toEqual(findings);
      }
      expect(sample.length).toBeGreaterThan(10);
    },
    timeLimitMs,
  );

  it('have the findings that docs/corpus.md counts', () => {
    const counts = countByRule(judged);
    const markdown = readFileSync(page, 'utf8');
    // with the counts of today, to be copied over the page by whoever has looked at what is different
    writeFileSync(join(cache, 'corpus.md'), withCounts(markdown, counts));
    expect(countsIn(markdown)).toEqual(counts);
  });

  it('were looked at, some of every rule', () => {
    expect(unseenRules(readFileSync(page, 'utf8'))).toEqual([]);
  });
});
