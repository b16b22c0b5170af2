import type { Construct } from 'constructs';
import { operationMetric, tableMetric, total } from '../../lib/metrics/services';
import { AlarmGroup, type AlarmGroupProps } from './alarm-group';

export interface TableAlarmsProps extends AlarmGroupProps {
  /** What is kept in the table. */
  readonly noun: string;
  readonly tableName: string;
  /** The operations on single items the functions call, such as `GetItem`. */
  readonly operations: readonly string[];
}

/**
 * A DynamoDB table that turns calls away or fails.
 *
 * Throttles are counted by `ReadThrottleEvents` and `WriteThrottleEvents`: `ThrottledRequests` has data by table and
 * operation only, so an alarm on it by table would wait for ever.
 */
export class TableAlarms extends AlarmGroup {
  constructor(scope: Construct, id: string, props: TableAlarmsProps) {
    super(scope, id, props);
    const { noun, operations, tableName } = props;
    for (const [kind, what] of [
      ['Read', 'reads of'],
      ['Write', 'writes to'],
    ] as const) {
      this.alarm(`${kind}Throttles`, {
        noun: `${noun}-${kind.toLowerCase()}-throttles`,
        meaning: `DynamoDB turns away ${what} the table of ${noun}: a key that is too popular, or the table's own cap.`,
        signal: tableMetric(tableName, `${kind}ThrottleEvents`, 'Sum'),
        is: '>',
        threshold: 0,
        datapoints: { alarm: 2, of: 5 },
        missingData: 'notBreaching',
      });
    }
    this.alarm('SystemErrors', {
      noun: `${noun}-system-errors`,
      meaning: `DynamoDB answers calls on the table of ${noun} with errors of its own. Look at the AWS Health Dashboard.`,
      signal: total(
        operations.map((operation) => operationMetric(tableName, operation, 'SystemErrors', 'Sum')),
        'System errors',
      ),
      is: '>',
      threshold: 0,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'notBreaching',
    });
  }
}
