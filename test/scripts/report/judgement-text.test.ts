import { formatJudgement } from '../../../scripts/report/format-judgement';
import { expectGolden } from './golden';
import { aFinding, aJudgement, apiSource, mixedJudgement } from './judgement-fixture';

const context = {
  readSource: (file: string) => (file === 'stacks/payments-api.ts' ? apiSource : null),
  toolVersion: '0.1.0',
};

describe('a judgement as text', () => {
  it('groups findings by file, shows their lines and ends with the verdict', () => {
    expectGolden('mixed.txt', formatJudgement(mixedJudgement, 'text', context));
  });

  it('holds colours only where they are asked for, and the same words either way', () => {
    const coloured = formatJudgement(mixedJudgement, 'text', { ...context, colour: true });

    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(formatJudgement(mixedJudgement, 'text', context));
  });

  it('is one line where nothing is found', () => {
    const text = formatJudgement(aJudgement({ verdict: 'pass', findings: [] }), 'text', context);

    expect(text).toBe('PASS  plan of dev (suffix dev): nothing found; 2 rules on 41 resources in 2 stacks\n');
  });

  it('says in one line what became of what Checkov objects to', () => {
    const check = { check: 'CKV_AWS_1', name: 'n', address: 'a.b', constructPath: null };
    const none = { rule: null, finding: null, reason: null };
    const merged = [
      { ...check, ...none, as: 'accepted' as const },
      { ...check, ...none, as: 'adds' as const },
      { ...check, ...none, as: 'accepted' as const },
    ];
    const withChecks = (checks: typeof merged): string =>
      formatJudgement(
        aJudgement({ verdict: 'pass', findings: [], checkov: { version: '3.3.30', checks } }),
        'text',
        context,
      );
    expect(withChecks(merged)).toContain('Checkov 3.3.30 objects 3 times: 1 added, 2 accepted');
    expect(withChecks([])).toContain('Checkov 3.3.30 objects to nothing');
  });

  it('does without a frame where the source ends before the line', () => {
    const beyond = aJudgement({
      findings: [aFinding({ source: { file: 'stacks/payments-api.ts', line: 9 } })],
    });

    expect(formatJudgement(beyond, 'text', context)).not.toContain('│');
  });

  it('lets no value write to the terminal', () => {
    const hostile = aFinding({
      message: 'a\u001b[2Jb\nPASS',
      address: 'x\u202e',
      remediation: '\u0007',
      controls: ['\u009b'],
    });

    const text = formatJudgement(aJudgement({ findings: [hostile] }), 'text', context);

    expect(text).toContain('a\\u{1b}[2Jb\\nPASS');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});
