import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDecisions } from '../../scripts/checkov-reporter/decisions';
import type { Judgement } from '../../scripts/model/finding';
import { repository, tollgate } from '../support/command-line';
import { describeWithTools } from '../support/requirements';

const decisions = readDecisions(join(repository, 'policy/checkov.json'));

describeWithTools(['checkov'], 'what Checkov says of the platform', () => {
  let folder: string;
  const judged: Judgement[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-checkov-'));
    for (const environment of ['prod', 'account-prod']) {
      const out = join(folder, environment);
      const report = join(folder, `${environment}.json`);
      await tollgate(['synth', '--environment', environment, '--out', out]);
      await tollgate(['gate', out, '--checkov', '--format', 'json', '--out', report]);
      judged.push(JSON.parse(readFileSync(report, 'utf8')) as Judgement);
    }
  }, 180_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is superseded or accepted, all of it, each with a reason', () => {
    const added = judged
      .flatMap(({ checkov }) => checkov?.checks ?? [])
      .filter((check) => check.as === 'adds');
    expect(added).toEqual([]);
    expect(judged.map(({ verdict, findings }) => ({ verdict, findings }))).toEqual([
      { verdict: 'pass', findings: [] },
      { verdict: 'pass', findings: [] },
    ]);
    expect(judged[0]?.checkov?.checks.length).toBeGreaterThan(20);
  });

  it('leaves no row of what was accepted unused', () => {
    const said = new Set(judged.flatMap(({ checkov }) => checkov?.checks ?? []).map(({ check }) => check));
    expect(decisions.accepted.map(({ check }) => check).filter((check) => !said.has(check))).toEqual([]);
  });

  it('is decided by rules that exist, for the version that is installed', () => {
    const { rules } = JSON.parse(readFileSync(join(repository, 'policy/rules.json'), 'utf8')) as {
      rules: { id: string }[];
    };
    const known = new Set(rules.map(({ id }) => id));
    expect(decisions.superseded.map(({ rule }) => rule).filter((rule) => !known.has(rule))).toEqual([]);
    expect(judged[0]?.checkov?.version).toBe(decisions.checkov);
  });
});
