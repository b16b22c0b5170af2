import { judgementFormats, type Finding, type JudgementFormat } from '../../../scripts/model/finding';
import { formatJudgement, judgementPieces } from '../../../scripts/report/format-judgement';
import { mixedJudgement } from './judgement-fixture';

const context = { readSource: () => null, toolVersion: '0.1.0' };
/** Waived ones are few, and are shown together. */
const unwaivedOnes = mixedJudgement.findings.filter(({ waiver }) => waiver === null);
const many = { ...mixedJudgement, findings: Array(500).fill(unwaivedOnes).flat() as Finding[] };

describe('a judgement in some form', () => {
  it.each<JudgementFormat>(['text', 'json', 'sarif'])(
    'comes as %s in pieces of some size where there is much of it',
    (format) => {
      const pieces = [...judgementPieces(many, format, context)];

      const sizes = pieces.map(({ length }) => length);
      expect(sizes.length).toBeGreaterThan(3);
      expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThanOrEqual(64 * 1024);
      expect(Math.max(...sizes)).toBeLessThan(80 * 1024);
      expect(pieces.join('')).toBe(formatJudgement(many, format, context));
    },
  );

  it.each(judgementFormats)('ends as %s in one line feed, with findings and without any', (format) => {
    for (const judgement of [mixedJudgement, { ...mixedJudgement, findings: [] }])
      expect(formatJudgement(judgement, format, context)).toMatch(/[^\n]\n$/);
  });

  it('is as SARIF what JSON.stringify writes, with findings and without any', () => {
    for (const judgement of [mixedJudgement, { ...mixedJudgement, findings: [] }]) {
      const written = formatJudgement(judgement, 'sarif', context);
      expect(written).toBe(`${JSON.stringify(JSON.parse(written), null, 2)}\n`);
    }
  });
});
