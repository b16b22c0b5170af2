import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import type { SuffixMention } from '../../../../scripts/gate/input/policy-input';
import { outputSpeakers, suffixMentions } from '../../../../scripts/gate/suffix/mentions';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { Resolver } from '../../../../scripts/gate/system/resolver';
import type { JsonObject } from '../../../../scripts/model/json';
import { creation, planOf, synthesisOf } from '../support';

/** What is found in the resources and outputs of a system. */
function mentions(evidence: readonly Evidence[]): SuffixMention[] {
  const system = assembleSystem(evidence, null);
  const resolver = new Resolver(system);
  const resources = system.judged.map((subject) => ({
    subject,
    values: resolver.resolveObject(subject.values),
  }));
  const speakers = [...resources, ...outputSpeakers(system.exports, resolver)];
  return suffixMentions(speakers, 'dev', ['dev', 'prod', 'dev2']);
}

describe('the suffix of another environment in an output', () => {
  const queue = { resource: { aws_sqs_queue: { jobs: { name: 'jobs-prod' } } } };
  const outputs = (of: JsonObject): readonly Pick<SuffixMention, 'address' | 'path' | 'text'>[] =>
    mentions([{ kind: 'synthesis', synthesis: synthesisOf({ data: { ...queue, output: of } }) }])
      .filter(({ address }) => address.startsWith('output.'))
      .map(({ address, stack, path, text }) => ({ address, stack, path, text }));

  it('is found where it is written, where it is referred to, and within', () => {
    expect(
      outputs({
        table: { value: 'sessions-prod' },
        queue: { value: '${aws_sqs_queue.jobs.name}' },
        all: { value: { own: 'sessions-dev', urls: ['https://api.prod.payments.example'] } },
      }),
    ).toEqual([
      { address: 'output.table', stack: 'data', path: ['value'], text: 'sessions-prod' },
      { address: 'output.queue', stack: 'data', path: ['value'], text: 'jobs-prod' },
      { address: 'output.all', stack: 'data', path: ['value', 'urls', 0], text: 'prod' },
    ]);
  });

  it('is not found in our own, nor in what nobody is to see', () => {
    expect(
      outputs({ own: { value: 'sessions-dev' }, key: { value: 'key-prod', sensitive: true }, none: {} }),
    ).toEqual([]);
  });

  const shown = {
    table: { value: 'sessions-prod' },
    key: { value: 'key-prod', sensitive: true },
    later: { sensitive: false },
    literal: { value: '${x}-prod' },
  };
  const expected = [
    {
      address: 'output.table',
      stack: null,
      path: ['value'],
      text: 'sessions-prod',
      suffix: 'prod',
      waits_for: [],
    },
    { address: 'output.literal', stack: null, path: ['value'], text: '-prod', suffix: 'prod', waits_for: [] },
  ];
  const state = { kind: 'state', origin: 'state.json', stack: null } as const;

  it.each<[string, Parameters<typeof mentions>[0]]>([
    ['a plan', [planOf([], { planned_values: { outputs: shown } })]],
    ['a state as terraform shows it', [{ ...state, form: 'values', state: { values: { outputs: shown } } }]],
    ['a state file', [{ ...state, form: 'file', state: { resources: [], outputs: shown } }]],
  ])('is found at the same place in %s', (_, evidence) => {
    expect(mentions(evidence)).toEqual(expected);
  });

  it('is judged by what was written where the configuration of a plan is known', () => {
    const synthesis = synthesisOf({
      data: { ...queue, output: { queue: { value: '${aws_sqs_queue.jobs.name}' } } },
    });
    const plan = { ...planOf([creation('aws_sqs_queue.jobs', { name: 'jobs-prod' })]), stack: 'data' };
    expect(mentions([{ kind: 'synthesis', synthesis }, plan]).map(({ address }) => address)).toEqual([
      'aws_sqs_queue.jobs',
      'output.queue',
    ]);
  });
});
