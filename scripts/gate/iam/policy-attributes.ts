import { append } from '../../model/append';
import type { PolicyKind } from '../input/policy-input';

/** Where a resource type holds a policy document. */
export interface PolicyAttribute {
  /** The attribute, below the blocks that hold it. */
  readonly path: readonly string[];
  readonly kind: PolicyKind;
}

const identity = [
  'aws_iam_group_policy',
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iot_policy',
  'aws_transfer_access',
  'aws_transfer_user',
];

const key = [
  'aws_kms_external_key',
  'aws_kms_key',
  'aws_kms_key_policy',
  'aws_kms_replica_external_key',
  'aws_kms_replica_key',
];

/** Types whose attribute `policy` says who may use the resource. */
const resource = [
  'aws_acmpca_policy',
  'aws_api_gateway_domain_name',
  'aws_api_gateway_rest_api',
  'aws_api_gateway_rest_api_policy',
  'aws_backup_vault_policy',
  'aws_cloudwatch_event_bus_policy',
  'aws_codebuild_resource_policy',
  'aws_dynamodb_resource_policy',
  'aws_ecr_registry_policy',
  'aws_ecr_repository_policy',
  'aws_ecrpublic_repository_policy',
  'aws_efs_file_system_policy',
  'aws_glacier_vault_lock',
  'aws_glue_resource_policy',
  'aws_kinesis_resource_policy',
  'aws_media_store_container_policy',
  'aws_msk_cluster_policy',
  'aws_networkfirewall_resource_policy',
  'aws_oam_sink_policy',
  'aws_redshift_resource_policy',
  'aws_redshiftserverless_resource_policy',
  'aws_s3_access_point',
  'aws_s3_bucket',
  'aws_s3_bucket_policy',
  'aws_s3_directory_bucket_policy',
  'aws_s3control_access_grants_instance_resource_policy',
  'aws_s3control_access_point_policy',
  'aws_s3control_bucket_policy',
  'aws_s3control_object_lambda_access_point_policy',
  'aws_schemas_registry_policy',
  'aws_secretsmanager_secret',
  'aws_secretsmanager_secret_policy',
  'aws_ses_identity_policy',
  'aws_sesv2_email_identity_policy',
  'aws_sns_topic',
  'aws_sns_topic_policy',
  'aws_sqs_queue',
  'aws_sqs_queue_policy',
  'aws_vpc_endpoint',
  'aws_vpc_endpoint_policy',
  'aws_vpclattice_auth_policy',
  'aws_vpclattice_resource_policy',
];

const elsewhere: readonly (readonly [type: string, path: readonly string[], kind: PolicyKind])[] = [
  ['aws_iam_role', ['assume_role_policy'], 'trust'],
  ['aws_iam_role', ['inline_policy', 'policy'], 'identity'],
  ['aws_rolesanywhere_profile', ['session_policy'], 'identity'],
  ['aws_ssoadmin_permission_set_inline_policy', ['inline_policy'], 'identity'],
  ['aws_cloudsearch_domain_service_access_policy', ['access_policy'], 'resource'],
  ['aws_cloudwatch_log_delivery_destination_policy', ['delivery_destination_policy'], 'resource'],
  ['aws_cloudwatch_log_destination_policy', ['access_policy'], 'resource'],
  ['aws_cloudwatch_log_resource_policy', ['policy_document'], 'resource'],
  ['aws_codeartifact_domain_permissions_policy', ['policy_document'], 'resource'],
  ['aws_codeartifact_repository_permissions_policy', ['policy_document'], 'resource'],
  ['aws_ecr_repository_creation_template', ['repository_policy'], 'resource'],
  ['aws_elasticsearch_domain', ['access_policies'], 'resource'],
  ['aws_elasticsearch_domain_policy', ['access_policies'], 'resource'],
  ['aws_glacier_vault', ['access_policy'], 'resource'],
  ['aws_opensearch_domain', ['access_policies'], 'resource'],
  ['aws_opensearch_domain_policy', ['access_policies'], 'resource'],
  ['aws_s3control_multi_region_access_point_policy', ['details', 'policy'], 'resource'],
  ['aws_s3tables_table_bucket_policy', ['resource_policy'], 'resource'],
  ['aws_s3tables_table_policy', ['resource_policy'], 'resource'],
  ['aws_sagemaker_model_package_group_policy', ['resource_policy'], 'resource'],
  ['aws_xray_resource_policy', ['policy_document'], 'resource'],
];

/**
 * Every attribute of provider 5.100 that holds an IAM policy document, by type.
 *
 * Read off the provider's schema. Left out are documents of another language (Cedar, data protection, OpenSearch
 * Serverless, lifecycle rules) and `aws_organizations_policy`, which limits and never grants.
 */
export const policyAttributes: ReadonlyMap<string, readonly PolicyAttribute[]> = group([
  ...identity.map((type) => [type, ['policy'], 'identity'] as const),
  ...key.map((type) => [type, ['policy'], 'key'] as const),
  ...resource.map((type) => [type, ['policy'], 'resource'] as const),
  ...elsewhere,
]);

function group(rows: typeof elsewhere): Map<string, PolicyAttribute[]> {
  const grouped = new Map<string, PolicyAttribute[]>();
  for (const [type, path, kind] of rows) {
    append(grouped, type, { path, kind });
  }
  return grouped;
}
