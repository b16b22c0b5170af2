import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog as AwsFlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import { auditLogRetentionInDays } from '../lib/limits';
import type { Naming } from '../lib/naming';
import { EncryptionKey } from './encryption-key';
import { ServiceRole } from './service-role';

/** The finer of the two intervals there are; the other is ten minutes. */
const aggregationIntervalInSeconds = 60;

export interface FlowLogProps {
  readonly environment: Environment;
  readonly naming: Naming;
  readonly vpcId: string;
}

/**
 * Who spoke to whom in a VPC, accepted and refused, kept for a year.
 *
 * It has a key of its own: the network is deployed before the keys of the data, and whoever may read flows need not be
 * able to read what functions log.
 */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    const { environment, naming } = props;
    const { account, region } = environment;
    const name = `/aws/vpc/${naming.name('flow-logs')}`;
    const key = new EncryptionKey(this, 'Key', {
      environment,
      naming,
      noun: 'flow-logs',
      logGroups: [name],
    });
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name,
      kmsKeyId: key.keyArn,
      retentionInDays: auditLogRetentionInDays,
    });
    const role = new ServiceRole(this, 'Delivery', {
      name: naming.name('flow-logs'),
      description: 'Writes flow logs to their log group',
      service: 'vpc-flow-logs.amazonaws.com',
      // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
      trustConditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region}:${account}:vpc-flow-log/*` },
      },
      statements: [
        {
          sid: 'WriteFlows',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [logGroup.arn, `${logGroup.arn}:log-stream:*`],
        },
        {
          sid: 'FindLogGroup',
          actions: ['logs:DescribeLogGroups'],
          resources: [`arn:aws:logs:${region}:${account}:log-group:*`],
        },
      ],
    });
    new AwsFlowLog(this, 'FlowLog', {
      vpcId: props.vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: logGroup.arn,
      iamRoleArn: role.roleArn,
      maxAggregationInterval: aggregationIntervalInSeconds,
      dependsOn: [role.policy],
    });
  }
}
