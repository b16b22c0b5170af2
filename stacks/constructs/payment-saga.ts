import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { Construct } from 'constructs';
import type { SagaOperation } from '../../lambda/contract/saga';
import type { Environment } from '../config';
import { auditLogRetentionInDays } from '../lib/limits';
import type { Naming } from '../lib/naming';
import { writeTraces } from '../lib/permissions';
import { inRegion, type Statement } from '../lib/policy-document';
import { sagaDefinition } from '../lib/saga-definition';
import { ServiceRole } from './service-role';
import type { VpcFunction } from './vpc-function';

/** What a call may take longer than its function, before it counts as lost. */
const graceInSeconds = 5;

export interface PaymentSagaProps {
  readonly environment: Environment;
  readonly naming: Naming;
  readonly operation: SagaOperation;
  /** Does the steps. */
  readonly worker: VpcFunction;
  /** Encrypts the log group; its policy must let CloudWatch Logs use it for the group's name. */
  readonly logKeyArn: string;
}

/**
 * One operation on a payment in several steps, each of them compensated when a later one fails.
 *
 * A STANDARD machine, as its history is the audit trail of money: each step happens once for a name of an execution. Logs tell
 * what happened and never with what.
 */
export class PaymentSaga extends Construct {
  readonly stateMachineArn: string;

  constructor(scope: Construct, id: string, props: PaymentSagaProps) {
    super(scope, id);
    const { environment, naming, operation, worker } = props;
    const name = naming.name(operation);
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name: naming.stateMachineLogGroup(name),
      kmsKeyId: props.logKeyArn,
      retentionInDays: auditLogRetentionInDays,
    });
    const role = new ServiceRole(this, 'Execution', {
      name,
      description: `What the machine ${name} may do`,
      service: 'states.amazonaws.com',
      trustConditions: {
        StringEquals: { 'aws:SourceAccount': environment.account },
        ArnEquals: {
          'aws:SourceArn': `arn:aws:states:${environment.region}:${environment.account}:stateMachine:${name}`,
        },
      },
      statements: [
        { sid: 'CallWorker', actions: ['lambda:InvokeFunction'], resources: [worker.aliasArn] },
        deliverLogs(environment),
        writeTraces(environment),
        readSamplingRules(environment),
      ],
    });
    const machine = new SfnStateMachine(this, 'Machine', {
      name,
      type: 'STANDARD',
      roleArn: role.roleArn,
      definition: JSON.stringify(
        sagaDefinition({
          operation,
          workerArn: worker.aliasArn,
          stepTimeoutInSeconds: worker.timeoutInSeconds + graceInSeconds,
        }),
      ),
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: false,
        logDestination: `${logGroup.arn}:*`,
      },
      tracingConfiguration: { enabled: true },
      dependsOn: [role.policy],
    });
    this.stateMachineArn = machine.arn;
  }
}

/**
 * What AWS asks for so that a machine can log; none of these actions takes a resource.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
function deliverLogs({ region }: Environment): Statement {
  return {
    sid: 'DeliverLogs',
    actions: [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
    resources: ['*'],
    conditions: inRegion(region),
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
function readSamplingRules({ region }: Environment): Statement {
  return {
    sid: 'ReadSamplingRules',
    actions: ['xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    resources: ['*'],
    conditions: inRegion(region),
  };
}
