// @ts-check
/**
 * Changes the TypeScript of the gate place by place and says which change no test notices: `npm run gate:mutants`.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
const config = {
  mutate: ['scripts/gate/**/*.ts', '!scripts/gate/build/**'],
  testRunner: 'jest',
  jest: { configFile: 'jest.mutants.config.js', enableFindRelatedTests: true },
  // each mutant meets the tests that reach it, and no others
  coverageAnalysis: 'perTest',
  // what is static runs before any test and would need all of them, once each
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 20,
  // programs of the set-up that no unit test of the gate asks for
  ignorePatterns: ['.cache', 'out', 'cdktf.out', '.git'],
  tempDirName: '.cache/stryker',
  incremental: true,
  incrementalFile: '.cache/stryker/incremental.json',
  reporters: ['clear-text', 'json', 'html'],
  jsonReporter: { fileName: '.cache/stryker/mutation.json' },
  htmlReporter: { fileName: '.cache/stryker/mutation.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};

export default config;
