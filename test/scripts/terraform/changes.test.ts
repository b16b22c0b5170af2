import { readPlannedStack } from '../../../scripts/terraform/changes';
import { parsePlan, planDigest } from '../../../scripts/terraform/plan-json';
import { stackNamed } from '../../support/stacks';

function plan(change: object, rest: object = {}): string {
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: [
      { address: 'aws_s3_bucket.logs', mode: 'managed', type: 'aws_s3_bucket', name: 'logs', change },
    ],
    ...rest,
  });
}

function read(text: string) {
  const stack = stackNamed('data', {
    sources: { 'aws_s3_bucket.logs': { file: 'stacks/data.ts', line: 7, constructPath: 'data/Logs' } },
  });
  return readPlannedStack(parsePlan(text, 'data'), text, stack);
}

describe('reading a plan', () => {
  it('shows each leaf that changes, and where the resource was written', () => {
    const text = plan({
      actions: ['update'],
      before: { bucket: 'a', tags: { Name: 'x', Old: 'y' }, rules: [{ days: 1 }, { days: 2 }] },
      after: { bucket: 'a', tags: { Name: 'z' }, rules: [{ days: 1 }, { days: 3 }] },
      after_unknown: {},
    });

    expect(read(text).changes).toEqual([
      {
        stack: 'data',
        address: 'aws_s3_bucket.logs',
        type: 'aws_s3_bucket',
        mode: 'managed',
        action: 'update',
        source: { file: 'stacks/data.ts', line: 7, constructPath: 'data/Logs' },
        attributes: [
          {
            path: ['tags', 'Name'],
            before: 'x',
            after: 'z',
            known: true,
            sensitive: false,
            forcesReplacement: false,
          },
          { path: ['tags', 'Old'], before: 'y', known: true, sensitive: false, forcesReplacement: false },
          {
            path: ['rules', 1, 'days'],
            before: 2,
            after: 3,
            known: true,
            sensitive: false,
            forcesReplacement: false,
          },
        ],
      },
    ]);
  });

  it('says of an unknown value that it is unknown, and not that it goes away', () => {
    const text = plan({
      actions: ['update'],
      before: { arn: 'old', tags: null },
      after: { tags: null },
      after_unknown: { arn: true },
    });

    expect(read(text).changes[0]?.attributes).toEqual([
      { path: ['arn'], before: 'old', known: false, sensitive: false, forcesReplacement: false },
    ]);
  });

  it('never carries a sensitive value, on either side and at any depth', () => {
    const text = plan({
      actions: ['update'],
      before: { policy: [{ secret: 'hunter' }], plain: 1 },
      after: { policy: [{ secret: 'gatherer' }], plain: 2 },
      after_unknown: {},
      before_sensitive: { policy: true },
      after_sensitive: { policy: [{ secret: true }] },
    });

    const changed = read(text);

    expect(JSON.stringify(changed)).not.toMatch(/hunter|gatherer/);
    expect(changed.changes[0]?.attributes[0]).toEqual({
      path: ['policy', 0, 'secret'],
      before: '(sensitive)',
      after: '(sensitive)',
      known: true,
      sensitive: true,
      forcesReplacement: false,
    });
  });

  it('marks the attribute that forces a replacement, whichever order terraform replaces in', () => {
    for (const order of [
      ['delete', 'create'],
      ['create', 'delete'],
    ]) {
      const text = plan({
        actions: order,
        before: { bucket: 'a' },
        after: { bucket: 'b' },
        after_unknown: {},
        replace_paths: [['bucket']],
      });

      const [change] = read(text).changes;

      expect(change?.action).toBe('replace');
      expect(change?.attributes.map(({ forcesReplacement }) => forcesReplacement)).toEqual([true]);
    }
  });

  it('leaves out what does not change', () => {
    const text = plan(
      { actions: ['no-op'], before: { a: 1 }, after: { a: 1 }, after_unknown: {} },
      { output_changes: { same: { actions: ['no-op'] }, made: { actions: ['create'] } } },
    );

    expect(read(text)).toMatchObject({ changes: [], outputs: [{ name: 'made', action: 'create' }] });
  });

  it('refuses an action it does not know rather than guess what it destroys', () => {
    const text = plan({ actions: ['teleport'], before: null, after: {}, after_unknown: {} });

    expect(() => read(text)).toThrow(/actions \["teleport"\], which this version does not know/);
  });

  it('finds the source line of a resource with an index', () => {
    const text = plan({ actions: ['create'], before: null, after: { a: 1 }, after_unknown: {} }).replace(
      'aws_s3_bucket.logs',
      'aws_s3_bucket.logs[\\"a.b]\\"]',
    );

    expect(read(text).changes[0]).toMatchObject({
      address: 'aws_s3_bucket.logs["a.b]"]',
      source: { line: 7 },
    });
  });
});

describe('the plan digest', () => {
  const base = { actions: ['create'], before: null, after: { a: 1, b: { c: 2 } }, after_unknown: {} };

  it('does not change with the order of keys, the time or the prior state', () => {
    const shuffled = { after_unknown: {}, after: { b: { c: 2 }, a: 1 }, before: null, actions: ['create'] };

    expect(planDigest(plan(shuffled, { timestamp: 'later', prior_state: { values: {} } }))).toBe(
      planDigest(plan(base, { timestamp: 'now' })),
    );
  });

  it('tells two numbers apart that a double would not', () => {
    const withNumber = (digits: string) => plan(base).replace('"a":1', `"a":${digits}`);

    expect(planDigest(withNumber('9007199254740993'))).not.toBe(planDigest(withNumber('9007199254740992')));
  });

  it('changes when an output changes', () => {
    expect(planDigest(plan(base, { output_changes: { a: { actions: ['update'] } } }))).not.toBe(
      planDigest(plan(base)),
    );
  });
});
