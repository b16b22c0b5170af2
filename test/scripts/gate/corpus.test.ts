import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readEvidence } from '../../../scripts/gate/evidence/read-evidence';
import { judge } from '../../../scripts/gate/judge';
import { judgementSchema } from '../../../scripts/model/finding';
import { describeWithCorpus } from '../../support/requirements';
import { policyDirectory } from './support';

/** None of them is too broken to judge; a new one that is belongs here, with its sentence. */
const refused: Readonly<Record<string, string>> = {};

/** In one process, on two slow cores; a single plan takes some 50 ms of it. */
const timeLimitMs = 120_000;

describeWithCorpus('the real plans of the corpus', (corpus) => {
  it(
    'pass through the gate without a crash',
    async () => {
      const plans = join(corpus, 'plans');
      const files = readdirSync(plans).sort();
      const errors: Record<string, string> = {};
      const verdicts: Record<string, number> = {};
      let resources = 0;
      const started = process.hrtime.bigint();
      for (const file of files) {
        try {
          const evidence = [readEvidence(join(plans, file))];
          const judgement = await judge({
            evidence,
            stage: 'plan',
            environment: null,
            suffixes: [],
            policyDirectory,
            now: '2026-01-01',
          });
          judgementSchema.parse(judgement);
          verdicts[judgement.verdict] = (verdicts[judgement.verdict] ?? 0) + 1;
          resources += judgement.judged.resources;
        } catch (thrown) {
          errors[file] = String(thrown);
        }
      }
      const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
      console.info(
        `${files.length} plans in ${Math.round(elapsed)} ms: ${JSON.stringify(verdicts)}, ${resources} resources`,
      );
      expect(errors).toEqual(refused);
      expect(files.length).toBeGreaterThanOrEqual(240);
      expect(resources).toBeGreaterThan(800);
      expect(elapsed).toBeLessThan(timeLimitMs);
    },
    timeLimitMs,
  );
});
