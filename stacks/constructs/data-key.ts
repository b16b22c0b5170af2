import type { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { EncryptionKey } from './encryption-key';

export interface DataKeyProps {
  readonly environment: Environment;
  readonly naming: Naming;
}

/** The key of everything the platform keeps: tables, the database and its backups, parameters, queues and events. */
export class DataKey extends EncryptionKey {
  constructor(scope: Construct, id: string, { environment, naming }: DataKeyProps) {
    const { account, region } = environment;
    const events = { Service: 'events.amazonaws.com' };
    super(scope, id, {
      environment,
      naming,
      noun: 'data',
      usedThrough: ['backup', 'dynamodb', 'lambda', 'rds', 'secretsmanager', 'sqs', 'ssm'],
      grantedThrough: ['backup', 'dynamodb', 'lambda', 'rds'],
      // EventBridge sends KMS neither aws:SourceArn nor aws:SourceAccount where it delivers to a queue: a condition on
      // them would drop events without a word. What it encrypts for is said by the encryption context instead, see
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html
      statements: [
        { sid: 'EventBridgeLooks', principals: events, actions: ['kms:DescribeKey'], resources: ['*'] },
        {
          sid: 'EventBusEvents',
          principals: events,
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: {
            ArnLike: {
              'kms:EncryptionContext:aws:events:event-bus:arn': `arn:aws:events:${region}:${account}:event-bus/${naming.pattern}`,
            },
          },
        },
        {
          sid: 'EventsToQueues',
          principals: events,
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: {
            ArnLike: {
              'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:${region}:${account}:${naming.pattern}`,
            },
          },
        },
      ],
    });
  }
}
