import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(__dirname, '../../../.github/workflows');
const workflows = readdirSync(folder).map((name) => ({
  name,
  lines: readFileSync(join(folder, name), 'utf8').split('\n'),
}));

/** Each `jobs.<name>` block as its lines. */
function jobsOf(lines: string[]): string[][] {
  const body = lines.slice(lines.indexOf('jobs:') + 1);
  const starts = body.flatMap((line, index) => (/^ {2}[a-z-]+:$/.test(line) ? [index] : []));
  return starts.map((start, index) => body.slice(start, starts[index + 1]));
}

const jobs = workflows.flatMap(({ name, lines }) =>
  jobsOf(lines).map((job) => ({
    name: `${name} ${job[0]?.trim().replace(':', '') ?? ''}`,
    text: job.join('\n'),
  })),
);

it('finds the jobs it is to judge', () => {
  expect(jobs.map(({ name }) => name)).toEqual([
    'apply.yml synth',
    'apply.yml apply',
    'ci.yml test',
    'drift.yml synth',
    'drift.yml drift',
    'pull-request.yml synth',
    'pull-request.yml code-scanning',
    'pull-request.yml plan',
  ]);
});

describe.each(workflows)('the workflow $name', ({ lines }) => {
  it('has no permission that a job does not ask for', () => {
    expect(lines).toContain('permissions: {}');
  });

  it('pins every action by a full commit and says its version', () => {
    const uses = lines.filter((line) => /\buses:/.test(line));

    expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('puts no expression into a shell script', () => {
    expect(lines.filter((line) => /\brun:.*\$\{\{/.test(line))).toEqual([]);
    expect(lines.filter((line) => /\brun: [|>]/.test(line))).toEqual([]);
  });

  it('is triggered by nothing that runs a fork beside secrets', () => {
    expect(lines.filter((line) => /pull_request_target|workflow_run/.test(line))).toEqual([]);
  });
});

describe.each(jobs)('the job $name', ({ text }) => {
  it('has an end, and keeps no git credentials', () => {
    expect(text).toMatch(/timeout-minutes: \d+/);
    expect(text.split('actions/checkout@').length).toBe(text.split('persist-credentials: false').length);
  });

  it('runs synth, and so the code of the change, only where there is no credential', () => {
    const hasCredential = /id-token: write|secrets\.|role-to-assume/.test(text);

    expect(hasCredential && text.includes('npm run synth')).toBe(false);
  });

  it('installs packages without running their scripts', () => {
    expect(text).not.toMatch(/npm (ci|install)(?! --ignore-scripts)/);
  });
});

it('judges the synthesized output by the rules of the base branch before a provider can start', () => {
  const plan = jobs.find(({ name }) => name === 'pull-request.yml plan')?.text ?? '';
  const order = ['pull_request.base.ref', 'npm run gate', 'role-to-assume', 'npm run plan'].map((part) =>
    plan.indexOf(part),
  );

  expect(order).toEqual([...order].sort((left, right) => left - right));
  expect(order).not.toContain(-1);
});
