import { touchesPermissions } from '../../../../scripts/report/review/notable-changes';
import { attribute, change } from './review-fixture';

const document = JSON.stringify({ Version: '2012-10-17', Statement: [] });

describe('touchesPermissions', () => {
  it.each([
    { what: 'an IAM resource', given: change('aws_iam_policy.a') },
    { what: 'a destroyed IAM resource', given: change('aws_iam_role.a', { action: 'delete' }) },
    { what: 'who may call a function', given: change('aws_lambda_permission.a') },
    {
      what: 'the policy of a key',
      given: change('aws_kms_key.a', { attributes: [attribute('policy', { before: document })] }),
    },
    {
      what: 'a policy that is not known yet',
      given: change('aws_sqs_queue.a', { attributes: [attribute('policy', { known: false })] }),
    },
    {
      what: 'a policy that is not shown',
      given: change('aws_sqs_queue.a', { attributes: [attribute('policy', { sensitive: true })] }),
    },
    {
      what: 'a removed policy',
      given: change('aws_sqs_queue.a', {
        attributes: [attribute('policy', { before: document, after: '' })],
      }),
    },
    {
      what: 'a document under any name',
      given: change('aws_x.a', { attributes: [attribute('definition', { after: document })] }),
    },
    {
      what: 'a part of a document',
      given: change('aws_x.a', {
        attributes: [{ ...attribute('policy'), path: ['policy', 'Statement', 0, 'Action'] }],
      }),
    },
  ])('sees $what', ({ given }) => {
    expect(touchesPermissions(given)).toBe(true);
  });

  it.each([
    {
      what: 'a lifecycle policy',
      given: change('aws_ecr_lifecycle_policy.a', {
        attributes: [attribute('policy', { after: '{"rules":[]}' })],
      }),
    },
    {
      what: 'a redrive policy',
      given: change('aws_sqs_queue.a', { attributes: [attribute('redrive_policy', { known: false })] }),
    },
    {
      what: 'a scaling policy',
      given: change('aws_appautoscaling_policy.a', {
        attributes: [attribute('policy_type', { after: 'x' })],
      }),
    },
    { what: 'a data source', given: change('aws_iam_policy_document.a', { mode: 'data' }) },
  ])('lets $what be', ({ given }) => {
    expect(touchesPermissions(given)).toBe(false);
  });
});
