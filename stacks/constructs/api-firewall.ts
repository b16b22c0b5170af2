import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Wafv2WebAcl, type Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { Construct } from 'constructs';
import { auditLogRetentionInDays } from '../lib/limits';
import type { Naming } from '../lib/naming';
import { isWithin, requireThat } from '../lib/validation';

/** AWS's own rule groups, by the name their metrics bear. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const managedRuleGroups = {
  'ip-reputation': 'AWSManagedRulesAmazonIpReputationList',
  common: 'AWSManagedRulesCommonRuleSet',
  'known-bad-inputs': 'AWSManagedRulesKnownBadInputsRuleSet',
  'sql-injection': 'AWSManagedRulesSQLiRuleSet',
} as const;

export interface ApiFirewallProps {
  readonly naming: Naming;
  /** What is protected; the web ACL is named so. */
  readonly noun: string;
  /** The ARN of the stage of a REST API. */
  readonly stageArn: string;
  /** Encrypts the log; its policy must let CloudWatch Logs use it for the group's name. */
  readonly logKeyArn: string;
  /** Requests from one address in five minutes, after which it is blocked: 10 to 2000000000. @default 2000 */
  readonly requestsPerAddress?: number;
}

/** Refuses known attacks, and addresses that ask too often, before a request reaches the API. */
export class ApiFirewall extends Construct {
  constructor(scope: Construct, id: string, props: ApiFirewallProps) {
    super(scope, id);
    const { naming, noun, requestsPerAddress = 2000 } = props;
    requireThat(this, [
      {
        holds: isWithin(requestsPerAddress, 10, 2_000_000_000),
        otherwise: `requestsPerAddress is ${requestsPerAddress} where 10 to 2000000000 are allowed`,
      },
    ]);
    const name = naming.name(noun);
    const webAcl = new Wafv2WebAcl(this, 'WebAcl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rule: [
        rateRule(naming, noun, requestsPerAddress),
        ...Object.entries(managedRuleGroups).map(([group, awsName], index) =>
          managedRule(naming, noun, group, awsName, index + 1),
        ),
      ],
      visibilityConfig: metric(name),
    });
    new Wafv2WebAclAssociation(this, 'Association', { webAclArn: webAcl.arn, resourceArn: props.stageArn });
    const logGroup = new CloudwatchLogGroup(this, 'Log', {
      name: naming.firewallLogGroup(name),
      kmsKeyId: props.logKeyArn,
      retentionInDays: auditLogRetentionInDays,
    });
    new Wafv2WebAclLoggingConfiguration(this, 'Logging', {
      resourceArn: webAcl.arn,
      logDestinationConfigs: [logGroup.arn],
      redactedFields: [
        { singleHeader: { name: 'authorization' } },
        { singleHeader: { name: 'x-amz-security-token' } },
      ],
    });
  }
}

function rateRule(naming: Naming, noun: string, limit: number): Wafv2WebAclRule {
  const name = naming.name(`${noun}-rate`);
  return {
    name,
    priority: 0,
    action: { block: {} },
    statement: {
      rate_based_statement: { limit, evaluation_window_sec: 300, aggregate_key_type: 'IP' },
    },
    visibilityConfig: metric(name),
  };
}

function managedRule(
  naming: Naming,
  noun: string,
  group: string,
  awsName: string,
  priority: number,
): Wafv2WebAclRule {
  const name = naming.name(`${noun}-${group}`);
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managed_rule_group_statement: { vendor_name: 'AWS', name: awsName } },
    visibilityConfig: metric(name),
  };
}

/** Without samples: they hold whole requests. */
function metric(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}
