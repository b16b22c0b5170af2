import type { Finding, Judgement } from '../../../scripts/model/finding';

/** A finding that says everything; a test changes what it is about. */
export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    id: 'iam/no-wildcard-actions|payments/api/Role/Policy|policy.Statement[0].Action[0]',
    rule: 'iam/no-wildcard-actions',
    status: 'fail',
    severity: 'critical',
    title: 'Policies name the actions they allow',
    message: 'The statement allows s3:*, which includes 14 write actions',
    remediation: 'Name the actions the function calls',
    controls: ['PCI DSS 4.0.1 7.2.1', 'PCI DSS 4.0.1 7.2.5'],
    stack: 'payments-api',
    address: 'aws_iam_role_policy.api_Role_Policy_6B2E',
    path: 'policy.Statement[0].Action[0]',
    constructPath: 'payments-api/Role/Policy',
    source: { file: 'stacks/payments-api.ts', line: 4 },
    params: { pattern: 's3:*', writes: 14 },
    waitsFor: [],
    related: [],
    fingerprint: `sha256:${'f0'.repeat(32)}`,
    waiver: null,
    ...changes,
  };
}

/** A judgement of the plan of `dev`. */
export function aJudgement(changes: Partial<Judgement> = {}): Judgement {
  return {
    verdict: 'fail',
    stage: 'plan',
    environment: 'dev',
    suffix: 'dev',
    policyDigest: `sha256:${'a1'.repeat(32)}`,
    waiversDigest: `sha256:${'b2'.repeat(32)}`,
    judged: {
      rules: ['iam/no-wildcard-actions', 'naming/suffix'],
      resources: 41,
      stacks: ['payments-api', 'payments-data'],
    },
    findings: [aFinding()],
    notJudged: [],
    uncovered: [],
    ...changes,
  };
}

/** The source file the findings of the fixture point at. */
export const apiSource = [
  "import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';",
  '',
  'export function grantBucket(scope: Construct, role: IamRole): void {',
  "  new IamRolePolicy(scope, 'Policy', {",
  '    role: role.name,',
  "    policy: allow(['s3:*'], ['*']),",
  '  });',
  '}',
  '',
].join('\n');

/** A judgement with one finding of each status and what could not be judged. */
export const mixedJudgement: Judgement = aJudgement({
  findings: [
    aFinding(),
    aFinding({
      id: 'naming/suffix|payments-data/Queue|name',
      rule: 'naming/suffix',
      status: 'undetermined',
      severity: 'medium',
      title: 'Names end with the suffix of the environment',
      message: 'Whether name ends with -dev depends on ${random_pet.name.id}',
      remediation: 'Build names with resourceName()',
      controls: [],
      stack: 'payments-data',
      address: 'aws_sqs_queue.Queue',
      path: 'name',
      constructPath: 'payments-data/Queue',
      source: { file: 'stacks/payments-data.ts', line: 12 },
      params: {},
      waitsFor: ['random_pet.name.id'],
    }),
    aFinding({
      id: 'cost/nat-gateways|aws_nat_gateway.a|',
      rule: 'cost/nat-gateways',
      status: 'warn',
      severity: 'low',
      message: 'This environment pays for 3 NAT gateways',
      remediation: 'Set natMode to single',
      controls: [],
      address: 'aws_nat_gateway.a',
      path: '',
      constructPath: null,
      source: null,
    }),
    aFinding({
      id: 'data/destroy-approval|payments-data/Table|',
      rule: 'data/destroy-approval',
      status: 'demand',
      severity: 'high',
      message: 'A table with customer data is replaced',
      remediation: 'Ask the data owner to approve',
      address: 'aws_dynamodb_table.sessions',
      path: '',
      stack: 'payments-data',
      constructPath: 'payments-data/Table',
      source: { file: 'stacks/payments-api.ts', line: 6 },
    }),
    aFinding({
      id: 'iam/privilege-escalation|payments-api/Role|',
      rule: 'iam/privilege-escalation',
      message: 'api-dev can become deploy-dev by PassRole and CreateFunction',
      remediation:
        'Take one of the two permissions away, or name the roles that may be passed in the statement',
      address: 'aws_iam_role.api_Role',
      path: '',
      constructPath: 'payments-api/Role',
      source: { file: 'stacks/payments-data.ts', line: 3 },
      related: [
        {
          message: 'allows iam:PassRole on deploy-dev',
          stack: 'payments-api',
          address: 'aws_iam_role_policy.api_Role_Policy_6B2E',
          path: 'policy.Statement[1]',
          constructPath: 'payments-api/Role/Policy',
          source: { file: 'stacks/payments-api.ts', line: 4 },
        },
        {
          message: 'allows lambda:CreateFunction',
          stack: 'payments-data',
          address: 'aws_iam_policy.functions',
          path: 'policy.Statement[0]',
          constructPath: null,
          source: null,
        },
      ],
    }),
    aFinding({
      id: 'network/public-ingress|payments-data/Bastion|ingress[0]',
      rule: 'network/public-ingress',
      message: 'Port 22 is open to 0.0.0.0/0',
      address: 'aws_security_group.bastion',
      path: 'ingress[0].cidr_blocks[0]',
      constructPath: 'payments-data/Bastion',
      source: { file: 'stacks/payments-data.ts', line: 30 },
      waiver: {
        environments: ['dev'],
        owner: 'platform',
        reason: 'the bastion goes away with the new VPN',
        ticket: 'PAY-77',
        expires: '2026-12-01',
      },
    }),
  ],
  uncovered: [
    { type: 'aws_route', resources: 4 },
    { type: 'aws_route_table_association', resources: 6 },
  ],
  promotion: {
    from: 'synth',
    to: 'plan',
    ended: [
      {
        id: 'a',
        rule: 'naming/suffix',
        stack: 'payments-data',
        address: 'aws_sqs_queue.Queue',
        path: 'name',
        waitsFor: ['random_pet.name.id'],
        outcome: 'undetermined',
      },
      {
        id: 'b',
        rule: 'iam/no-wildcard-actions',
        stack: 'payments-api',
        address: 'aws_iam_role_policy.other',
        path: 'policy',
        waitsFor: [],
        outcome: 'passes',
      },
    ],
    appeared: [{ id: 'c', rule: 'naming/suffix', stack: null, address: 'aws_sqs_queue.Late', path: 'name' }],
    withdrawn: [],
  },
  notJudged: [
    { rule: 'drift/unmanaged', reason: 'only a state has what it reads' },
    { rule: 'state/password-age', reason: 'only a state has what it reads' },
    { rule: 'naming/account', reason: 'no account id was given' },
  ],
});
