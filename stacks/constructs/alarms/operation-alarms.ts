import type { Construct } from 'constructs';
import { natGatewayMetric, stateMachineMetric, total, vaultMetric } from '../../lib/metrics/services';
import { AlarmGroup, type AlarmGroupProps } from './alarm-group';

const sixHours = 21_600;

export interface OperationAlarmsProps extends AlarmGroupProps {
  readonly backupVaultName: string;
  readonly stateMachineArns: readonly string[];
  readonly natGatewayIds: readonly string[];
}

/** Backups, executions and NAT gateways that fail. */
export class OperationAlarms extends AlarmGroup {
  constructor(scope: Construct, id: string, props: OperationAlarmsProps) {
    super(scope, id, props);
    this.alarm('FailedBackups', {
      noun: 'backup-failed',
      meaning: 'A backup of the database failed. The job in AWS Backup says why.',
      signal: vaultMetric(props.backupVaultName, 'NumberOfBackupJobsFailed', 300),
      is: '>',
      threshold: 0,
      datapoints: { alarm: 1, of: 1 },
      missingData: 'notBreaching',
    });
    this.alarm('MissingBackups', {
      noun: 'backup-missing',
      meaning:
        'No backup of the database was completed in 30 hours, and one is due every day. So it is before the first one of an environment.',
      signal: vaultMetric(props.backupVaultName, 'NumberOfBackupJobsCompleted', sixHours),
      is: '<',
      threshold: 1,
      datapoints: { alarm: 5, of: 5 },
      missingData: 'breaching',
    });
    this.executions(props.stateMachineArns);
    this.alarm('NatPorts', {
      noun: 'nat-ports',
      meaning: 'A NAT gateway has no port left for a connection: calls to the payment provider fail.',
      signal: total(
        props.natGatewayIds.map((gateway) => natGatewayMetric(gateway, 'ErrorPortAllocation')),
        'ErrorPortAllocation',
      ),
      is: '>',
      threshold: 0,
      datapoints: { alarm: 2, of: 5 },
      missingData: 'notBreaching',
    });
  }

  private executions(stateMachineArns: readonly string[]): void {
    for (const [name, noun, what] of [
      ['ExecutionsFailed', 'executions-failed', 'failed'],
      ['ExecutionsTimedOut', 'executions-timed-out', 'ran longer than it may'],
    ] as const) {
      this.alarm(name, {
        noun,
        meaning: `An execution of a state machine ${what}: a capture or a refund is half done. Its history says at which state.`,
        signal: total(
          stateMachineArns.map((arn) => stateMachineMetric(arn, name)),
          name,
        ),
        is: '>',
        threshold: 0,
        datapoints: { alarm: 1, of: 1 },
        missingData: 'notBreaching',
      });
    }
  }
}
