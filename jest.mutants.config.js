/** The tests a mutant of the gate meets: those of the gate itself, without the slow ones that look at much and prove little of one place. */
const whole = require('./jest.config.js');

module.exports = {
  ...whole,
  testMatch: ['<rootDir>/test/scripts/gate/**/*.test.ts'],
  testPathIgnorePatterns: ['/build/', 'corpus', 'growth', 'robustness', 'platform-promotion'],
  // under load: what times out is counted as noticed
  testTimeout: 60_000,
};
