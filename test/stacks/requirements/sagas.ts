import validate from 'asl-validator';
import { sagaErrors } from '../../../lambda/contract/saga';
import type { JsonObject } from '../../../scripts/model/json';
import type { Definition, State, TaskState } from '../../../stacks/lib/states-language';
import { all, only, referenceTo, type TerraformJson } from '../../support/platforms';
import { changed, removed, set, without, type Mutation, type Requirement } from './requirement';

const machine = 'aws_sfn_state_machine';
const capture = [machine, 'Capture'] as const;
const log = ['aws_cloudwatch_log_group', 'Capture'] as const;
const sampling = 'aws_xray_sampling_rule';
const group = 'aws_xray_group';

const definitionOf = (service: TerraformJson, id: string): Definition =>
  JSON.parse(only(service, machine, id)['definition'] as string) as Definition;

const tasksOf = ({ States: states }: Definition): [name: string, TaskState][] =>
  Object.entries(states).filter((entry): entry is [string, TaskState] => entry[1].Type === 'Task');

/** The definition of a saga is written in another way. */
const rewritten = (name: string, change: (states: Record<string, JsonObject>) => void): Mutation =>
  changed(name, (service) => {
    const resource = only(service, ...capture);
    const definition = JSON.parse(resource['definition'] as string) as { States: Record<string, JsonObject> };
    change(definition.States);
    resource['definition'] = JSON.stringify(definition);
  });

/** What each state that is entered comes to: `ok`, what a query answers, or the name of an error after all its retries. */
type Fates = Readonly<Record<string, string>>;

/** The states an execution goes through, as a machine would. */
function walk({ StartAt: start, States: states }: Definition, fates: Fates): string[] {
  const path: string[] = [];
  let name: string | undefined = start;
  while (name !== undefined) {
    path.push(name);
    name = nextOf(states[name], fates[name] ?? 'ok', fates['QueryProvider']);
  }
  return path;
}

function nextOf(state: State | undefined, fate: string, answer: string | undefined): string | undefined {
  if (state?.Type === 'Choice') {
    return state.Choices.find(({ StringEquals: text }) => text === answer)?.Next ?? state.Default;
  }
  if (state?.Type !== 'Task') return undefined;
  if (!fate.endsWith('Error') && !fate.startsWith('States.')) return state.Next;
  return state.Catch.find(({ ErrorEquals: names }) => names.includes(fate) || names.includes('States.ALL'))
    ?.Next;
}

/** Each with what happens and the path it must take, for a capture. */
const captures: readonly [what: string, Fates, path: string[]][] = [
  ['all goes well', {}, ['Reserve', 'CallProvider', 'Settle', 'Done']],
  ['nothing can be reserved', { Reserve: 'Error' }, ['Reserve', 'Release', 'NotDone']],
  [
    'the provider declines',
    { CallProvider: sagaErrors.declined },
    ['Reserve', 'CallProvider', 'Release', 'NotDone'],
  ],
  [
    'the call gets lost and was done',
    { CallProvider: 'States.Timeout', QueryProvider: 'done' },
    ['Reserve', 'CallProvider', 'QueryProvider', 'WhatHappened', 'Settle', 'Done'],
  ],
  [
    'the call gets lost and was declined',
    { CallProvider: sagaErrors.transient, QueryProvider: 'declined' },
    ['Reserve', 'CallProvider', 'QueryProvider', 'WhatHappened', 'Release', 'NotDone'],
  ],
  [
    'the provider never says what it did',
    { CallProvider: 'States.Timeout', QueryProvider: sagaErrors.undecided },
    ['Reserve', 'CallProvider', 'QueryProvider', 'Unknown'],
  ],
  [
    'the provider says something new',
    { CallProvider: 'States.Timeout', QueryProvider: 'perhaps' },
    ['Reserve', 'CallProvider', 'QueryProvider', 'WhatHappened', 'Unknown'],
  ],
  [
    'what was captured cannot be written down',
    { Settle: 'Error' },
    ['Reserve', 'CallProvider', 'Settle', 'Reverse', 'Release', 'NotDone'],
  ],
  [
    'what was captured can neither be written down nor taken back',
    { Settle: 'Error', Reverse: 'Error' },
    ['Reserve', 'CallProvider', 'Settle', 'Reverse', 'Unknown'],
  ],
  [
    'what was reserved cannot be freed',
    { CallProvider: sagaErrors.declined, Release: 'Error' },
    ['Reserve', 'CallProvider', 'Release', 'Unknown'],
  ],
];

