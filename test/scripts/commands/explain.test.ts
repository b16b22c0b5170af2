import { runExplain, type ExplainInput } from '../../../scripts/commands/explain';
import { InputError } from '../../../scripts/model/error';
import { findingAsText, ruleAsText } from '../../../scripts/report/explain-text';
import { repository } from '../../support/command-line';
import { policyDirectory, scratchFolder } from '../gate/support';
import { aRule } from '../gate/waiver/waiver-fixture';
import { apiSource, mixedJudgement } from '../report/judgement-fixture';

const scratch = scratchFolder();
const input = (parts: Partial<ExplainInput>): ExplainInput => ({
  what: 'iam/wildcard-action',
  judgementFile: null,
  policyDirectory,
  repository,
  ...parts,
});

describe('npm run explain', () => {
  it('knows every rule of the policy and of the waivers, with its page in the catalogue', () => {
    expect(runExplain(input({}))).toMatchObject({
      kind: 'rule',
      rule: { id: 'iam/wildcard-action' },
      page: 'docs/policy/iam/wildcard-action.md',
    });
    expect(runExplain(input({ what: 'waivers/expired' }))).toMatchObject({
      kind: 'rule',
      rule: { waivable: false },
    });
    expect(runExplain(input({ repository: scratch.path() }))).toMatchObject({ page: null });
  });

  it('finds a finding in a judgement', () => {
    const judgementFile = scratch.write('gate.json', JSON.stringify(mixedJudgement));
    const [finding] = mixedJudgement.findings;
    expect(runExplain(input({ what: finding?.id ?? '', judgementFile }))).toEqual({
      kind: 'finding',
      finding,
    });
  });

  it.each<[string, Partial<ExplainInput>, RegExp]>([
    [
      'no such rule',
      { what: 'iam/none' },
      /there is no rule "iam\/none"; the rules are .*iam\/wildcard-action/,
    ],
    ['a finding without its judgement', { what: '0123456789abcdef' }, /is the id of a finding.*--in FILE/],
    ['a judgement that is not there', { judgementFile: '/nowhere.json' }, /there is no \/nowhere.json/],
  ])('refuses %s with the next step', (_, parts, message) => {
    expect(() => runExplain(input(parts))).toThrow(InputError);
    expect(() => runExplain(input(parts))).toThrow(message);
  });

  it('refuses a finding that the judgement does not have', () => {
    const judgementFile = scratch.write('gate.json', JSON.stringify({ ...mixedJudgement, findings: [] }));
    expect(() => runExplain(input({ what: 'x', judgementFile }))).toThrow(
      /there is no finding "x" in .*which has none/,
    );
  });
});

describe('an explanation', () => {
  it('of a rule says what, why, how, and for which control', () => {
    const rule = aRule({
      description: 'Broken\nwhere the source was full.\n\nA second paragraph.',
      remediation: 'Mend\nit.',
      example: "new Queue(this, 'q', {\n  name,\n});",
      controls: ['PCI DSS 4.0.1 7.2.1'],
      related: ['https://docs.aws.amazon.com/'],
      attributes: ['aws_sqs_queue.name', 'aws_sqs_queue.tags'],
      waivable: false,
    });

    expect(ruleAsText({ ...rule, page: 'docs/policy/iam/wildcard-action.md' }, false)).toBe(
      [
        'iam/wildcard-action  high',
        'title',
        '',
        'why',
        '  Broken where the source was full.',
        '  A second paragraph.',
        '',
        'how to fix it',
        '  Mend it.',
        '',
        "    new Queue(this, 'q', {",
        '      name,',
        '    });',
        '',
        'controls',
        '  PCI DSS 4.0.1 7.2.1',
        '',
        'judged at',
        '  synth, plan, state',
        '',
        'looks at',
        '  aws_sqs_queue',
        '',
        'exceptions',
        '  cannot be waived',
        '',
        'more',
        '  https://docs.aws.amazon.com/',
        '  docs/policy/iam/wildcard-action.md',
        '',
      ].join('\n'),
    );
  });

  it('of an escalation leads through the statements that decided', () => {
    const finding = mixedJudgement.findings.find(({ related }) => related.length > 0);
    if (finding === undefined) throw new Error('the fixture has no escalation');
    const readSource = (file: string): string | null =>
      file === 'stacks/payments-api.ts' ? apiSource : null;

    expect(findingAsText(finding, { readSource }, false)).toBe(
      [
        'iam/privilege-escalation  critical  fail',
        'api-dev can become deploy-dev by PassRole and CreateFunction',
        '    at       aws_iam_role.api_Role',
        '    built by payments-api/Role',
        '',
        'what decided',
        '    step 1   allows iam:PassRole on deploy-dev',
        '             aws_iam_role_policy.api_Role_Policy_6B2E › policy.Statement[1]  stacks/payments-api.ts:4',
        "    > 4 │   new IamRolePolicy(scope, 'Policy', {",
        '    step 2   allows lambda:CreateFunction',
        '             aws_iam_policy.functions › policy.Statement[0]',
        '',
        'how to fix it',
        '  Take one of the two permissions away, or name the roles that may be passed in the statement',
        '',
      ].join('\n'),
    );
  });
});
