import { GateError } from '../../../../scripts/gate/error';
import { checkPolicyInput } from '../../../../scripts/gate/input/check-policy-input';
import type { PolicyInput } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue, PathStep } from '../../../../scripts/model/json';

const place: JsonObject = { address: 'aws_iam_role.r', path: ['policy'] };
const statement: JsonObject = {
  ...place,
  effect: 'Allow',
  actions: [],
  not_actions: [],
  resources: [],
  not_resources: [],
  scopable: [],
  steps: [],
  conditions: [],
  principals: [],
};
const grant: JsonObject = {
  scope: 'named',
  self: false,
  reach: 'r0',
  actions: [],
  resources: [],
  strangers: [],
  conditions: [],
  denied_when: [],
  granted_when: [],
  waits_for: [],
  from: place,
};
const principal: JsonObject = {
  id: 'aws_iam_role.r',
  kind: 'role',
  judged: true,
  admin: 'no',
  powers: [],
  grants: [grant, { ...grant, scope: 'any', reach: null }],
  members: [],
  unread: [],
  boundary: null,
  trust: {},
};
const run: JsonObject = { as: 'other', policies: [], managed: [], waits_for: [] };
const block: JsonObject = { address: 'module.m', values: {}, type: 's3', path: [] };
const resource: JsonObject = { address: 'aws_thing.x', key: '0', names: [], values: {} };
const input: JsonObject = {
  version: 1,
  stage: 'plan',
  now: '2026-01-01',
  environment: null,
  suffixes: ['dev'],
  rules: ['a/b'],
  resources: { aws_thing: [resource] },
  data: { aws_thing: [resource] },
  iam: {
    statements: [statement],
    undetermined: [],
    principals: [
      principal,
      { ...principal, id: 'other', admin: 'yes', boundary: {}, trust: null },
      { ...principal, id: 'third', admin: 'undetermined', grants: [{ ...grant, scope: 'pattern' }] },
      { ...principal, id: 'fourth', grants: [{ ...grant, scope: 'except' }] },
    ],
    reaches: { r0: ['aws_iam_role.r', 'other'] },
    attachments: [place],
    credentials: [place],
    unjoined: [place],
    runs: { '0': [run] },
    denials: [{ ...place, stack: null, action: 'iam:CreateUser', conditions: [] }],
  },
  links: { '0': [] },
  api: { routes: {} },
  configurations: [
    {
      written: true,
      backends: [block],
      providers: [block],
      sources: [block],
      modules: [block],
      provisioners: [block],
      removed: [block],
    },
  ],
  mentions: [],
  region_mentions: [],
};

/** The input with another part at a path, or without it. */
function changed(path: readonly PathStep[], part: JsonValue | undefined): PolicyInput {
  const copy = JSON.parse(JSON.stringify(input)) as JsonObject;
  const last = path.at(-1)!;
  const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as JsonObject)[step], copy);
  if (part === undefined) Reflect.deleteProperty(parent as JsonObject, last);
  else (parent as JsonObject)[last] = part;
  return copy as unknown as PolicyInput;
}

function complaintOf(wrong: unknown): string {
  try {
    checkPolicyInput(wrong as PolicyInput);
  } catch (error) {
    if (!(error instanceof GateError)) return String(error);
    const [, problem] =
      /^the input of the policy is not what it reads: (.*); this is an error of the gate itself, report it$/.exec(
        error.message,
      ) ?? [];
    return problem ?? error.message;
  }
  return 'none';
}

const inIam = (...path: PathStep[]): PathStep[] => ['iam', ...path];
const texts = 'rules or suffixes are no lists of texts';
const index = 'resources or data are not indexed by type';
const noLists = 'iam has no principals, attachments, credentials or unjoined';
const lacking = 'an attachment, a credential or what is unjoined lacks a part';
const aPrincipal = 'a principal lacks a part';
const aStatement = 'a statement lacks a part';
const aConfiguration = 'a configuration lacks a part';

