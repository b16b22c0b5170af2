import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import type { Construct } from 'constructs';
import type { PlatformConfig } from './config';
import { EncryptionKey } from './constructs/encryption-key';
import { enhancedMonitoringLogGroup } from './constructs/enhanced-monitoring-role';
import { ServiceRole } from './constructs/service-role';
import { auditLogRetentionInDays } from './lib/limits';
import { PlatformStack } from './lib/platform-stack';
import { policyDocument } from './lib/policy-document';

/** What API Gateway writes to once, to see whether it may, when it is given a role. */
const apiGatewayWelcomeLogGroup = '/aws/apigateway/welcome';

/**
 * What there is once in an account and region, whatever the number of environments in it. In the stack of an environment
 * it would be taken from all others when that one is destroyed.
 */
export class AccountStack extends PlatformStack {
  constructor(scope: Construct, id: string, config: PlatformConfig) {
    super(scope, id, config);
    const key = new EncryptionKey(this, 'LogKey', {
      environment: config.environment,
      naming: this.naming,
      noun: 'account-logs',
      logGroups: [apiGatewayWelcomeLogGroup, enhancedMonitoringLogGroup],
    });
    this.serviceLogGroup('EnhancedMonitoring', enhancedMonitoringLogGroup, key.keyArn);
    this.letApiGatewayWriteLogs(
      this.serviceLogGroup('ApiGatewayWelcome', apiGatewayWelcomeLogGroup, key.keyArn),
    );
    this.letServicesDeliverLogs();
  }

  /** Made here so that no service makes it: encrypted, kept for a year, gone when the account is left. */
  private serviceLogGroup(id: string, name: string, kmsKeyId: string): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, id, { name, kmsKeyId, retentionInDays: auditLogRetentionInDays });
  }

  /** Access logs of every REST API of the account are written by this one role. */
  private letApiGatewayWriteLogs(welcome: CloudwatchLogGroup): void {
    const { account, region } = this.config.environment;
    const role = new ServiceRole(this, 'ApiGatewayLogs', {
      name: this.naming.name('api-gateway-logs'),
      description: 'Writes access and execution logs of the REST APIs of this account',
      // API Gateway sends neither aws:SourceArn nor aws:SourceAccount when it takes this role, see
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
      service: 'apigateway.amazonaws.com',
      statements: [
        {
          sid: 'WriteLogs',
          actions: [
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:DescribeLogGroups',
            'logs:DescribeLogStreams',
            'logs:FilterLogEvents',
            'logs:GetLogEvents',
            'logs:PutLogEvents',
          ],
          // the APIs of other teams in the account, too, have no other role to write with
          resources: [`arn:aws:logs:${region}:${account}:log-group:*`],
        },
      ],
    });
    new ApiGatewayAccount(this, 'ApiGateway', {
      cloudwatchRoleArn: role.roleArn,
      // without it the account would go on naming a role that is gone
      resetOnDelete: true,
      dependsOn: [role.policy, welcome],
    });
  }

  /**
   * Step Functions and WAF write logs by the delivery service. Where no policy lets it, AWS makes one in nobody's name,
   * which outlives whatever it was made for.
   */
  private letServicesDeliverLogs(): void {
    const { account, region } = this.config.environment;
    const logGroups = `arn:aws:logs:${region}:${account}:log-group`;
    new CloudwatchLogResourcePolicy(this, 'LogDelivery', {
      policyName: this.naming.name('log-delivery'),
      policyDocument: policyDocument([
        {
          sid: 'Delivery',
          principals: { Service: 'delivery.logs.amazonaws.com' },
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [
            `${logGroups}:/aws/vendedlogs/*:log-stream:*`,
            `${logGroups}:aws-waf-logs-${this.naming.product}-*:log-stream:*`,
          ],
          conditions: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:aws:logs:${region}:${account}:*` },
          },
        },
      ]),
    });
  }
}
