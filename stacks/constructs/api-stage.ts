import { createHash } from 'node:crypto';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { auditLogRetentionInDays } from '../lib/limits';
import type { Naming } from '../lib/naming';
import { isWithin, requireThat } from '../lib/validation';

/** Who asked for what and was told what; nothing of what was said, which may name a customer. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  traceId: '$context.xrayTraceId',
  time: '$context.requestTime',
  caller: '$context.identity.userArn',
  sourceIp: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integration.integrationStatus',
  firewall: '$context.wafResponseCode',
  error: '$context.error.message',
});

export interface ApiStageProps {
  readonly naming: Naming;
  readonly restApiId: string;
  /** The name of the stage and, with a prefix, of its access log. */
  readonly name: string;
  /** Everything a deployment is a snapshot of. */
  readonly routes: readonly ITerraformDependable[];
  /** What the routes are made from: another text makes another deployment. */
  readonly description: string;
  /** Encrypts the access log; its policy must let CloudWatch Logs use it for the group's name. */
  readonly logKeyArn: string;
  /** Requests a second to a route, over a long time: 1 to 10000. @default 50 */
  readonly rateLimit?: number;
  /** Requests to a route at once: 1 to 5000. @default 100 */
  readonly burstLimit?: number;
}

/** The deployed routes of an API, with throttling, traces and an access log. Request and response bodies are logged nowhere. */
export class ApiStage extends Construct {
  readonly stageArn: string;
  readonly stageName: string;
  /** Where callers find it, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ApiStageProps) {
    super(scope, id);
    const { rateLimit = 50, burstLimit = 100, restApiId } = props;
    requireThat(this, [
      {
        holds: isWithin(rateLimit, 1, 10_000),
        otherwise: `rateLimit is ${rateLimit} where 1 to 10000 are allowed`,
      },
      {
        holds: isWithin(burstLimit, 1, 5000),
        otherwise: `burstLimit is ${burstLimit} where 1 to 5000 are allowed`,
      },
    ]);
    const accessLog = new CloudwatchLogGroup(this, 'AccessLog', {
      name: props.naming.accessLogGroup(props.name),
      kmsKeyId: props.logKeyArn,
      retentionInDays: auditLogRetentionInDays,
    });
    const deployment = new ApiGatewayDeployment(this, 'Deployment', {
      restApiId,
      triggers: { routes: createHash('sha256').update(props.description).digest('hex') },
      dependsOn: [...props.routes],
      // the stage must have the new one before the old one can go
      lifecycle: { createBeforeDestroy: true },
    });
    const stage = new ApiGatewayStage(this, 'Stage', {
      restApiId,
      deploymentId: deployment.id,
      stageName: props.name,
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: accessLog.arn, format: accessLogFormat },
    });
    new ApiGatewayMethodSettings(this, 'Settings', {
      restApiId,
      stageName: stage.stageName,
      methodPath: '*/*',
      settings: {
        metricsEnabled: true,
        // the execution log would hold bodies and outlive a destroy
        loggingLevel: 'OFF',
        dataTraceEnabled: false,
        throttlingRateLimit: rateLimit,
        throttlingBurstLimit: burstLimit,
      },
    });
    this.stageArn = stage.arn;
    this.stageName = stage.stageName;
    this.url = stage.invokeUrl;
  }
}
