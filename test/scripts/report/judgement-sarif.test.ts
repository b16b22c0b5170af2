import '@microsoft/jest-sarif';
import type { Log } from 'sarif';
import { formatJudgement } from '../../../scripts/report/format-judgement';
import { aFinding, aJudgement, mixedJudgement } from './judgement-fixture';

const context = { readSource: () => null, toolVersion: '0.1.0' };

function sarif(...parameters: Parameters<typeof aJudgement>): Log {
  return JSON.parse(formatJudgement(aJudgement(...parameters), 'sarif', context)) as Log;
}

describe('a judgement as SARIF', () => {
  it('is what the schema of SARIF 2.1.0 asks for', () => {
    const log: unknown = JSON.parse(
      formatJudgement(mixedJudgement, 'sarif', { ...context, evidence: 'cdktf.out/manifest.json' }),
    );

    expect(log).toBeValidSarifLog();
  });

  it('points at the line, the construct and the address', () => {
    const result = sarif().runs[0]?.results?.[0];

    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'stacks/payments-api.ts', uriBaseId: 'REPOSITORY_ROOT' },
          region: { startLine: 4 },
        },
        logicalLocations: [
          {
            name: 'aws_iam_role_policy.api_Role_Policy_6B2E',
            fullyQualifiedName: 'aws_iam_role_policy.api_Role_Policy_6B2E',
            kind: 'resource',
          },
          { fullyQualifiedName: 'payments-api/Role/Policy', kind: 'object' },
        ],
      },
    ]);
  });

  it('says of a rule what its catalogue says', () => {
    const rules = [
      {
        id: 'iam/no-wildcard-actions',
        title: 'Policies name the actions they allow',
        description: 'A wildcard grants what AWS adds later.',
        severity: 'critical' as const,
        remediation: 'Name the actions',
        controls: ['PCI DSS 4.0.1 7.2.1'],
        related: ['https://docs.aws.amazon.com/IAM/'],
      },
    ];

    const log = JSON.parse(formatJudgement(aJudgement(), 'sarif', { ...context, rules })) as Log;

    expect(log.runs[0]?.tool.driver.rules).toEqual([
      {
        id: 'iam/no-wildcard-actions',
        name: 'IamNoWildcardActions',
        shortDescription: { text: 'Policies name the actions they allow' },
        fullDescription: { text: 'A wildcard grants what AWS adds later.' },
        help: {
          text: 'A wildcard grants what AWS adds later.\n\nName the actions\n\nhttps://docs.aws.amazon.com/IAM/',
          markdown:
            'A wildcard grants what AWS adds later.\n\n**Fix:** Name the actions\n\nControls: PCI DSS 4.0.1 7.2.1\n\n- <https://docs.aws.amazon.com/IAM/>',
        },
        helpUri: 'https://docs.aws.amazon.com/IAM/',
        defaultConfiguration: { level: 'error' },
        properties: {
          tags: ['security', 'PCI DSS 4.0.1 7.2.1'],
          precision: 'high',
          'security-severity': '9.5',
          'problem.severity': 'error',
        },
      },
      { id: 'naming/suffix' },
    ]);
  });

  it('keeps the fingerprint of a finding whose line moved', () => {
    const before = sarif().runs[0]?.results?.[0];
    const after = sarif({
      findings: [aFinding({ source: { file: 'stacks/moved.ts', line: 90 }, message: 'other' })],
    }).runs[0]?.results?.[0];

    expect(after?.partialFingerprints).toEqual(before?.partialFingerprints);
    expect(before?.partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    { status: 'fail', severity: 'critical', level: 'error' },
    { status: 'fail', severity: 'low', level: 'warning' },
    { status: 'warn', severity: 'critical', level: 'warning' },
    { status: 'undetermined', severity: 'critical', level: 'note' },
    { status: 'demand', severity: 'high', level: 'note' },
  ] as const)('makes $status of severity $severity a $level', ({ status, severity, level }) => {
    expect(sarif({ findings: [aFinding({ status, severity })] }).runs[0]?.results?.[0]?.level).toBe(level);
  });

  it('carries the waiver of what is waived, and says of the rest that nothing suppresses it', () => {
    const log = JSON.parse(formatJudgement(mixedJudgement, 'sarif', context)) as Log;
    const suppressions = Object.fromEntries(
      (log.runs[0]?.results ?? []).map((result) => [result.ruleId ?? '', result.suppressions]),
    );

    expect(suppressions['network/public-ingress']).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'until 2026-12-01 by platform (PAY-77): the bastion goes away with the new VPN',
      },
    ]);
    expect(suppressions['iam/privilege-escalation']).toEqual([]);
  });

  it('leads through the places that decided together', () => {
    const log = JSON.parse(formatJudgement(mixedJudgement, 'sarif', context)) as Log;
    const flows = log.runs[0]?.results?.find(
      ({ ruleId }) => ruleId === 'iam/privilege-escalation',
    )?.codeFlows;

    expect(flows).toHaveLength(1);
    expect(flows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location)).toMatchObject([
      {
        message: { text: 'allows iam:PassRole on deploy-dev.' },
        physicalLocation: { artifactLocation: { uri: 'stacks/payments-api.ts' }, region: { startLine: 4 } },
      },
      {
        message: { text: 'allows lambda:CreateFunction.' },
        logicalLocations: [{ fullyQualifiedName: 'aws_iam_policy.functions' }],
      },
    ]);
  });

  it('notes the types no rule looks at', () => {
    const log = JSON.parse(formatJudgement(mixedJudgement, 'sarif', context)) as Log;
    const notes = log.runs[0]?.invocations?.[0]?.toolExecutionNotifications?.map(
      ({ message }) => message.text,
    );

    expect(notes).toContain('no rule looks at aws_route, of which there are 4');
  });

  it('has neither links nor hidden characters in a message, and a URI where a file name has none', () => {
    const finding = aFinding({
      message: '[a](https://b.example)\u202e',
      source: { file: 'stacks/a b#.ts', line: 1 },
    });

    const result = sarif({ findings: [finding] }).runs[0]?.results?.[0];

    expect(result?.message.text).toBe(
      '[a] (https://b.example)\\u{202e}. Name the actions the function calls.',
    );
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('stacks/a%20b%23.ts');
  });

  it('points at the evidence where there is no source line, and at no file where there is none either', () => {
    const judgement = aJudgement({ findings: [aFinding({ source: null })] });
    const physical = (text: string): unknown =>
      (JSON.parse(text) as Log).runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation
        ?.uri;

    expect(physical(formatJudgement(judgement, 'sarif', { ...context, evidence: 'plan.json' }))).toBe(
      'plan.json',
    );
    expect(physical(formatJudgement(judgement, 'sarif', context))).toBeUndefined();
  });
});
