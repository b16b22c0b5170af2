/** What `npm test` runs, in this order: what is quick and most often wrong comes first. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Each step is a command and how its result is counted: `check` as one test, `opa` and `jest` by what they report.
 * A step whose `tool` is missing is skipped, and fails with `CI=true`.
 */
export function stepsOf(root, toolchain) {
  const bin = (name) => join(root, 'node_modules', '.bin', name);
  const opa = { tool: 'opa', command: toolchain.opa };
  const verb = (name, args) => ({
    name,
    counts: 'check',
    command: process.execPath,
    args: ['scripts/launch.cjs', ...args],
  });
  const policies = ['--bundle', 'policy', '--ignore', 'policy.wasm'];
  return [
    { name: 'types', counts: 'check', command: bin('tsc'), args: ['--noEmit', '-p', '.'] },
    { name: 'lint', counts: 'check', command: bin('eslint'), args: ['.'] },
    {
      name: 'format',
      counts: 'check',
      command: bin('prettier'),
      args: ['--check', '--log-level', 'warn', '.'],
    },
    { name: 'policy-format', counts: 'check', ...opa, args: ['fmt', '--fail', '--diff', 'policy'] },
    { name: 'policy-check', counts: 'check', ...opa, args: ['check', '--strict', ...policies] },
    verb('policy-build', ['policy:build', '--check']),
    verb('policy-docs', ['docs:policy', '--check']),
    verb('docs', ['docs:check']),
    verb('diagram', ['diagram', '--check']),
    { name: 'policy', counts: 'opa', ...opa, args: ['test', '--format', 'json', ...policies] },
    // what changed since docs/mutants.json was written, so that it takes no longer than what was done
    {
      ...verb('policy-mutants', ['policy:mutants', '--changed']),
      tool: 'opa',
      command: toolchain.opa && process.execPath,
    },
    {
      name: 'workflows',
      counts: 'check',
      tool: 'actionlint',
      command: toolchain.actionlint,
      args: workflows(root),
    },
    ...jestSteps(root),
  ];
}

/** actionlint looks for the files itself only inside a git repository. */
function workflows(root) {
  const folder = join('.github', 'workflows');
  const names = readdirSync(join(root, folder)).filter((name) => /\.ya?ml$/.test(name));
  // what other linters are installed must not decide the result
  return ['-no-color', '-shellcheck=', '-pyflakes=', ...names.sort().map((name) => join(folder, name))];
}

/** `unit` is all that is in no folder of its own. */
function jestSteps(root) {
  const folders = ['integration', 'e2e'].filter((name) => existsSync(join(root, 'test', name)));
  const others = folders.flatMap((name) => ['--testPathIgnorePatterns', `<rootDir>/test/${name}/`]);
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const step = (name, args) => {
    const report = join(root, '.cache', `jest-${name}.json`);
    // a snapshot that is missing must fail, and not be written without a word
    const fixed = ['--ci', '--json', '--outputFile', report, '--no-color'];
    return { name, counts: 'jest', report, command: process.execPath, args: [jest, ...fixed, ...args] };
  };
  return [
    step('unit', others),
    ...folders.map((name) => step(name, ['--testPathPatterns', `/test/${name}/`])),
  ];
}