describe('the input of the policy', () => {
  it('is what the policy reads', () => {
    expect(complaintOf(input)).toBe('none');
  });

  it.each([['a text'], [null], [[input]]])('is never %j', (wrong) => {
    expect(complaintOf(wrong)).toBe('it is no object');
  });

  it.each<[readonly PathStep[], JsonValue | undefined, string]>([
    [['version'], 2, 'it has the version 2'],
    [['version'], undefined, 'it has the version undefined'],
    [['now'], undefined, 'now is no date'],
    [['now'], 20260101, 'now is no date'],
    [['now'], ['2026-01-01'], 'now is no date'],
    [['now'], '2026-01-01T00:00:00Z', 'now is no date'],
    [['now'], '02026-01-01', 'now is no date'],
    [['rules'], undefined, texts],
    [['rules'], 'a/b', texts],
    [['rules'], ['a/b', 7], texts],
    [['suffixes'], undefined, texts],
    [['suffixes'], [null], texts],
    [['resources'], [], index],
    [['resources', 'aws_thing'], {}, index],
    [['resources', 'aws_thing', 0], null, index],
    [['resources', 'aws_thing', 1], 'x', index],
    [['resources', 'aws_thing', 0, 'address'], 7, index],
    [['resources', 'aws_thing', 0, 'key'], 7, index],
    [['resources', 'aws_thing', 0, 'names'], {}, index],
    [['resources', 'aws_thing', 0, 'values'], [], index],
    [['resources', 'aws_other'], {}, index],
    [['data'], undefined, index],
    [['data', 'aws_thing', 0, 'values'], undefined, index],
    [['links'], [], 'links are no lists by key'],
    [['links'], undefined, 'links are no lists by key'],
    [['links', '1'], {}, 'links are no lists by key'],
    [['api'], null, 'api has no routes'],
    [['api', 'routes'], [], 'api has no routes'],
    [['mentions'], {}, 'mentions are no lists'],
    [['region_mentions'], undefined, 'mentions are no lists'],
    [['configurations'], undefined, aConfiguration],
    [['configurations', 1], null, aConfiguration],
    [['configurations', 0, 'written'], 'yes', aConfiguration],
    [['configurations', 0, 'backends'], {}, aConfiguration],
    [['configurations', 0, 'providers'], undefined, aConfiguration],
    [['configurations', 0, 'sources'], null, aConfiguration],
    [['configurations', 0, 'modules'], undefined, aConfiguration],
    [['configurations', 0, 'provisioners'], undefined, aConfiguration],
    [['configurations', 0, 'removed'], undefined, aConfiguration],
    [['configurations', 0, 'removed', 1], null, aConfiguration],
    [['configurations', 0, 'backends', 0, 'address'], undefined, aConfiguration],
    [['configurations', 0, 'backends', 0, 'values'], [], aConfiguration],
    [['configurations', 0, 'backends', 0, 'type'], null, aConfiguration],
    [['configurations', 0, 'backends', 0, 'path'], 'a', aConfiguration],
  ])('with %j as %j is none', (path, part, problem) => {
    expect(complaintOf(changed(path, part))).toBe(problem);
  });
});

