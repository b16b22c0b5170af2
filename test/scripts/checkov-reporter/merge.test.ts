import { parseCheckovReport, type CheckovCheck } from '../../../scripts/checkov-reporter/checkov-report';
import type { CheckovDecisions } from '../../../scripts/checkov-reporter/decisions';
import { checkFinding } from '../../../scripts/checkov-reporter/finding';
import { mergeChecks } from '../../../scripts/checkov-reporter/merge';
import { PlaceIndex, type Place } from '../../../scripts/checkov-reporter/places';
import { digestOf } from '../../../scripts/model/digest';
import { check, report } from './report-fixture';

const parsed = (changes: object = {}): CheckovCheck => {
  const [only] = parseCheckovReport(JSON.stringify(report([check(changes)]))).failed;
  if (only === undefined) throw new Error('the fixture has no check');
  return only;
};

const api: Place = {
  stack: 'service',
  address: 'aws_lambda_function.Api_Function_12345678',
  constructPath: 'service/Api/Function',
  source: { file: 'stacks/constructs/vpc-function.ts', line: 92 },
};
const zones: Place = {
  ...api,
  address: 'data.aws_availability_zones.Zones',
  constructPath: 'network/Zones',
  stack: 'network',
};
const twin: Place = { ...api, stack: 'data', constructPath: 'data/Api/Function' };
const index = new PlaceIndex([api, zones, twin]);

describe('the resource of a check', () => {
  it.each([
    ['resource.Api_Function_12345678', null, api],
    ['aws_lambda_function.Api_Function_12345678', null, api],
    ['aws_lambda_function.Api_Function_12345678[0]', 'aws_lambda_function.Api_Function_12345678[0]', api],
  ])('is found by %s', (resource, address, place) => {
    expect(index.place(parsed({ resource, resource_address: address })).place).toEqual(place);
  });

  it('is found where a data source is named without its type', () => {
    const named = parsed({ resource: 'data.Zones', file_path: '/stacks/network/cdk.tf.json' });
    expect(index.place(named).place).toEqual(zones);
  });

  it.each([
    ['is of another type', { resource: 'aws_sqs_queue.Api_Function_12345678' }, 'service'],
    [
      'could be in either stack',
      { resource: 'resource.Api_Function_12345678', file_path: '/plan.json' },
      null,
    ],
    ['is unknown', { resource: 'resource.Nobody' }, 'service'],
  ])('is what Checkov calls it where it %s', (_, changes, stack) => {
    const named = parsed(changes);
    expect(index.place(named).place).toEqual({
      stack,
      address: named.resource,
      constructPath: null,
      source: null,
    });
  });
});

describe('failed checks beside the findings of the rules', () => {
  const decisions: CheckovDecisions = {
    checkov: '3.3.30',
    superseded: [
      { check: 'CKV_AWS_116', rule: 'availability/dead-letter', reason: 'the rule knows the queue in front' },
    ],
    accepted: [
      {
        check: 'CKV_AWS_115',
        constructPaths: ['service/*'],
        reason: 'small accounts have no concurrency to reserve',
      },
    ],
  };
  const merge = (id: string, { rule, judged }: { rule?: string; judged: string[] }) => {
    const placed = index.place(parsed({ check_id: id }));
    const ours = rule === undefined ? [] : [{ ...checkFinding(placed), id: 'ours', rule }];
    return mergeChecks([placed], ours, new Set(judged), decisions);
  };
  const merged = {
    check: 'CKV_AWS_116',
    name: 'Ensure that AWS Lambda function is configured for a Dead Letter Queue(DLQ)',
    address: api.address,
    constructPath: api.constructPath,
  };

  it('are superseded by a rule that was asked and does not object', () => {
    expect(merge('CKV_AWS_116', { judged: ['availability/dead-letter'] })).toEqual({
      checks: [
        {
          ...merged,
          as: 'superseded',
          rule: 'availability/dead-letter',
          finding: null,
          reason: 'the rule knows the queue in front',
        },
      ],
      added: [],
    });
  });

  it('are duplicates of the finding of a rule that objects to the same resource', () => {
    expect(
      merge('CKV_AWS_116', { judged: ['availability/dead-letter'], rule: 'availability/dead-letter' }),
    ).toEqual({
      checks: [
        { ...merged, as: 'duplicate', rule: 'availability/dead-letter', finding: 'ours', reason: null },
      ],
      added: [],
    });
  });

  it('are not superseded by a rule that was not asked', () => {
    const { checks, added } = merge('CKV_AWS_116', { judged: [] });
    expect(checks.map((one) => one.as)).toEqual(['adds']);
    expect(added).toEqual([
      {
        id: checks[0]?.finding,
        rule: 'checkov/CKV_AWS_116',
        status: 'fail',
        severity: 'medium',
        title: merged.name,
        message: `${api.address} fails CKV_AWS_116: ${merged.name}`,
        remediation:
          'change what the check looks at, or write down in the decisions file which rule decides instead or why it is accepted',
        controls: [],
        stack: 'service',
        address: api.address,
        path: 'dead_letter_config/[0]/target_arn',
        constructPath: api.constructPath,
        source: api.source,
        params: { file: '/stacks/service/cdk.tf.json', line: 10 },
        waitsFor: [],
        related: [],
        fingerprint: digestOf(['checkov/CKV_AWS_116', ['dead_letter_config/[0]/target_arn']]),
        waiver: null,
      },
    ]);
  });

  it('are accepted where a construct path matches, and nowhere else', () => {
    expect(merge('CKV_AWS_115', { judged: [] }).checks.map((one) => one.as)).toEqual(['accepted']);
    const elsewhere = index.place(parsed({ check_id: 'CKV_AWS_115', file_path: '/stacks/data/cdk.tf.json' }));
    expect(mergeChecks([elsewhere], [], new Set(), decisions).checks.map((one) => one.as)).toEqual(['adds']);
  });

  it('keep the severity Checkov gives, and count as medium without one', () => {
    const severities = ['CRITICAL', 'HIGH', 'NONE', null].map(
      (severity) => checkFinding(index.place(parsed({ severity }))).severity,
    );
    expect(severities).toEqual(['critical', 'high', 'medium', 'medium']);
  });
});
