import { all, only, referenceTo, statements } from '../../support/platforms';
import { databaseRequirements } from './database';
import { keyReference } from './keys';
import { added, changed, policyChanged, removed, set, without, type Requirement } from './requirement';

const account = '123456789012';
const cluster = 'aws_rds_cluster';
const dataKey = ['aws_kms_key', 'DataKey'] as const;
const backupPolicy = ['aws_iam_role_policy', 'DatabaseBackup'] as const;
const backupRole = ['aws_iam_role', 'DatabaseBackup'] as const;
const secret = ['aws_ssm_parameter', 'PspApiKey'] as const;

/** What the brief asks of the data stack. */
export const dataRequirements: readonly Requirement[] = [
  ...databaseRequirements,
  {
    name: 'keeps sessions in a table that is paid by request, restorable, encrypted and rid of what has expired',
    check: (data) => {
      expect(only(data, 'aws_dynamodb_table')).toMatchObject({
        name: 'payments-sessions-dev',
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: 'session_id',
        deletion_protection_enabled: false,
        point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
        server_side_encryption: { enabled: true, kms_key_arn: keyReference('DataKey') },
        ttl: { enabled: true, attribute_name: 'expires_at' },
      });
    },
    broken: [
      set('aws_dynamodb_table', 'billing_mode', 'PROVISIONED'),
      set('aws_dynamodb_table', ['point_in_time_recovery', 'enabled'], false),
      without('aws_dynamodb_table', 'point_in_time_recovery'),
      without('aws_dynamodb_table', ['server_side_encryption', 'kms_key_arn']),
      set('aws_dynamodb_table', ['ttl', 'enabled'], false),
      set('aws_dynamodb_table', ['ttl', 'attribute_name'], 'ttl'),
      set('aws_dynamodb_table', 'deletion_protection_enabled', true),
    ],
  },
  {
    name: 'bounds the throughput of the session table where the environment says so',
    check: (data) => {
      expect(only(data, 'aws_dynamodb_table')['on_demand_throughput']).toEqual({
        max_read_request_units: 1000,
        max_write_request_units: 500,
      });
    },
    broken: [
      without('aws_dynamodb_table', 'on_demand_throughput'),
      set('aws_dynamodb_table', ['on_demand_throughput', 'max_write_request_units'], -1),
    ],
  },
  {
    name: 'backs the cluster up every day into an encrypted vault, for seven days',
    check: (data) => {
      expect(only(data, 'aws_backup_vault')).toMatchObject({
        name: 'payments-database-dev',
        kms_key_arn: keyReference('DataKey'),
        force_destroy: true,
      });
      expect(only(data, 'aws_backup_plan')['rule']).toEqual([
        {
          rule_name: 'payments-daily-dev',
          target_vault_name: referenceTo('aws_backup_vault'),
          schedule: expect.stringMatching(/^cron\(\d+ \d+ \* \* \? \*\)$/) as string,
          start_window: 60,
          completion_window: 180,
          lifecycle: { delete_after: 7 },
        },
      ]);
      expect(only(data, 'aws_backup_selection')).toMatchObject({
        plan_id: referenceTo('aws_backup_plan'),
        iam_role_arn: expect.stringContaining('DatabaseBackup') as string,
        resources: [referenceTo(cluster)],
      });
      expect(all(data, 'aws_backup_vault_lock_configuration')).toEqual([]);
    },
    broken: [
      removed('aws_backup_selection'),
      set('aws_backup_vault', 'force_destroy', false),
      without('aws_backup_vault', 'kms_key_arn'),
      set('aws_backup_plan', ['rule', 0, 'schedule'], 'cron(0 5 ? * 1 *)'),
      set('aws_backup_plan', ['rule', 0, 'lifecycle', 'delete_after'], 30),
      set('aws_backup_plan', ['rule', 0, 'enable_continuous_backup'], true),
      set('aws_backup_selection', 'resources', ['*']),
      added('aws_backup_vault_lock_configuration', { min_retention_days: 7 }, 'the vault is locked'),
    ],
  },
  {
    name: 'lets AWS Backup take and expire snapshots of this cluster, and nothing else',
    check: (data) => {
      expect(statements(only(data, ...backupRole), 'assume_role_policy')).toEqual([
        {
          Sid: 'Service',
          Effect: 'Allow',
          Principal: { Service: 'backup.amazonaws.com' },
          Action: ['sts:AssumeRole'],
        },
      ]);
      const granted = statements(only(data, ...backupPolicy));
      const snapshots = `arn:aws:rds:us-east-1:${account}:cluster-snapshot:awsbackup:*`;
      expect(granted.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
      expect(granted.map(({ Resource }) => Resource)).toEqual([
        [referenceTo(cluster), snapshots],
        [snapshots],
        [referenceTo('aws_backup_vault')],
        [keyReference('DataKey')],
        [keyReference('DataKey')],
      ]);
    },
    broken: [
      policyChanged('it may read every database', backupPolicy, ([take]) => {
        take!['Resource'] = ['*'];
      }),
      policyChanged('it may do all that RDS knows', backupPolicy, ([take]) => {
        take!['Action'] = ['rds:*'];
      }),
      policyChanged(
        'a function may take the role',
        backupRole,
        ([trust]) => {
          trust!['Principal'] = { Service: 'lambda.amazonaws.com' };
        },
        'assume_role_policy',
      ),
    ],
  },
  {
    name: 'attaches no policy of AWS, and has no role but that of the two services',
    check: (data) => {
      expect(all(data, 'aws_iam_role').map((role) => role['name'])).toEqual([
        'payments-database-backup-dev',
        'payments-database-monitoring-dev',
      ]);
      expect(all(data, 'aws_iam_role_policy_attachment')).toEqual([]);
      for (const role of all(data, 'aws_iam_role')) {
        expect(role).not.toHaveProperty('managed_policy_arns');
      }
    },
    broken: [
      added('aws_iam_role', { name: 'payments-db-access-dev' }, 'there is a role nobody uses'),
      added(
        'aws_iam_role_policy_attachment',
        { role: 'payments-db-access-dev', policy_arn: 'arn:aws:iam::aws:policy/AmazonRDSFullAccess' },
        'AmazonRDSFullAccess is attached',
      ),
      set(backupRole, 'managed_policy_arns', ['arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess']),
    ],
  },
  {
    name: 'publishes where things are as plain parameters of the environment',
    check: (data) => {
      const plain = all(data, 'aws_ssm_parameter').filter(({ type }) => type === 'String');
      expect(plain.map(({ name, value }) => [name, value])).toEqual([
        [
          '/payments/dev/database/master-secret-arn',
          expect.stringMatching(/\.master_user_secret\[0\]\.secret_arn\}$/),
        ],
        ['/payments/dev/database/port', '3306'],
        ['/payments/dev/database/reader-endpoint', expect.stringMatching(/\.reader_endpoint\}$/)],
        ['/payments/dev/database/writer-endpoint', expect.stringMatching(/\.endpoint\}$/)],
        ['/payments/dev/sessions/table-name', expect.stringMatching(/^\$\{aws_dynamodb_table\..+\.name\}$/)],
      ]);
    },
    broken: [
      removed(['aws_ssm_parameter', 'DatabaseWriter']),
      set(['aws_ssm_parameter', 'DatabaseWriter'], 'type', 'SecureString'),
      set(['aws_ssm_parameter', 'DatabasePort'], 'name', '/payments/database/port'),
    ],
  },
  {
    name: 'keeps secrets encrypted, with a random placeholder that is in no state and written only once',
    check: (data) => {
      const secrets = Object.entries(data.resource['aws_ssm_parameter'] ?? {}).filter(
        ([, { type }]) => type !== 'String',
      );
      expect(secrets.map(([, { name }]) => name)).toEqual([
        '/payments/dev/psp/api-key',
        '/payments/dev/psp/webhook-secret',
      ]);
      for (const [local, parameter] of secrets) {
        expect(parameter).toMatchObject({
          type: 'SecureString',
          key_id: keyReference('DataKey'),
          value_wo: `\${ephemeral.aws_secretsmanager_random_password.${local}.random_password}`,
          value_wo_version: 1,
        });
        expect(parameter).not.toHaveProperty('value');
        expect(parameter).not.toHaveProperty('insecure_value');
        expect(data.ephemeral?.['aws_secretsmanager_random_password']?.[local]).toEqual({
          password_length: 40,
          exclude_punctuation: true,
        });
      }
    },
    broken: [
      set(secret, 'value', 'sk_live'),
      set(secret, 'type', 'String'),
      set(secret, 'insecure_value', 'sk_live'),
      without(secret, 'key_id'),
      without(secret, 'value_wo'),
      set(secret, 'value_wo_version', 2),
      changed('the placeholder is a resource, which state would hold', (data) => {
        data.resource['aws_secretsmanager_random_password'] =
          data.ephemeral!['aws_secretsmanager_random_password']!;
        delete data.ephemeral;
      }),
    ],
  },
  {
    name: 'separates who administers a key from who uses it, and through which service',
    check: (data) => {
      for (const key of all(data, 'aws_kms_key')) {
        expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 7 });
      }
      const [administration, throughServices, grants, ...services] = statements(only(data, ...dataKey));
      expect(administration!.Action).not.toContain('kms:Decrypt');
      expect(administration!.Action.filter((action) => action.includes('*'))).toEqual([]);
      expect(throughServices!.Condition).toEqual({
        StringEquals: {
          'kms:CallerAccount': account,
          'kms:ViaService': ['backup', 'dynamodb', 'lambda', 'rds', 'secretsmanager', 'sqs', 'ssm'].map(
            (service) => `${service}.us-east-1.amazonaws.com`,
          ),
        },
      });
      expect(grants).toMatchObject({
        Action: ['kms:CreateGrant'],
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      });
      for (const { Principal, Action, Condition } of services) {
        expect(Principal).toEqual({ Service: 'events.amazonaws.com' });
        expect(Action).not.toContain('kms:CreateGrant');
        expect(JSON.stringify(Condition ?? {})).not.toMatch(/aws:Source(Arn|Account)/);
      }
      expect(services.slice(1).map(({ Condition }) => Condition)).toEqual([
        {
          ArnLike: {
            'kms:EncryptionContext:aws:events:event-bus:arn': `arn:aws:events:us-east-1:${account}:event-bus/payments-*-dev`,
          },
        },
        {
          ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:us-east-1:${account}:payments-*-dev` },
        },
      ]);
    },
    broken: [
      set(dataKey, 'enable_key_rotation', false),
      set(dataKey, 'deletion_window_in_days', 30),
      policyChanged('administrators may decrypt', dataKey, ([administration]) => {
        administration!['Action'] = ['kms:*'];
      }),
      policyChanged('everybody in the account may use it directly', dataKey, ([, use]) => {
        delete use!['Condition'];
      }),
      policyChanged('anybody may grant it on', dataKey, ([, , grants]) => {
        delete grants!['Condition'];
      }),
      policyChanged('EventBridge must say a source it does not send', dataKey, (all_) => {
        all_.at(-1)!['Condition'] = { StringEquals: { 'aws:SourceAccount': account } };
      }),
    ],
  },
  {
    name: 'encrypts the logs of this environment and of no other',
    check: (data) => {
      const [administration, logs, ...others] = statements(only(data, 'aws_kms_key', 'LogKey'));
      expect(administration!.Sid).toBe('Administration');
      expect(logs).toMatchObject({
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': [
              `arn:aws:logs:us-east-1:${account}:log-group:*payments-*-dev`,
              `arn:aws:logs:us-east-1:${account}:log-group:*payments-*-dev/*`,
            ],
          },
        },
      });
      expect(others).toEqual([]);
    },
    broken: [
      policyChanged('CloudWatch may use it for any log group', ['aws_kms_key', 'LogKey'], ([, logs]) => {
        delete logs!['Condition'];
      }),
    ],
  },
];
