import { XrayGroup } from '@cdktf/provider-aws/lib/xray-group';
import { XraySamplingRule } from '@cdktf/provider-aws/lib/xray-sampling-rule';
import { Construct } from 'constructs';
import type { Naming } from '../lib/naming';
import { isWithin, requireThat } from '../lib/validation';

/** The names of groups and sampling rules take 32 characters. */
const nameLimit = 32;

export interface TracingProps {
  readonly naming: Naming;
  /** The segment of the API in a trace: `<api>/<stage>`. */
  readonly apiSegment: string;
  /** Of the requests beyond the first in each second, how many in a hundred are traced: 0 to 100. @default 10 */
  readonly percentage?: number;
}

/** How many requests of this environment are traced, and where to find them. */
export class Tracing extends Construct {
  constructor(scope: Construct, id: string, props: TracingProps) {
    super(scope, id);
    const { apiSegment, naming, percentage = 10 } = props;
    requireThat(this, [
      {
        holds: isWithin(percentage, 0, 100),
        otherwise: `percentage is ${percentage} where 0 to 100 are allowed`,
      },
    ]);
    const name = naming.name('traces', nameLimit);
    new XraySamplingRule(this, 'Sampling', {
      ruleName: name,
      priority: 1000,
      version: 1,
      reservoirSize: 1,
      fixedRate: percentage / 100,
      serviceName: naming.pattern,
      serviceType: '*',
      host: '*',
      httpMethod: '*',
      urlPath: '*',
      resourceArn: '*',
    });
    new XrayGroup(this, 'Group', {
      groupName: name,
      filterExpression: `service("${apiSegment}")`,
      insightsConfiguration: { insightsEnabled: true, notificationsEnabled: false },
    });
  }
}
