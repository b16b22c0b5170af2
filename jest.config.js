/** One configuration; `test/all.mjs` chooses what runs. Timeouts are per test and generous only under test/e2e. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  modulePathIgnorePatterns: ['<rootDir>/.cache/', '<rootDir>/cdktf.out/', '<rootDir>/out/'],
  maxWorkers: 2,
  testTimeout: 30_000,
};
