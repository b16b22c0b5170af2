import { fingerprint } from '../../../scripts/drift/fingerprint';
import { triage } from '../../../scripts/drift/triage';
import type { ResourceChange } from '../../../scripts/model/change';
import type { Finding } from '../../../scripts/model/finding';

function change(address: string, parts: Partial<ResourceChange> = {}): ResourceChange {
  return {
    stack: 'data',
    address,
    type: address.slice(0, address.indexOf('.')),
    mode: 'managed',
    action: 'update',
    source: null,
    attributes: [],
    ...parts,
  };
}

function finding(address: string, parts: Partial<Finding> = {}): Finding {
  return {
    id: 'id',
    rule: 'iam/wildcard-action',
    status: 'fail',
    severity: 'high',
    title: 't',
    message: 'm',
    remediation: 'r',
    controls: [],
    stack: 'data',
    address,
    path: 'policy',
    constructPath: null,
    source: null,
    params: {},
    waitsFor: [],
    related: [],
    fingerprint: 'f',
    waiver: null,
    ...parts,
  };
}

describe('drift is', () => {
  it('changed outside where somebody changed it and an apply would change it back', () => {
    const [entry] = triage([change('aws_sqs_queue.a')], [change('aws_sqs_queue.a')], []);

    expect(entry).toMatchObject({ kind: 'changed-outside', address: 'aws_sqs_queue.a', severity: null });
  });

  it('unnoticed where terraform would leave it so', () => {
    expect(triage([], [change('aws_sqs_queue.a')], []).map(({ kind }) => kind)).toEqual(['unnoticed']);
  });

  it('unapplied where nobody touched it and the configuration asks for something else', () => {
    expect(triage([change('aws_sqs_queue.a')], [], []).map(({ kind }) => kind)).toEqual(['unapplied']);
  });

  it('nothing where terraform only reads a data source again', () => {
    expect(triage([change('aws_region.a', { mode: 'data', action: 'read' })], [], [])).toEqual([]);
  });

  it('told apart by stack where two stacks have the same address', () => {
    const entries = triage(
      [change('aws_sqs_queue.a', { stack: 'network' })],
      [change('aws_sqs_queue.a')],
      [],
    );

    expect(entries.map(({ kind, stack }) => `${kind} ${stack}`)).toEqual([
      'unnoticed data',
      'unapplied network',
    ]);
  });

  it('as severe as the worst rule says of it, and warnings or other resources do not count', () => {
    const findings = [
      finding('aws_iam_role.a', { severity: 'medium' }),
      finding('aws_iam_role.a', { severity: 'critical' }),
      finding('aws_iam_role.b', { severity: 'critical' }),
      finding('aws_iam_role.c', { severity: 'critical', status: 'warn' }),
    ];
    const severities = triage(
      [],
      [change('aws_iam_role.a'), change('aws_iam_role.c'), change('aws_iam_role.d')],
      findings,
    ).map(({ severity }) => severity);

    expect(severities).toEqual(['critical', null, null]);
  });
});

describe('the fingerprint of a drift', () => {
  const entries = triage([], [change('aws_sqs_queue.a'), change('aws_sqs_queue.b')], []);

  it('does not depend on the order of entries', () => {
    expect(fingerprint([...entries].reverse())).toBe(fingerprint(entries));
  });

  it('changes with what the resource was changed to', () => {
    const to = (after: string) =>
      fingerprint(
        triage(
          [],
          [
            change('aws_sqs_queue.a', {
              attributes: [
                { path: ['delay'], after, known: true, sensitive: false, forcesReplacement: false },
              ],
            }),
          ],
          [],
        ),
      );

    expect(to('1')).not.toBe(to('2'));
  });
});
