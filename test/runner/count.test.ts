import { call } from '../scripts/setup/checkout';

function count(
  kind: 'countCheck' | 'countOpa' | 'countJest',
  exitCode: number,
  text?: unknown,
): Promise<unknown> {
  return call(
    'test/runner/count.mjs',
    kind,
    exitCode,
    typeof text === 'string' ? text : JSON.stringify(text),
  );
}

const oneFailed = { passed: 0, failed: 1, skipped: 0 };

it('counts a check as one test', async () => {
  expect(await count('countCheck', 0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(await count('countCheck', 3)).toEqual(oneFailed);
});

describe('policy tests', () => {
  it('are counted one by one', async () => {
    const results = [{ name: 'test_a' }, { name: 'test_b', fail: true }, { name: 'todo_test_c', skip: true }];

    expect(await count('countOpa', 2, results)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it.each([
    ['none were found', 0, '[]'],
    ['opa printed nothing', 1, ''],
    ['opa printed an error', 1, '{"errors":[]}'],
  ])('are one failure when %s', async (_, exitCode, text) => {
    expect(await count('countOpa', exitCode, text)).toEqual(oneFailed);
  });

  it('do not pass when opa ended with an error that no test shows', async () => {
    expect(await count('countOpa', 1, [{ name: 'test_a' }])).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
});

describe('jest tests', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 2,
    numTodoTests: 1,
    numRuntimeErrorTestSuites: 0,
  };

  it('are counted as jest reports them', async () => {
    expect(await count('countJest', 0, report)).toEqual({ passed: 5, failed: 0, skipped: 3 });
  });

  it('count a file that could not run as a failure', async () => {
    expect(await count('countJest', 1, { ...report, numRuntimeErrorTestSuites: 2 })).toMatchObject({
      failed: 2,
    });
  });

  it('are one failure when jest wrote no report', async () => {
    expect(await count('countJest', 0, '')).toEqual(oneFailed);
  });

  it('do not pass when jest ended with an error that no test shows', async () => {
    expect(await count('countJest', 1, report)).toMatchObject({ failed: 1 });
  });

  it('that were skipped are named once a group, with the reason the name carries', async () => {
    const pending = {
      status: 'pending',
      ancestorTitles: ['init (skipped: needs moto)', 'inner'],
      title: 'a',
    };
    const text = JSON.stringify({
      testResults: [
        { assertionResults: [pending, { ...pending, title: 'b' }, { ...pending, status: 'passed' }] },
      ],
    });

    expect(await call('test/runner/count.mjs', 'skippedJestGroups', text)).toEqual([
      'init (skipped: needs moto)',
    ]);
  });
});
