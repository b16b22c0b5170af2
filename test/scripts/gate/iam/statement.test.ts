import { ActionTable } from '../../../../scripts/gate/iam/action-table';
import { ConditionKeys } from '../../../../scripts/gate/iam/condition-keys';
import { Interest } from '../../../../scripts/gate/iam/principals/interest';
import { ResourceTypes } from '../../../../scripts/gate/iam/resource-types';
import {
  readStatement,
  type ReadStatement,
  type StatementOwner,
  type StatementTables,
} from '../../../../scripts/gate/iam/statement';
import type { StatementFact } from '../../../../scripts/gate/input/policy-input';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { once } from '../../../../scripts/model/once';
import { rowsOf } from '../support';

const tables: StatementTables = {
  actions: once(
    () =>
      new ActionTable(
        rowsOf({ s3: { R2: 'GetObject', W1: 'PutObject', L0: 'ListAll' }, iam: { W2: 'PassRole' } }),
      ),
  ),
  interest: once(
    () =>
      new Interest({
        steps: { 's3:PutObject': [], 'iam:PassRole': [] },
        powers: { 's3:GetObject': [] },
      }),
  ),
  types: once(
    () =>
      new ResourceTypes(rowsOf({ s3: { arns: ['s3:*/*'], actions: { '0': 'GetObject PutObject' } } }), {
        exact: ['s3'],
        attributes: {},
        documented: {},
      }),
  ),
  keys: once(
    () =>
      new ConditionKeys(
        { global: 'aws:x', services: rowsOf({ s3: { keys: ['s3:prefix'], actions: { '0': 'PutObject' } } }) },
        { of_credentials: {}, older: {}, exact: ['s3'] },
      ),
  ),
};

const owner = (kind: StatementOwner['kind']): StatementOwner => ({
  address: 'aws_thing.t',
  stack: null,
  type: 'aws_thing',
  kind,
});
const read = (statement: JsonObject, kind: StatementOwner['kind'] = 'identity'): ReadStatement =>
  readStatement(liftTemplateObject(statement, null), ['policy', 'Statement', 0], owner(kind), tables);
const fact = (statement: JsonObject, kind: StatementOwner['kind'] = 'identity'): StatementFact => {
  const found = read(statement, kind);
  if ('malformed' in found) throw new Error(found.malformed);
  return found;
};
const at = (...steps: (string | number)[]): (string | number)[] => ['policy', 'Statement', 0, ...steps];
const open = (reference: string, ...parts: (string | null)[]): JsonValue => ({
  $unknown: { waits_for: [reference], parts },
});
const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/k' };

