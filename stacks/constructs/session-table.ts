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
  /** Read units a second beyond which calls are throttled: at least 1. @default - the limit of the account */
  readonly readUnitLimit?: number | undefined;
  /** Write units a second beyond which calls are throttled: at least 1. @default - the limit of the account */
  readonly writeUnitLimit?: number | undefined;
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
    const { readUnitLimit, writeUnitLimit, recoveryPeriodInDays = 35 } = props;
    requireThat(this, [
      {
        holds: isWithin(recoveryPeriodInDays, 1, 35),
        otherwise: `recoveryPeriodInDays is ${recoveryPeriodInDays} where 1 to 35 are allowed`,
      },
      ...Object.entries({ readUnitLimit, writeUnitLimit }).map(([limit, value]) => ({
        holds: value === undefined || isWithin(value, 1, Number.MAX_SAFE_INTEGER),
        otherwise: `${limit} is ${value ?? 'absent'} where a whole number of at least 1 is allowed`,
      })),
    ]);
    const isLimited = readUnitLimit !== undefined || writeUnitLimit !== undefined;
    const table = new DynamodbTable(this, 'Table', {
      name: props.name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: sessionTableAttributes.key,
      attribute: [{ name: sessionTableAttributes.key, type: 'S' }],
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays },
      ttl: { enabled: true, attributeName: sessionTableAttributes.expiresAt },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.keyArn },
      deletionProtectionEnabled: false,
      ...(isLimited
        ? {
            onDemandThroughput: {
              ...(readUnitLimit === undefined ? {} : { maxReadRequestUnits: readUnitLimit }),
              ...(writeUnitLimit === undefined ? {} : { maxWriteRequestUnits: writeUnitLimit }),
            },
          }
        : {}),
    });
    this.tableName = table.name;
    this.tableArn = table.arn;
  }
}
