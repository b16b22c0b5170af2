import type { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Statement } from '../lib/policy-document';
import { inRegion } from '../lib/policy-document';
import { writeTraces } from '../lib/permissions';
import { ServiceRole } from './service-role';

export interface FunctionRoleProps {
  readonly environment: Environment;
  /** The function the role is for; the role and its policy bear the same name. */
  readonly functionName: string;
  /** The log group of the function, which exists before the function does. */
  readonly logGroupArn: string;
  /** Ids of the subnets the function has its network interfaces in. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** What the function's own code may do. */
  readonly statements: readonly Statement[];
}

/**
 * The execution role of one function in a VPC.
 *
 * It can write to its log group and not create one, so that a log group stays gone after a destroy. The permissions for
 * network interfaces are for the Lambda service alone: they are denied to calls that come from the function's code, as
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html describes.
 */
export class FunctionRole extends ServiceRole {
  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id, {
      name: props.functionName,
      description: `What ${props.functionName} may do`,
      service: 'lambda.amazonaws.com',
      trustConditions: { StringEquals: { 'aws:SourceAccount': props.environment.account } },
      statements: [...props.statements, ...observability(props), ...networkInterfaces(props)],
    });
  }
}

function observability(props: FunctionRoleProps): Statement[] {
  return [
    {
      sid: 'WriteLogs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${props.logGroupArn}:log-stream:*`],
    },
    writeTraces(props.environment),
  ];
}

function networkInterfaces(props: FunctionRoleProps): Statement[] {
  const { account, region } = props.environment;
  const ec2 = `arn:aws:ec2:${region}:${account}`;
  const manage = [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:UnassignPrivateIpAddresses',
  ];
  const describe = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
  return [
    {
      sid: 'ManageNetworkInterfaces',
      actions: manage,
      resources: [
        `${ec2}:network-interface/*`,
        ...props.subnetIds.map((subnet) => `${ec2}:subnet/${subnet}`),
        `${ec2}:security-group/${props.securityGroupId}`,
      ],
    },
    // neither action takes a resource
    {
      sid: 'DescribeNetwork',
      actions: describe,
      resources: ['*'],
      conditions: inRegion(props.environment.region),
    },
    {
      sid: 'NotFromCode',
      effect: 'Deny',
      actions: [...manage, ...describe],
      resources: ['*'],
      conditions: {
        ArnEquals: {
          'lambda:SourceFunctionArn': `arn:aws:lambda:${region}:${account}:function:${props.functionName}`,
        },
      },
    },
  ];
}
