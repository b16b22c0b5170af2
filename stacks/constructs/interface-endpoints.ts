import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import { deleteTimeoutBehindFunctions } from '../lib/limits';
import type { Naming } from '../lib/naming';
import { policyDocument } from '../lib/policy-document';
import { requireThat } from '../lib/validation';

/**
 * `none` reaches AWS through NAT. `core` keeps everything but the call to the payment provider inside AWS's network, so
 * that the loss of NAT does not touch it; with three zones it costs about 200 USD a month.
 */
export const endpointProfiles = ['none', 'core'] as const;

export type EndpointProfile = (typeof endpointProfiles)[number];

/**
 * The services functions call, and what they may call there. DynamoDB and S3 have gateway endpoints, and tokens for the
 * database are signed without a call.
 */
const core: Readonly<Record<string, readonly string[]>> = {
  events: ['events:PutEvents'],
  kms: ['kms:Decrypt', 'kms:GenerateDataKey'],
  logs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  secretsmanager: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
  sqs: ['sqs:GetQueueAttributes', 'sqs:SendMessage'],
  ssm: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
  states: [
    'states:DescribeExecution',
    'states:SendTaskFailure',
    'states:SendTaskSuccess',
    'states:StartExecution',
  ],
  sts: ['sts:GetCallerIdentity'],
  xray: [
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ],
};

export interface InterfaceEndpointsProps {
  readonly environment: Environment;
  readonly naming: Naming;
  readonly profile: Exclude<EndpointProfile, 'none'>;
  readonly vpcId: string;
  /** One a zone, so that an endpoint outlives the loss of one. */
  readonly subnetIds: readonly string[];
}

/**
 * Endpoints of AWS services in the app subnets, behind one security group without rules: who calls them adds a rule of
 * its own, from its group to this one.
 */
export class InterfaceEndpoints extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { environment, naming } = props;
    requireThat(this, [
      {
        holds: endpointProfiles.includes(props.profile),
        otherwise: `profile is ${props.profile} where ${endpointProfiles.join(' or ')} is allowed`,
      },
    ]);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: naming.name('endpoints'),
      description: 'Who can reach the endpoints of AWS services',
      vpcId: props.vpcId,
      timeouts: { delete: deleteTimeoutBehindFunctions },
    });
    for (const [service, actions] of Object.entries(core)) {
      new VpcEndpoint(this, service, {
        vpcId: props.vpcId,
        serviceName: `com.amazonaws.${environment.region}.${service}`,
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: [...props.subnetIds],
        securityGroupIds: [securityGroup.id],
        policy: policyDocument([
          {
            sid: 'OwnPrincipalsOwnResources',
            principals: '*',
            actions,
            resources: ['*'],
            conditions: {
              StringEquals: { 'aws:PrincipalAccount': environment.account },
              // a call that names no resource, such as that for a trace, has no such key
              StringEqualsIfExists: { 'aws:ResourceAccount': environment.account },
            },
          },
        ]),
      });
    }
    this.securityGroupId = securityGroup.id;
  }
}
