// @ts-check
import { fileURLToPath } from 'node:url';

/**
 * How Stryker changes the TypeScript of the gate; `scripts/gate-mutants.mjs` says which files, and which tests they meet.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
const config = {
  plugins: [fileURLToPath(new URL('scripts/gate-mutants/test-runner.mjs', import.meta.url))],
  testRunner: 'loaded-once',
  // each mutant meets the tests that reach it, and no others
  coverageAnalysis: 'perTest',
  // what is static runs before any test and would need all of them, once each
  ignoreStatic: true,
  concurrency: 1,
  // under load: what times out is counted as noticed
  timeoutMS: 20_000,
  // what no unit test of the gate asks for
  ignorePatterns: ['.cache', 'out', 'cdktf.out', '.git', 'docs', 'lambda', 'stacks', 'test/e2e'],
  tempDirName: '.cache/stryker',
  incremental: true,
  reporters: ['html', 'progress-append-only'],
  allowConsoleColors: false,
  logLevel: 'warn',
};

export default config;
