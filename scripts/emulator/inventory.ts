/** How to list what there is of one kind, and which element or key of the answer names each. */
export interface Listing {
  readonly service: string;
  readonly names: string;
  /** A query protocol: action and version. */
  readonly query?: readonly [action: string, version: string];
  /** A JSON protocol: the target. */
  readonly json?: string;
  /** What a JSON protocol must be told. */
  readonly members?: Readonly<Record<string, string>>;
  /** A REST protocol: the path. */
  readonly rest?: string;
}

const rds = (action: string, names: string): Listing => ({
  service: 'rds',
  names,
  query: [action, '2014-10-31'],
});
const iam = (action: string, names: string): Listing => ({
  service: 'iam',
  names,
  query: [action, '2010-05-08'],
});

/** Every kind the platform makes. EC2 and KMS are asked in another way, as most of theirs have no names. */
export const inventory: readonly Listing[] = [
  iam('ListRoles', 'RoleName'),
  iam('ListPolicies', 'PolicyName'),
  iam('ListInstanceProfiles', 'InstanceProfileName'),
  iam('ListUsers', 'UserName'),
  iam('ListOpenIDConnectProviders', 'Arn'),
  { service: 'ec2', names: 'groupName', query: ['DescribeSecurityGroups', '2016-11-15'] },
  { service: 's3', names: 'Name', rest: '/' },
  { service: 'dynamodb', names: 'TableNames', json: 'DynamoDB_20120810.ListTables' },
  { service: 'ssm', names: 'Name', json: 'AmazonSSM.DescribeParameters' },
  { service: 'kms', names: 'AliasName', json: 'TrentService.ListAliases' },
  { service: 'logs', names: 'logGroupName', json: 'Logs_20140328.DescribeLogGroups' },
  { service: 'logs', names: 'policyName', json: 'Logs_20140328.DescribeResourcePolicies' },
  { service: 'lambda', names: 'FunctionName', rest: '/2015-03-31/functions' },
  { service: 'lambda', names: 'FunctionArn', rest: '/2015-03-31/event-source-mappings' },
  { service: 'sqs', names: 'QueueUrls', json: 'AmazonSQS.ListQueues' },
  { service: 'sns', names: 'TopicArn', query: ['ListTopics', '2010-03-31'] },
  { service: 'secretsmanager', names: 'Name', json: 'secretsmanager.ListSecrets' },
  { service: 'events', names: 'Name', json: 'AWSEvents.ListEventBuses' },
  { service: 'events', names: 'Name', json: 'AWSEvents.ListRules' },
  { service: 'events', names: 'ArchiveName', json: 'AWSEvents.ListArchives' },
  { service: 'scheduler', names: 'Name', rest: '/schedules' },
  { service: 'scheduler', names: 'Name', rest: '/schedule-groups' },
  { service: 'states', names: 'name', json: 'AWSStepFunctions.ListStateMachines' },
  { service: 'monitoring', names: 'AlarmName', query: ['DescribeAlarms', '2010-08-01'] },
  { service: 'monitoring', names: 'DashboardName', query: ['ListDashboards', '2010-08-01'] },
  { service: 'backup', names: 'BackupVaultName', rest: '/backup-vaults/' },
  { service: 'backup', names: 'BackupPlanName', rest: '/backup/plans/' },
  rds('DescribeDBClusters', 'DBClusterIdentifier'),
  rds('DescribeDBInstances', 'DBInstanceIdentifier'),
  rds('DescribeDBClusterSnapshots', 'DBClusterSnapshotIdentifier'),
  rds('DescribeDBSubnetGroups', 'DBSubnetGroupName'),
  rds('DescribeDBParameterGroups', 'DBParameterGroupName'),
  rds('DescribeDBClusterParameterGroups', 'DBClusterParameterGroupName'),
  rds('DescribeEventSubscriptions', 'CustSubscriptionId'),
  { service: 'route53', names: 'Name', rest: '/2013-04-01/hostedzone' },
  { service: 'acm', names: 'DomainName', json: 'CertificateManager.ListCertificates' },
  { service: 'apigateway', names: 'name', rest: '/restapis' },
  { service: 'apigateway', names: 'domainName', rest: '/domainnames' },
  { service: 'apigateway', names: 'cloudwatchRoleArn', rest: '/account' },
  {
    service: 'wafv2',
    names: 'Name',
    json: 'AWSWAF_20190729.ListWebACLs',
    members: { Scope: 'REGIONAL' },
  },
];

/** Services that hold nothing of their own that a destroy could leave. */
const withoutHoldings = ['sts'];

/** A service of which moto has nothing: what there is, a gap holds and names. */
const heldByGaps = ['xray'];

/** Whether the search after a destroy looks into this service, or has nothing to look for there. */
export function isSearched(service: string): boolean {
  return (
    inventory.some((listing) => listing.service === service) ||
    [...withoutHoldings, ...heldByGaps].includes(service)
  );
}

/** Services whose resources others make for themselves: a database keeps its password in a secret. */
export const madeBy: Readonly<Record<string, readonly string[]>> = {
  rds: ['secretsmanager'],
  lambda: ['logs'],
};

const available = (filter: string): Readonly<Record<string, string>> => ({
  'Filter.1.Name': filter,
  'Filter.1.Value.1': 'available',
});

/** The kinds of EC2, which are known by their ids; a filter leaves out what is deleted and still described. */
export const ec2Inventory: readonly {
  readonly action: string;
  readonly names: string;
  readonly filter?: Readonly<Record<string, string>>;
}[] = [
  { action: 'DescribeVpcs', names: 'vpcId' },
  { action: 'DescribeSubnets', names: 'subnetId' },
  { action: 'DescribeRouteTables', names: 'routeTableId' },
  { action: 'DescribeInternetGateways', names: 'internetGatewayId' },
  { action: 'DescribeNatGateways', names: 'natGatewayId', filter: available('state') },
  { action: 'DescribeAddresses', names: 'allocationId' },
  { action: 'DescribeVpcEndpoints', names: 'vpcEndpointId', filter: available('vpc-endpoint-state') },
  { action: 'DescribeSecurityGroups', names: 'groupId' },
  { action: 'DescribeFlowLogs', names: 'flowLogId' },
  { action: 'DescribeNetworkInterfaces', names: 'networkInterfaceId' },
];