describe('a statement', () => {
  it('is told with all that is known of its actions and resources', () => {
    expect(
      fact({ ...allow, Sid: 'A', Action: ['s3:*', 'iam:PassRole'], Resource: 'arn:aws:s3:::b' }),
    ).toEqual({
      ...owner('identity'),
      path: at(),
      sid: 'A',
      effect: 'Allow',
      actions: [
        {
          path: at('Action', 0),
          pattern: 's3:*',
          wildcard: 'service',
          grants: ['List', 'Read', 'Write'],
          known: 'yes',
          reach: 'no',
          about: ['arn:…:s3:…:NAME/NAME'],
        },
        {
          path: at('Action', 1),
          pattern: 'iam:PassRole',
          wildcard: 'none',
          grants: ['Write'],
          known: 'yes',
          reach: 'no',
          about: [],
        },
      ],
      not_actions: [],
      resources: [{ path: at('Resource'), pattern: 'arn:aws:s3:::b', wildcard: 'none' }],
      not_resources: [],
      scopable: ['iam:PassRole', 's3:GetObject', 's3:PutObject'],
      scopable_count: 3,
      optionally_scopable: ['s3:PutObject'],
      steps: ['iam:PassRole', 's3:PutObject'],
      unknown_actions: false,
      conditions: [],
      vain_conditions: [],
      principals: [],
      not_principals: [],
    });
  });

  it('of everything but a list has neither steps nor actions that take a resource', () => {
    expect(fact({ Effect: 'Deny', Sid: 7, NotAction: ['s3:*'], NotResource: 'arn:aws:s3:::b' })).toEqual({
      ...owner('identity'),
      path: at(),
      sid: null,
      effect: 'Deny',
      actions: [],
      not_actions: [
        {
          path: at('NotAction', 0),
          pattern: 's3:*',
          wildcard: 'service',
          grants: ['List', 'Read', 'Write'],
          known: 'yes',
          reach: 'yes',
          about: [],
        },
      ],
      resources: [],
      not_resources: [{ path: at('NotResource'), pattern: 'arn:aws:s3:::b', wildcard: 'none' }],
      scopable: [],
      scopable_count: 0,
      optionally_scopable: [],
      steps: [],
      unknown_actions: false,
      conditions: [],
      vain_conditions: [],
      principals: [],
      not_principals: [],
    });
  });

  it.each<[kind: StatementOwner['kind'], reach: string]>([
    ['identity', 'no'],
    ['resource', 'no'],
    ['key', 'yes'],
    ['trust', 'yes'],
  ])('of a policy of the kind %s names its resources, or not: reach %s', (kind, reach) => {
    const { actions } = fact({ ...allow, Resource: 'arn:aws:s3:::b' }, kind);
    expect(actions.map((action) => action.reach)).toEqual([reach]);
  });

  it('keeps what is open, and has what is known of the rest', () => {
    const { effect, actions, scopable, steps, unknown_actions } = fact({
      ...allow,
      Effect: '${var.effect}',
      Action: ['s3:PutObject', 's3:${var.verb}', 's3:Put*', 'x:${var.verb}'],
    });
    expect([effect, unknown_actions, scopable, steps]).toEqual([
      open('var.effect', null),
      true,
      ['s3:PutObject'],
      ['s3:PutObject'],
    ]);
    expect(actions.map(({ pattern, grants, known }) => [pattern, grants, known])).toEqual([
      ['s3:PutObject', ['Write'], 'yes'],
      [open('var.verb', 's3:', null), [], 'undetermined'],
      ['s3:Put*', ['Write'], 'yes'],
      [open('var.verb', 'x:', null), [], 'no'],
    ]);
  });

  it.each([
    ['*', 'yes'],
    ['**', 'yes'],
    ['s3', 'no'],
    ['s*', 'no'],
    ['*3', 'no'],
    ['s3:GetObject', 'yes'],
    ['s3:Gone', 'no'],
  ])('has the action %s, which AWS has: %s', (Action, known) => {
    expect(fact({ ...allow, Action }).actions.map((action) => action.known)).toEqual([known]);
  });

  it.each<[element: JsonValue, principals: unknown[]]>([
    ['*', [{ type: '*', value: '*' }]],
    ['arn:x', [{ type: 'AWS', value: 'arn:x' }]],
    [
      ['a', 'b'],
      [
        { type: 'AWS', value: 'a' },
        { type: 'AWS', value: 'b' },
      ],
    ],
    ['${var.p}', [{ type: 'AWS', value: open('var.p', null) }]],
    [
      { AWS: ['*', 7], Service: 's', Federated: '${var.p}' },
      [
        { type: 'AWS', value: '*' },
        { type: 'AWS', value: '7' },
        { type: 'Service', value: 's' },
        { type: 'Federated', value: open('var.p', null) },
      ],
    ],
  ])('is for %j, or for all others', (element, principals) => {
    expect(fact({ ...allow, Principal: element }, 'resource')).toMatchObject({
      principals,
      not_principals: [],
    });
    expect(fact({ ...allow, NotPrincipal: element }, 'resource')).toMatchObject({
      principals: [],
      not_principals: principals,
    });
  });

  it.each<[says: string, rest: JsonObject, kind: StatementOwner['kind'], problem: string | undefined]>([
    ['a key AWS does not have', { Condition: { Bool: { 's3:odd': 'x' } } }, 'identity', 'unknown'],
    [
      'a key without a value for its actions',
      { Condition: { Bool: { 's3:prefix': 'x' } } },
      'identity',
      'unsupported',
    ],
    ['a key of another policy', { Condition: { Bool: { 's3:prefix': 'x' } } }, 'resource', undefined],
    [
      'a key of one of its actions',
      { Action: ['s3:GetObject', 's3:PutObject'], Condition: { Bool: { 's3:prefix': 'x' } } },
      'identity',
      undefined,
    ],
    [
      'a key where an action is not known',
      { Action: ['s3:GetObject', '${var.action}'], Condition: { Bool: { 's3:prefix': 'x' } } },
      'identity',
      undefined,
    ],
    [
      'a key where all actions but some are meant',
      { Action: null, NotAction: 's3:GetObject', Condition: { Bool: { 's3:prefix': 'x' } } },
      'identity',
      undefined,
    ],
  ])('has under its condition %s', (_says, rest, kind, problem) => {
    const { conditions, vain_conditions: vain } = fact({ ...allow, ...rest }, kind);
    const [[key] = []] = Object.values(rest['Condition'] as JsonObject).map((keys) =>
      Object.keys(keys as JsonObject),
    );
    expect(conditions).toEqual([{ operator: 'Bool', key, values: ['x'] }]);
    expect(vain).toEqual(
      problem === undefined ? [] : [{ path: at('Condition', 'Bool', key ?? ''), key, problem }],
    );
  });

  it.each<[statement: JsonObject, kind: StatementOwner['kind'], malformed: string]>([
    [{ ...allow, Effect: null }, 'identity', 'has no Effect of Allow or Deny'],
    [{ ...allow, Effect: 'deny' }, 'identity', 'has no Effect of Allow or Deny'],
    [{ ...allow, Action: null }, 'identity', 'has neither Action nor NotAction'],
    [{ ...allow, Action: null, NotAction: [] }, 'identity', 'has neither Action nor NotAction'],
    [{ ...allow, Action: ['s3:*', null] }, 'identity', 'has something else than texts as Action'],
    [{ ...allow, NotAction: { a: 'b' } }, 'identity', 'has something else than texts as NotAction'],
    [{ ...allow, Resource: [7] }, 'key', 'has something else than texts as Resource'],
    [{ ...allow, NotResource: 7 }, 'identity', 'has something else than texts as NotResource'],
    [{ ...allow, Resource: [] }, 'identity', 'has neither Resource nor NotResource'],
    [{ ...allow, Resource: null }, 'identity', 'has neither Resource nor NotResource'],
  ])('that AWS would refuse is none: %j of the kind %s', (statement, kind, malformed) => {
    expect(read(statement, kind)).toEqual({ malformed, template: null });
  });

  it('needs no resource where the policy belongs to one', () => {
    expect(fact({ ...allow, Resource: null }, 'resource').resources).toEqual([]);
    expect(fact({ ...allow, Resource: null, NotResource: '*' }).not_resources).toEqual([
      { path: at('NotResource'), pattern: '*', wildcard: 'all' },
    ]);
  });
});