describe('the facts about IAM in it', () => {
  const nothing = 'iam has no statements or nothing undetermined';
  const aDenial = 'a denial lacks a part';
  it.each<[readonly PathStep[], JsonValue | undefined, string]>([
    [inIam(), undefined, nothing],
    [inIam(), [], nothing],
    [inIam('statements'), undefined, nothing],
    [inIam('undetermined'), {}, nothing],
    [inIam('statements', 1), null, aStatement],
    [inIam('statements', 0, 'address'), 7, aStatement],
    [inIam('statements', 0, 'path'), 'policy', aStatement],
    [inIam('statements', 0, 'effect'), undefined, aStatement],
    [inIam('principals'), undefined, noLists],
    [inIam('attachments'), undefined, noLists],
    [inIam('credentials'), {}, noLists],
    [inIam('unjoined'), undefined, noLists],
    [inIam('reaches'), [], 'iam has no reaches or runs'],
    [inIam('runs'), [], 'iam has no reaches or runs'],
    [inIam('principals', 1), null, aPrincipal],
    [inIam('principals', 0, 'id'), undefined, aPrincipal],
    [inIam('principals', 0, 'kind'), 7, aPrincipal],
    [inIam('principals', 0, 'judged'), 'yes', aPrincipal],
    [inIam('principals', 0, 'admin'), 'maybe', aPrincipal],
    [inIam('principals', 0, 'admin'), true, aPrincipal],
    [inIam('principals', 0, 'boundary'), undefined, aPrincipal],
    [inIam('principals', 0, 'trust'), 'everybody', aPrincipal],
    [inIam('principals', 0, 'grants', 1), null, aPrincipal],
    [inIam('principals', 0, 'grants', 1), 'all', aPrincipal],
    [inIam('principals', 0, 'grants', 0, 'scope'), 'some', aPrincipal],
    [inIam('principals', 0, 'grants', 0, 'self'), 'no', aPrincipal],
    [inIam('principals', 0, 'grants', 0, 'from'), null, aPrincipal],
    [inIam('principals', 1, 'id'), 'aws_iam_role.r', 'two principals have one id'],
    [inIam('reaches', 'r1'), 'other', 'a reach names nobody'],
    [inIam('reaches', 'r1'), ['other', 'nobody'], 'a reach names nobody'],
    [inIam('runs', '1'), run, 'a run names nobody'],
    [inIam('runs', '1'), [{ ...run, as: 'nobody' }], 'a run names nobody'],
    [inIam('runs', '1'), [{ ...run, as: 7 }], 'a run names nobody'],
    [inIam('runs', '1'), ['other'], 'a run names nobody'],
    [inIam('runs', '1'), [{ ...run, managed: null }], 'a run names nobody'],
    [inIam('runs', '1'), [{ ...run, policies: {} }], 'a run names nobody'],
    [inIam('runs', '1'), [{ ...run, waits_for: 'x' }], 'a run names nobody'],
    [inIam('runs', '1'), [run, null], 'a run names nobody'],
    [inIam('denials'), {}, aDenial],
    [inIam('denials', 1), null, aDenial],
    [inIam('denials', 0, 'address'), undefined, aDenial],
    [inIam('denials', 0, 'action'), null, aDenial],
    [inIam('denials', 0, 'conditions'), {}, aDenial],
    [inIam('principals', 0, 'grants', 0, 'reach'), 'r1', 'a grant has a reach that is not there'],
    [inIam('principals', 0, 'grants', 0, 'reach'), undefined, 'a grant has a reach that is not there'],
    [inIam('principals', 0, 'grants', 0, 'reach'), ['r0'], 'a grant has a reach that is not there'],
    [inIam('attachments', 1), null, lacking],
    [inIam('credentials', 0, 'address'), undefined, lacking],
    [inIam('unjoined', 0, 'path'), undefined, lacking],
  ])('with %j as %j are none', (path, part, problem) => {
    expect(complaintOf(changed(path, part))).toBe(problem);
  });

  it.each<[part: PathStep[], problem: string, ...lists: string[]]>([
    [
      ['statements', 0],
      aStatement,
      ...['actions', 'not_actions', 'resources', 'scopable', 'steps', 'conditions', 'principals'],
    ],
    [['principals', 0], aPrincipal, 'powers', 'grants', 'members', 'unread'],
    [
      ['principals', 0, 'grants', 0],
      aPrincipal,
      ...['actions', 'resources', 'strangers', 'conditions', 'denied_when', 'granted_when', 'waits_for'],
    ],
  ])('have every list of %j', (part, problem, ...lists) => {
    for (const name of lists) {
      for (const wrong of [undefined, null, {}]) {
        expect([name, complaintOf(changed(inIam(...part, name), wrong))]).toEqual([name, problem]);
      }
    }
  });
});
