import type { JsonObject, JsonValue } from '../../../../scripts/model/json';

export const guide = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
export const logic = `${guide}reference_policies_evaluation-logic.html`;
const flow = `${guide}reference_policies_evaluation-logic_policy-eval-denyallow.html`;
export const interplay = `${guide}reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html`;
const basics = `${guide}reference_policies_evaluation-logic_policy-eval-basics.html`;
export const boundaries = `${guide}access_policies_boundaries.html`;
export const notAction = `${guide}reference_policies_elements_notaction.html`;
export const action = `${guide}reference_policies_elements_action.html`;
export const resource = `${guide}reference_policies_elements_resource.html`;
const notResource = `${guide}reference_policies_elements_notresource.html`;
export const condition = `${guide}reference_policies_elements_condition.html`;
const operators = `${guide}reference_policies_elements_condition_operators.html`;
const variables = `${guide}reference_policies_variables.html`;
const effect = `${guide}reference_policies_elements_effect.html`;
const statement = `${guide}reference_policies_elements_statement.html`;
const passRole = `${guide}id_roles_use_passrole.html`;
export const groups = `${guide}id_groups.html`;
export const managed = `${guide}access_policies_managed-vs-inline.html`;
const arns = `${guide}reference_identifiers.html`;
const grammar = `${guide}reference_policies_grammar.html`;

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
export const allow = (Action: JsonValue, Resource: JsonValue = '*', rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
export const deny = (Action: JsonValue, Resource: JsonValue = '*', rest: JsonObject = {}): JsonObject => ({
  ...allow(Action, Resource, rest),
  Effect: 'Deny',
});
export const when = (operator: string, key: string, value: JsonValue): JsonObject => ({
  Condition: { [operator]: { [key]: value } },
});

export interface Row {
  /** What AWS says there, in our words. */
  readonly says: string;
  readonly page: string;
  /** The statements of each policy of the principal. */
  readonly policies: readonly (readonly JsonObject[])[];
  readonly boundary?: readonly JsonObject[];
  /** What the principal may do, labelled by hand: the action, on how much, and ` if` where a condition decides. */
  readonly may: readonly string[];
}

/** Labelled by hand from the pages named; actions are those the facts are about. */
export const rows: readonly Row[] = [
  { says: 'nothing is allowed unless a policy allows it', page: logic, policies: [[]], may: [] },
  { says: 'an Allow allows', page: logic, policies: [[allow('iam:PassRole')]], may: ['iam:PassRole any'] },
  {
    says: 'the policies of a principal are taken together',
    page: basics,
    policies: [[allow('iam:PassRole')], [allow('kms:CreateGrant')]],
    may: ['iam:PassRole any', 'kms:CreateGrant any'],
  },
  {
    says: 'a Deny overrides an Allow',
    page: flow,
    policies: [[allow('iam:PassRole'), deny('iam:PassRole')]],
    may: [],
  },
  {
    says: 'a Deny overrides an Allow of another policy, in either order',
    page: flow,
    policies: [[deny('iam:PassRole')], [allow('iam:PassRole')]],
    may: [],
  },
  {
    says: 'a Deny of everything leaves nothing',
    page: interplay,
    policies: [[allow('*'), deny('*')]],
    may: [],
  },
  {
    says: 'a Deny of other actions takes nothing away',
    page: interplay,
    policies: [[allow('iam:PassRole'), deny('iam:CreateUser')]],
    may: ['iam:PassRole any'],
  },
  {
    says: 'a Deny by a pattern of actions covers what it matches',
    page: action,
    policies: [[allow(['iam:AttachRolePolicy', 'iam:PassRole']), deny('iam:Attach*')]],
    may: ['iam:PassRole any'],
  },
  {
    says: 'a Deny of one resource leaves the others',
    page: interplay,
    policies: [[allow('iam:PassRole'), deny('iam:PassRole', role('admin'))]],
    may: ['iam:PassRole any but 1'],
  },
  {
    says: 'a Deny of the named resource leaves nothing',
    page: interplay,
    policies: [[allow('iam:PassRole', role('jobs')), deny('iam:PassRole', role('jobs'))]],
    may: [],
  },
  {
    says: 'a Deny of a pattern covers the names that match it',
    page: resource,
    policies: [[allow('iam:PassRole', [role('jobs'), role('other')]), deny('iam:PassRole', role('job?'))]],
    may: ['iam:PassRole named but 1'],
  },
  {
    says: 'a Deny of every role there is leaves nothing of what is about roles',
    page: resource,
    policies: [[allow(['iam:PassRole', 'kms:CreateGrant']), deny('*', 'arn:aws:iam::*:role/*')]],
    may: ['kms:CreateGrant any'],
  },
  {
    says: 'a Deny with NotAction denies all but the actions it lists',
    page: notAction,
    policies: [
      [allow(['iam:PassRole', 'kms:CreateGrant']), { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }],
    ],
    may: ['iam:PassRole any'],
  },
  {
    says: 'an Allow with NotAction allows all but the actions it lists',
    page: notAction,
    policies: [
      [
        {
          Effect: 'Allow',
          NotAction: ['iam:*', 'sts:*', 'a*', 'b*', 'c*', 'd*', 'e*', 'f*', 'g*', 'i*'],
          Resource: '*',
        },
        deny(['l*', 'm*', 'o*', 'p*', 'r*', 's*', 't*']),
      ],
    ],
    may: [
      'kinesis:PutResourcePolicy any',
      'kinesisanalytics:CreateApplication any',
      'kinesisanalytics:StartApplication any',
      'kms:CreateGrant any',
      'kms:PutKeyPolicy any',
    ],
  },
  {
    says: 'NotAction with an Allow does not deny what it lists: another statement may allow it',
    page: notAction,
    policies: [[{ Effect: 'Allow', NotAction: '*', Resource: '*' }, allow('iam:PassRole')]],
    may: ['iam:PassRole any'],
  },
  {
    says: 'an Allow with NotResource allows every other resource',
    page: notResource,
    policies: [[{ Effect: 'Allow', Action: 'iam:PassRole', NotResource: role('admin') }]],
    may: ['iam:PassRole except but 1'],
  },
  {
    says: 'an Allow with NotResource of everything allows nothing',
    page: notResource,
    policies: [[{ Effect: 'Allow', Action: 'iam:PassRole', NotResource: '*' }]],
    may: [],
  },
  {
    says: 'a Deny with NotResource leaves the resources it lists',
    page: notResource,
    policies: [
      [allow('iam:PassRole'), { Effect: 'Deny', Action: 'iam:PassRole', NotResource: role('jobs-*') }],
    ],
    may: ['iam:PassRole pattern'],
  },
  {
    says: 'a Deny with NotResource takes a resource it does not list',
    page: notResource,
    policies: [
      [
        allow('iam:PassRole', role('admin')),
        { Effect: 'Deny', Action: 'iam:PassRole', NotResource: role('jobs-*') },
      ],
    ],
    may: [],
  },
  {
    says: 'an Allow with a condition allows where it holds',
    page: condition,
    policies: [
      [allow('iam:PassRole', '*', when('StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com'))],
    ],
    may: ['iam:PassRole any if'],
  },
  {
    says: 'a Deny with a condition denies where it holds, and not elsewhere',
    page: condition,
    policies: [
      [allow('iam:PassRole'), deny('iam:PassRole', '*', when('Bool', 'aws:SecureTransport', 'false'))],
    ],
    may: ['iam:PassRole any unless'],
  },
  {
    says: 'a Deny with a condition on other resources has nothing to do with it',
    page: condition,
    policies: [
      [
        allow('iam:PassRole', role('jobs')),
        deny('iam:PassRole', role('admin'), when('Bool', 'aws:SecureTransport', 'false')),
      ],
    ],
    may: ['iam:PassRole named'],
  },
  {
    says: 'a statement without a condition is not narrowed by one beside it',
    page: operators,
    policies: [
      [
        allow('iam:PassRole', '*', when('StringEquals', 'iam:PassedToService', 'x')),
        allow('iam:PassRole', role('jobs')),
      ],
    ],
    may: ['iam:PassRole any if', 'iam:PassRole named'],
  },
  {
    says: 'actions are matched without regard to case',
    page: action,
    policies: [[allow('IAM:passrole')]],
    may: ['iam:PassRole any'],
  },
  {
    says: 'a question mark is one character of an action',
    page: action,
    policies: [[allow('iam:PassRol?')], [deny('iam:PassRole?')]],
    may: ['iam:PassRole any'],
  },
  {
    says: 'a wildcard in the middle of an action matches there',
    page: action,
    policies: [[allow('iam:Put*Policy')]],
    may: ['iam:PutGroupPolicy any', 'iam:PutRolePolicy any', 'iam:PutUserPolicy any'],
  },
  {
    says: 'names in ARNs are matched with regard to case',
    page: arns,
    policies: [[allow('iam:PassRole', role('jobs')), deny('iam:PassRole', role('Jobs'))]],
    may: ['iam:PassRole named but 1'],
  },
  {
    says: 'a star in a resource spans slashes',
    page: resource,
    policies: [[allow('iam:PassRole', role('a/b/jobs')), deny('iam:PassRole', role('a*'))]],
    may: [],
  },
  {
    says: 'every name of the type is every resource of it',
    page: resource,
    policies: [[allow('iam:PassRole', role('*'))]],
    may: ['iam:PassRole any'],
  },
  {
    says: 'a resource of another type is none for the action',
    page: resource,
    policies: [[allow('iam:PassRole', 'arn:aws:iam::111122223333:user/jobs')]],
    may: [],
  },
  {
    says: 'a resource of another service is none for the action',
    page: resource,
    policies: [[allow('iam:PassRole', 'arn:aws:s3:::jobs')]],
    may: [],
  },
  {
    says: 'an action that takes no resource needs a star',
    page: resource,
    policies: [
      [allow('amplify:CreateApp', 'arn:aws:amplify:eu-west-1:111122223333:apps/x')],
      [allow('amplify:CreateApp')],
    ],
    may: ['amplify:CreateApp any'],
  },
  {
    says: 'a call with a resource of two types needs both',
    page: statement,
    policies: [
      [
        allow('ssm:SendCommand', [
          'arn:aws:ssm:eu-west-1:111122223333:document/patch',
          'arn:aws:ec2:eu-west-1:111122223333:instance/*',
        ]),
      ],
    ],
    may: ['ssm:SendCommand named'],
  },
  {
    says: 'Effect is Allow or Deny, in this spelling, or the statement is refused',
    page: effect,
    policies: [[{ ...allow('iam:PassRole'), Effect: 'allow' }]],
    may: [],
  },
  {
    says: 'a statement may stand without a list, its elements too',
    page: grammar,
    policies: [[allow(['iam:PassRole'], ['*'])]],
    may: ['iam:PassRole any'],
  },
  {
    says: 'the name of the user who asks is that user',
    page: variables,
    policies: [[allow('iam:CreateAccessKey', 'arn:aws:iam::111122223333:user/$${aws:username}')]],
    may: ['iam:CreateAccessKey named self'],
  },
  {
    says: 'a star that is a variable is a character',
    page: variables,
    policies: [[allow('iam:PassRole', role('jobs$${*}'))], [deny('iam:PassRole', role('jobs-x'))]],
    may: ['iam:PassRole named but 1'],
  },
  {
    says: 'iam:PassRole is about the role, whatever it is passed to',
    page: passRole,
    policies: [
      [allow(['iam:PassRole', 'lambda:CreateFunction'], [role('jobs'), 'arn:aws:lambda:*:*:function:*'])],
    ],
    may: ['iam:PassRole named', 'lambda:CreateFunction any'],
  },
  {
    says: 'a boundary allows nothing by itself',
    page: boundaries,
    policies: [[]],
    boundary: [allow('*')],
    may: [],
  },
  {
    says: 'what policy and boundary both allow is allowed',
    page: boundaries,
    policies: [[allow(['iam:PassRole', 'kms:CreateGrant'])]],
    boundary: [allow('iam:*')],
    may: ['iam:PassRole any'],
  },
  {
    says: 'a boundary narrows the resources',
    page: boundaries,
    policies: [[allow('iam:PassRole')]],
    boundary: [allow('*', role('jobs-*'))],
    may: ['iam:PassRole pattern'],
  },
  {
    says: 'a boundary of other resources leaves nothing',
    page: boundaries,
    policies: [[allow('iam:PassRole', role('admin'))]],
    boundary: [allow('iam:PassRole', role('jobs-*'))],
    may: [],
  },
  {
    says: 'a resource within the boundary stays as narrow as it is',
    page: boundaries,
    policies: [[allow('iam:PassRole', role('jobs-a'))]],
    boundary: [allow('iam:PassRole', role('jobs-*'))],
    may: ['iam:PassRole named'],
  },
  {
    says: 'a Deny in a boundary denies',
    page: boundaries,
    policies: [[allow(['iam:PassRole', 'kms:CreateGrant'])]],
    boundary: [allow('*'), deny('iam:*')],
    may: ['kms:CreateGrant any'],
  },
  {
    says: 'a condition of the boundary holds for what it allows',
    page: boundaries,
    policies: [[allow('iam:PassRole')]],
    boundary: [allow('iam:PassRole', '*', when('StringEquals', 'iam:PassedToService', 'x'))],
    may: ['iam:PassRole any if'],
  },
  {
    says: 'a boundary without NotAction’s actions leaves them out',
    page: boundaries,
    policies: [[allow(['iam:PassRole', 'kms:CreateGrant'])]],
    boundary: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
    may: ['kms:CreateGrant any'],
  },
  {
    says: 'a boundary with NotResource leaves those resources out',
    page: boundaries,
    policies: [[allow('iam:PassRole', [role('admin'), role('jobs')])]],
    boundary: [{ Effect: 'Allow', Action: '*', NotResource: role('admin') }],
    may: ['iam:PassRole named'],
  },
];
