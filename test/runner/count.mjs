/** Turns what a step reported into counts. Whatever cannot be read counts as a failure: no result is never a pass. */

export const nothing = Object.freeze({ passed: 0, failed: 0, skipped: 0 });
const oneFailed = Object.freeze({ ...nothing, failed: 1 });

export function add(left, right) {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

export function countCheck(exitCode) {
  return exitCode === 0 ? { ...nothing, passed: 1 } : oneFailed;
}

/** @param text what `opa test --format json` printed: a list of test results, or nothing where it could not compile */
export function countOpa(exitCode, text) {
  const results = parse(text);
  if (!Array.isArray(results) || results.length === 0) return oneFailed;
  const failed = results.filter((result) => result.fail === true || result.error !== undefined).length;
  const skipped = results.filter((result) => result.skip === true).length;
  const counted = { passed: results.length - failed - skipped, failed, skipped };
  return exitCode !== 0 && failed === 0 ? add(counted, oneFailed) : counted;
}

/** The names of the policy tests that failed, to be printed: with `--format json` opa says them nowhere else. */
export function failedOpaTests(text) {
  const results = parse(text);
  if (!Array.isArray(results)) return [];
  const failed = results.filter((result) => result.fail === true || result.error !== undefined);
  return failed.map(
    ({ location, package: name, name: test }) => `${location?.file}:${location?.row} ${name}.${test}`,
  );
}

/** @param text the file jest wrote; a test file that could not run at all counts as one failure */
export function countJest(exitCode, text) {
  const report = parse(text);
  if (report === undefined || typeof report.numPassedTests !== 'number') return oneFailed;
  const counted = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return exitCode !== 0 && counted.failed === 0 ? add(counted, oneFailed) : counted;
}

/** The groups jest skipped tests of, with the reason their names carry: jest prints neither when it runs many files. */
export function skippedJestGroups(text) {
  const results = parse(text)?.testResults ?? [];
  const pending = results.flatMap(({ assertionResults }) => assertionResults ?? []).filter(isSkipped);
  return [...new Set(pending.map(({ ancestorTitles, title }) => ancestorTitles?.[0] ?? title))];
}

function isSkipped({ status }) {
  return status === 'pending' || status === 'todo';
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
