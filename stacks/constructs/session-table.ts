import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import { sessionTableAttributes } from '../../lambda/contract/sessions';
import { isWithin, requireThat } from '../lib/validation';

export interface SessionTableProps {
  /** 3 to 255 characters. */
  readonly name: string;
  /** The customer managed key that encrypts the table. */
  readonly keyArn: string;
  /** Days back in time the table can be restored to: 1 to 35. @default 35 */
  readonly recoveryPeriodInDays?: number;
}

/**
 * The sessions of paying customers. Paid by request, restorable to any second, and free of items soon after they expire.
 *
 * Deletion protection is off on purpose: every environment must be removable by `destroy` alone.
 */
export class SessionTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;

  constructor(scope: Construct, id: string, props: SessionTableProps) {
    super(scope, id);
    const recoveryPeriodInDays = props.recoveryPeriodInDays ?? 35;
    requireThat(this, [
      {
        holds: isWithin(recoveryPeriodInDays, 1, 35),
        otherwise: `recoveryPeriodInDays is ${recoveryPeriodInDays} where 1 to 35 are allowed`,
      },
    ]);
    const table = new DynamodbTable(this, 'Table', {
      name: props.name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: sessionTableAttributes.key,
      attribute: [{ name: sessionTableAttributes.key, type: 'S' }],
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays },
      ttl: { enabled: true, attributeName: sessionTableAttributes.expiresAt },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.keyArn },
      deletionProtectionEnabled: false,
    });
    this.tableName = table.name;
    this.tableArn = table.arn;
  }
}
