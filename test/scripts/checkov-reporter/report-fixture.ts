/** Reports in the three forms that Checkov prints, cut to the fields it always has. */

export const check = (changes: object = {}): object => ({
  check_id: 'CKV_AWS_116',
  bc_check_id: null,
  check_name: 'Ensure that AWS Lambda function is configured for a Dead Letter Queue(DLQ)',
  check_result: { result: 'FAILED', evaluated_keys: ['dead_letter_config/[0]/target_arn'] },
  file_path: '/stacks/service/cdk.tf.json',
  file_line_range: [10, 20],
  resource: 'resource.Api_Function_12345678',
  resource_address: null,
  severity: null,
  guideline: null,
  ...changes,
});

export const report = (failed: readonly object[], changes: object = {}): object => ({
  check_type: 'terraform_json',
  results: { passed_checks: [], failed_checks: failed, skipped_checks: [], parsing_errors: [] },
  summary: {
    passed: 7,
    failed: failed.length,
    skipped: 0,
    parsing_errors: 0,
    resource_count: 3,
    checkov_version: '3.3.30',
  },
  url: 'none',
  ...changes,
});

export const summary = {
  passed: 0,
  failed: 0,
  skipped: 0,
  parsing_errors: 0,
  resource_count: 0,
  checkov_version: '3.3.30',
};
