import { explainDeferral, type PlannedStack, type StackPlan } from '../../../scripts/model/change';
import { sha256 } from '../../../scripts/model/digest';
import { beyondEnvelope, envelopeOf, reasonToDefer } from '../../../scripts/terraform/deferral';
import { parseState, type StackState } from '../../../scripts/terraform/state-json';
import { stackNamed } from '../../support/stacks';

const data = stackNamed('data', {
  dependencies: ['network'],
  upstreamOutputs: [{ stack: 'network', output: 'vpc-id' }],
});

function state(parts: Partial<StackState> = {}): StackState {
  return {
    lineage: 'lineage',
    serial: 1,
    outputs: { 'vpc-id': 'vpc-1' },
    instances: new Map([['aws_vpc.main', 1]]),
    ...parts,
  };
}

function planned(stack: string, parts: Partial<PlannedStack> = {}): PlannedStack {
  return { kind: 'planned', stack, changes: [], outputs: [], planDigest: sha256(''), ...parts };
}

function reason(networkState: StackState | null, networkPlan: StackPlan = planned('network')) {
  return reasonToDefer(data, new Map([['network', networkState]]), new Map([['network', networkPlan]]));
}

describe('a stack is deferred when', () => {
  it('an upstream stack has no state', () => {
    expect(reason(null)).toEqual({ kind: 'upstream-without-state', upstream: 'network' });
  });

  it('an upstream stack has been destroyed and left an empty state behind', () => {
    expect(reason(state({ outputs: {}, instances: new Map() }))).toEqual({
      kind: 'upstream-without-state',
      upstream: 'network',
    });
  });

  it('an upstream state lacks an output it reads', () => {
    expect(reason(state({ outputs: { other: 1 } }))).toEqual({
      kind: 'upstream-lacks-output',
      upstream: 'network',
      output: 'vpc-id',
    });
  });

  it('an upstream stack has a planned change to an output it reads', () => {
    const changing = planned('network', { outputs: [{ name: 'vpc-id', action: 'update' }] });

    expect(reason(state(), changing)).toEqual({
      kind: 'upstream-output-changes',
      upstream: 'network',
      output: 'vpc-id',
    });
  });

  it('an upstream stack is deferred itself', () => {
    const deferred: StackPlan = {
      kind: 'deferred',
      stack: 'network',
      reason: { kind: 'upstream-without-state', upstream: 'account' },
      envelope: { create: {}, update: {}, replace: {}, delete: {} },
    };

    expect(reason(state(), deferred)).toEqual({ kind: 'upstream-deferred', upstream: 'network' });
  });
});

describe('a stack is planned when', () => {
  it('all it reads is there and stays as it is, whatever else changes upstream', () => {
    const changing = planned('network', { outputs: [{ name: 'another', action: 'update' }] });

    expect(reason(state(), changing)).toBeNull();
  });

  it('it reads from nobody', () => {
    expect(reasonToDefer(stackNamed('network'), new Map(), new Map())).toBeNull();
  });
});

it('says in words which output a deferred stack waits for', () => {
  expect(
    explainDeferral('data', { kind: 'upstream-output-changes', upstream: 'network', output: 'vpc-id' }),
  ).toBe('data reads vpc-id of network, which this change gives another value');
});

describe('the envelope of a deferred stack', () => {
  const stack = stackNamed('data', {
    terraform: { resource: { aws_s3_bucket: { kept: {}, made: {}, many: { count: 3 } } } },
  });
  const before = state({
    instances: new Map([
      ['aws_s3_bucket.kept', 1],
      ['aws_s3_bucket.many', 1],
      ['aws_iam_role.gone', 2],
    ]),
  });

  it('counts what will be made, may change and will go, and allows no replacement', () => {
    expect(envelopeOf(stack, before)).toEqual({
      create: { aws_s3_bucket: 3 },
      update: { aws_s3_bucket: 2 },
      replace: {},
      delete: { aws_iam_role: 2 },
    });
  });

  it('is kept by a plan that does as much or less', () => {
    expect(beyondEnvelope(planOf(['create', 'create', 'update']), envelopeOf(stack, before))).toEqual([]);
  });

  it('is broken by more of the same, by another action and by a replacement', () => {
    const plan = planOf(['create', 'create', 'create', 'create', 'replace', 'delete', 'forget']);

    expect(beyondEnvelope(plan, envelopeOf(stack, before))).toEqual([
      'create 4 aws_s3_bucket (3 reviewed)',
      'replace 1 aws_s3_bucket (0 reviewed)',
      'delete 2 aws_s3_bucket (0 reviewed)',
    ]);
  });

  function planOf(actions: readonly PlannedStack['changes'][number]['action'][]): PlannedStack {
    return planned('data', {
      changes: actions.map((action, index) => ({
        stack: 'data',
        address: `aws_s3_bucket.b${index}`,
        type: 'aws_s3_bucket',
        mode: 'managed' as const,
        action,
        source: null,
        attributes: [],
      })),
    });
  }
});

describe('a state file', () => {
  it('gives its lineage, serial, outputs and managed instances', () => {
    const text = JSON.stringify({
      version: 4,
      terraform_version: '1.11.4',
      serial: 7,
      lineage: 'abc',
      outputs: { id: { value: ['x'], type: ['list', 'string'], sensitive: true } },
      resources: [
        { mode: 'managed', type: 'aws_vpc', name: 'main', instances: [{}, {}] },
        { mode: 'data', type: 'aws_region', name: 'here', instances: [{}] },
      ],
    });

    expect(parseState(text, 'dev/network.tfstate')).toEqual({
      lineage: 'abc',
      serial: 7,
      outputs: { id: ['x'] },
      instances: new Map([['aws_vpc.main', 2]]),
    });
  });

  it.each([
    ['{', 'truncated'],
    ['{"version":3,"lineage":"a","serial":1}', 'of another version'],
  ])('that is %s is refused in one sentence (%s)', (text) => {
    expect(() => parseState(text, 'dev/network.tfstate')).toThrow(
      /^the state dev\/network\.tfstate cannot be read as a terraform state of version 4 \([^\n]+\); restore it/,
    );
  });
});
