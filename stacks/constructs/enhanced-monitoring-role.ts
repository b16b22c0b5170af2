import type { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { ServiceRole } from './service-role';

/** Where every database of an account writes the metrics of its operating system; AWS gives the name. */
export const enhancedMonitoringLogGroup = 'RDSOSMetrics';

export interface EnhancedMonitoringRoleProps {
  readonly environment: Environment;
  readonly naming: Naming;
}

/** Lets RDS write the metrics of the operating systems of this account's databases. */
export class EnhancedMonitoringRole extends ServiceRole {
  constructor(scope: Construct, id: string, { environment, naming }: EnhancedMonitoringRoleProps) {
    const { account, region } = environment;
    const logGroup = `arn:aws:logs:${region}:${account}:log-group:${enhancedMonitoringLogGroup}`;
    super(scope, id, {
      name: naming.name('database-monitoring'),
      description: 'Writes the metrics of the operating systems of the database',
      service: 'monitoring.rds.amazonaws.com',
      // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html
      trustConditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:rds:${region}:${account}:db:${naming.pattern}` },
      },
      statements: [
        {
          // RDS looks after the group itself, also where the account's stack has made it
          sid: 'LogGroup',
          actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
          resources: [logGroup],
        },
        {
          sid: 'LogStreams',
          actions: [
            'logs:CreateLogStream',
            'logs:DescribeLogStreams',
            'logs:GetLogEvents',
            'logs:PutLogEvents',
          ],
          resources: [`${logGroup}:log-stream:*`],
        },
      ],
    });
  }
}