/** What the brief asks of the sagas and of traces. */
export const sagaRequirements: readonly Requirement[] = [
  {
    name: 'runs captures and refunds as machines whose history is kept',
    check: (service) => {
      expect(all(service, machine).map(({ name, type }) => [name, type])).toEqual([
        ['payments-capture-dev', 'STANDARD'],
        ['payments-refund-dev', 'STANDARD'],
      ]);
      for (const { definition } of all(service, machine)) {
        expect(validate(JSON.parse(definition as string)).errors).toEqual([]);
      }
    },
    broken: [
      removed(capture),
      set(capture, 'type', 'EXPRESS'),
      rewritten('a state leads nowhere', (states) => {
        states['Release']!['Next'] = 'Nowhere';
      }),
      rewritten('a state is never reached', (states) => {
        states['Lost'] = { Type: 'Succeed' };
        states['Reserve']!['Type'] = 'Taks';
      }),
    ],
  },
  {
    name: 'tries every step again at random intervals, catches what is left, and gives no step for ever',
    check: (service) => {
      for (const [id, count] of [
        ['Capture', 6],
        ['Refund', 5],
      ] as const) {
        const tasks = tasksOf(definitionOf(service, id));
        expect(tasks).toHaveLength(count);
        for (const [, { Catch, Retry, TimeoutSeconds }] of tasks) {
          expect(TimeoutSeconds).toBe(34);
          expect(Retry[0]?.ErrorEquals).toEqual([
            'Lambda.ServiceException',
            'Lambda.AWSLambdaException',
            'Lambda.SdkClientException',
            'Lambda.TooManyRequestsException',
            sagaErrors.transient,
          ]);
          for (const retry of Retry) {
            expect(retry).toMatchObject({
              BackoffRate: 2,
              JitterStrategy: 'FULL',
              MaxDelaySeconds: expect.any(Number) as number,
            });
          }
          expect(Catch.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
        }
      }
    },
    broken: [
      rewritten('a step is tried once', (states) => {
        states['Settle']!['Retry'] = [];
      }),
      rewritten('what failed together comes again together', (states) => {
        delete (states['Settle']!['Retry'] as JsonObject[])[0]!['JitterStrategy'];
      }),
      rewritten('what a step throws ends the execution', (states) => {
        states['Settle']!['Catch'] = [];
      }),
      rewritten('a step may take for ever', (states) => {
        delete states['Settle']!['TimeoutSeconds'];
      }),
      rewritten('a step is left out', (states) => {
        delete states['Reverse'];
      }),
    ],
  },
  {
    name: 'takes back what a failed capture has begun, and takes no lost call for a failure',
    check: (service) => {
      const definition = definitionOf(service, 'Capture');
      expect(captures.map(([what, fates]) => [what, walk(definition, fates)])).toEqual(
        captures.map(([what, , path]) => [what, path]),
      );
    },
    broken: [
      rewritten('a lost call counts as declined', (states) => {
        (states['CallProvider']!['Catch'] as JsonObject[])[1]!['Next'] = 'Release';
      }),
      rewritten('what cannot be written down is forgotten', (states) => {
        states['Settle']!['Catch'] = [
          { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'NotDone' },
        ];
      }),
      rewritten('an unknown answer counts as done', (states) => {
        states['WhatHappened']!['Default'] = 'Settle';
      }),
    ],
  },
  {
    name: 'never takes back a refund the provider has made',
    check: (service) => {
      const definition = definitionOf(service, 'Refund');
      expect(definition.States).not.toHaveProperty('Reverse');
      expect(walk(definition, { Settle: 'Error' })).toEqual(['Reserve', 'CallProvider', 'Settle', 'Unknown']);
    },
    broken: [
      changed('it is reversed like a capture', (service) => {
        only(service, machine, 'Refund')['definition'] = only(service, ...capture)['definition']!;
      }),
    ],
  },
  {
    name: 'logs what a saga did without what it did it with, and traces it',
    check: (service) => {
      for (const id of ['Capture', 'Refund']) {
        expect(only(service, machine, id)).toMatchObject({
          logging_configuration: {
            level: 'ALL',
            include_execution_data: false,
            log_destination: expect.stringMatching(
              new RegExp(`^\\$\\{aws_cloudwatch_log_group\\.${id}_LogGroup_\\w+\\.arn\\}:\\*$`),
            ) as string,
          },
          tracing_configuration: { enabled: true },
        });
        expect(only(service, 'aws_cloudwatch_log_group', `${id}_LogGroup`)).toMatchObject({
          name: `/aws/vendedlogs/states/payments-${id.toLowerCase()}-dev`,
          kms_key_id: expect.stringContaining('LogKey') as string,
          retention_in_days: 400,
        });
      }
    },
    broken: [
      without(capture, 'logging_configuration'),
      set(capture, ['logging_configuration', 'level'], 'OFF'),
      set(capture, ['logging_configuration', 'include_execution_data'], true),
      set(capture, ['tracing_configuration', 'enabled'], false),
      without(log, 'kms_key_id'),
    ],
  },
  {
    name: 'samples the traces of this environment and finds them together',
    check: (service) => {
      expect(only(service, sampling)).toMatchObject({
        rule_name: 'payments-traces-dev',
        fixed_rate: 0.1,
        reservoir_size: 1,
        service_name: 'payments-*-dev',
      });
      expect(only(service, group)).toMatchObject({
        group_name: 'payments-traces-dev',
        filter_expression: expect.stringMatching(
          /^service\("\$\{aws_api_gateway_rest_api\.\w+\.name\}\/\$\{aws_api_gateway_stage\.\w+\.stage_name\}"\)$/,
        ) as string,
      });
      expect(only(service, 'aws_api_gateway_stage')).toMatchObject({
        xray_tracing_enabled: true,
        rest_api_id: referenceTo('aws_api_gateway_rest_api'),
      });
    },
    broken: [
      removed(sampling),
      set(sampling, 'service_name', '*'),
      removed(group),
      set(group, 'filter_expression', 'fault = true'),
      set('aws_api_gateway_stage', 'xray_tracing_enabled', false),
    ],
  },
];
