import { parseCheckovReport } from '../../../scripts/checkov-reporter/checkov-report';
import { check, report, summary } from './report-fixture';

const text = (value: unknown): string => JSON.stringify(value, null, 4);
const empty = { version: '3.3.30', frameworks: [], passed: 0, failed: [], skipped: [], unreadFiles: [] };

describe('a report of Checkov', () => {
  it('may be one report', () => {
    expect(parseCheckovReport(text(report([check()])))).toEqual({
      ...empty,
      frameworks: ['terraform_json'],
      passed: 7,
      failed: [
        {
          check_id: 'CKV_AWS_116',
          check_name: 'Ensure that AWS Lambda function is configured for a Dead Letter Queue(DLQ)',
          check_result: { evaluated_keys: ['dead_letter_config/[0]/target_arn'] },
          file_path: '/stacks/service/cdk.tf.json',
          file_line_range: [10, 20],
          resource: 'resource.Api_Function_12345678',
          resource_address: null,
          severity: null,
          guideline: null,
        },
      ],
    });
  });

  it('may be a list of reports, which are added up', () => {
    const two = parseCheckovReport(
      text([report([check()]), report([check({ check_id: 'CKV_AWS_1' })], { check_type: 'terraform_plan' })]),
    );
    expect({ ...two, failed: two.failed.map(({ check_id: id }) => id) }).toEqual({
      ...empty,
      frameworks: ['terraform_json', 'terraform_plan'],
      passed: 14,
      failed: ['CKV_AWS_116', 'CKV_AWS_1'],
    });
  });

  it('may be a bare summary, of nothing that was checked', () => {
    expect(parseCheckovReport(text(summary))).toEqual(empty);
  });

  it('may leave out what passed, as with --quiet', () => {
    const quiet = { failed_checks: [check()], skipped_checks: [], parsing_errors: [] };
    expect(parseCheckovReport(text(report([], { results: quiet }))).failed).toHaveLength(1);
  });

  it('names the files that could not be read', () => {
    const results = { passed_checks: [], failed_checks: [], parsing_errors: ['/x/cdk.tf.json'] };
    expect(parseCheckovReport(text(report([], { results }))).unreadFiles).toEqual(['/x/cdk.tf.json']);
  });

  it.each([
    ['lines of a log before it', (json: string) => `2026-11-25 [WARNI] no way out\n[ bars ] {x}\n${json}`],
    ['lines after it', (json: string) => `${json}\nMore details: see the page\n`],
    ['one line', (json: string) => JSON.stringify(JSON.parse(json))],
    ['line ends of Windows', (json: string) => json.replaceAll('\n', '\r\n')],
  ])('may have %s', (_, around) => {
    expect(parseCheckovReport(around(text(report([check()])))).failed).toHaveLength(1);
  });

  it.each([
    ['', 'the input has no JSON (it is empty); pipe in what checkov -o json prints'],
    [
      'usage: checkov [-h]',
      'the input has no JSON (it begins with "usage: checkov [-h]"); pipe in what checkov -o json prints',
    ],
    [
      '{"results": 3}',
      'the input is JSON and no report of Checkov: a report, a list of reports or a summary is allowed; write it with checkov -o json',
    ],
    [
      '[]',
      'the input is JSON and no report of Checkov: a report, a list of reports or a summary is allowed; write it with checkov -o json',
    ],
  ])('is not %j', (given, message) => {
    expect(() => parseCheckovReport(given)).toThrow(message);
  });
});
