/** A resource type that acts as a role, and how IAM names it. */
export interface ComputeType {
  readonly service: string;
  /** The last field of its ARN, with the attribute of the name in angle brackets. */
  readonly tail: string;
  /** Where it names a role, below blocks. */
  readonly roles: readonly (readonly string[])[];
  /** Where it names an instance profile. */
  readonly profiles?: readonly (readonly string[])[];
}

/**
 * Resource types of provider 5.100 whose code, image or definition can be changed or entered without passing their role
 * again, by type.
 */
export const computeTypes: Readonly<Record<string, ComputeType>> = {
  aws_apprunner_service: {
    service: 'apprunner',
    tail: 'service/<service_name>/*',
    roles: [['instance_configuration', 'instance_role_arn']],
  },
  aws_batch_job_definition: { service: 'batch', tail: 'job-definition/<name>:*', roles: [] },
  aws_cloudformation_stack: { service: 'cloudformation', tail: 'stack/<name>/*', roles: [['iam_role_arn']] },
  aws_codebuild_project: { service: 'codebuild', tail: 'project/<name>', roles: [['service_role']] },
  aws_glue_dev_endpoint: { service: 'glue', tail: 'devEndpoint/<name>', roles: [['role_arn']] },
  aws_glue_job: { service: 'glue', tail: 'job/<name>', roles: [['role_arn']] },
  aws_instance: { service: 'ec2', tail: 'instance/<>', roles: [], profiles: [['iam_instance_profile']] },
  aws_lambda_function: { service: 'lambda', tail: 'function:<function_name>', roles: [['role']] },
  aws_launch_template: {
    service: 'ec2',
    tail: 'launch-template/<>',
    roles: [],
    profiles: [
      ['iam_instance_profile', 'name'],
      ['iam_instance_profile', 'arn'],
    ],
  },
  aws_mwaa_environment: { service: 'airflow', tail: 'environment/<name>', roles: [['execution_role_arn']] },
  aws_sagemaker_notebook_instance: {
    service: 'sagemaker',
    tail: 'notebook-instance/<name>',
    roles: [['role_arn']],
  },
  aws_sfn_state_machine: { service: 'states', tail: 'stateMachine:<name>', roles: [['role_arn']] },
};

/** Attributes with the address of the image something runs. */
export const imageAttributes: Readonly<Record<string, string>> = { aws_lambda_function: 'image_uri' };

/** Attributes of a function that name the bucket its code is read from. */
export const codeBuckets: Readonly<Record<string, readonly [bucket: string, key: string]>> = {
  aws_lambda_function: ['s3_bucket', 's3_key'],
};
