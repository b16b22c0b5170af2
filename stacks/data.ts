import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import type { Construct } from 'constructs';
import { databaseName } from '../lambda/contract/database';
import { parameters, secretParameters } from '../lambda/contract/parameters';
import type { PlatformConfig } from './config';
import { AuroraCluster } from './constructs/aurora-cluster';
import { DailyBackup } from './constructs/daily-backup';
import { DataKey } from './constructs/data-key';
import { EncryptionKey } from './constructs/encryption-key';
import { SecretParameter } from './constructs/secret-parameter';
import { SessionTable } from './constructs/session-table';
import { PlatformStack } from './lib/platform-stack';
import type { DataOutputs, NetworkOutputs } from './outputs';

/** What is kept: payments in Aurora, sessions in DynamoDB, configuration and secrets in Parameter Store. */
export class DataStack extends PlatformStack implements DataOutputs {
  readonly keyArns: DataOutputs['keyArns'];
  readonly sessionTable: DataOutputs['sessionTable'];
  readonly database: DataOutputs['database'];
  readonly backupVaultName: string;

  constructor(scope: Construct, id: string, config: PlatformConfig, network: NetworkOutputs) {
    super(scope, id, config);
    const { environment } = config;
    const { naming, options } = this;
    const dataKey = new DataKey(this, 'DataKey', { environment, naming });
    const logKey = new EncryptionKey(this, 'LogKey', {
      environment,
      naming,
      noun: 'logs',
      logGroups: naming.logGroupPatterns,
    });
    this.keyArns = { data: dataKey.keyArn, logs: logKey.keyArn };

    const sessions = new SessionTable(this, 'Sessions', {
      name: naming.name('sessions'),
      keyArn: dataKey.keyArn,
      readUnitLimit: options.sessionReadUnitLimit,
      writeUnitLimit: options.sessionWriteUnitLimit,
    });
    this.sessionTable = { name: sessions.tableName, arn: sessions.tableArn };

    const database = new AuroraCluster(this, 'Database', {
      environment,
      naming,
      databaseName,
      keyArn: dataKey.keyArn,
      logKeyArn: logKey.keyArn,
      vpcId: network.vpcId,
      subnetIds: network.databaseSubnetIds,
      zoneNames: network.zoneNames,
    });
    this.database = database;
    this.backupVaultName = new DailyBackup(this, 'DatabaseBackup', {
      environment,
      naming,
      noun: 'database',
      clusterArn: database.clusterArn,
      keyArn: dataKey.keyArn,
    }).vaultName;

    this.publish('SessionTableName', parameters.sessionsTableName, sessions.tableName);
    this.publish('DatabaseWriter', parameters.databaseWriterEndpoint, database.writerEndpoint);
    this.publish('DatabaseReader', parameters.databaseReaderEndpoint, database.readerEndpoint);
    this.publish('DatabasePort', parameters.databasePort, String(database.port));
    this.publish('DatabaseMasterSecret', parameters.databaseMasterSecretArn, database.masterSecretArn);
    this.keepSecret('PspApiKey', secretParameters.pspApiKey, 'The key we call the payment provider with');
    this.keepSecret(
      'PspWebhookSecret',
      secretParameters.pspWebhookSecret,
      'What the payment provider signs its webhooks with',
    );
  }

  private publish(id: string, path: string, value: string): void {
    new SsmParameter(this, id, { name: this.naming.parameter(path), type: 'String', value });
  }

  private keepSecret(id: string, path: string, description: string): void {
    new SecretParameter(this, id, {
      name: this.naming.parameter(path),
      description,
      keyArn: this.keyArns.data,
    });
  }
}
