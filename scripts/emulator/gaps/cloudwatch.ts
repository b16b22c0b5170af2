import type { HttpResponse, NamedCall } from '../aws-call';
import { isJsonObject } from '../../model/json';
import { escapeXml, jsonResponse, xmlResponse } from '../error-response';
import { CompositeAlarm } from './composite-alarm';
import { gapOf, UnknownCallError, type Forward, type MakeGap } from './gap';

const namespace = 'http://monitoring.amazonaws.com/doc/2010-08-01/';

/** CloudWatch: composite alarms, which moto does not make. Metric alarms and dashboards are moto's. */
export const makeCloudWatchGap: MakeGap = (account) => {
  const alarms = new Map<string, CompositeAlarm>();

  const tagged = (call: NamedCall): CompositeAlarm | undefined => {
    const arn = fieldsOf(call).get('ResourceARN') ?? '';
    return [...alarms.values()].find((alarm) => alarm.arn === arn);
  };
  /** Does it to the composite alarm that the call names, or lets moto do it to what else it names. */
  const onTagged =
    (action: (alarm: CompositeAlarm, fields: URLSearchParams) => string) =>
    (call: NamedCall, forward: Forward): HttpResponse | Promise<HttpResponse> => {
      const alarm = tagged(call);
      return alarm === undefined ? forward() : answer(call.action, action(alarm, fieldsOf(call)));
    };

  return gapOf(
    'monitoring',
    {
      PutCompositeAlarm: (call) => {
        const fields = fieldsOf(call);
        const name = fields.get('AlarmName') ?? '';
        const arn = `arn:aws:cloudwatch:${call.region}:${account}:alarm:${name}`;
        alarms.set(name, new CompositeAlarm(arn, fields, alarms.get(name)?.tags));
        return answer(call.action, '');
      },
      DescribeAlarms: async (call, forward) => {
        if (call.protocol === 'json') return describeInJson(call, alarms, forward);
        const fields = fieldsOf(call);
        if (!listOf(fields, 'AlarmTypes').includes('CompositeAlarm')) return forward();
        const names = listOf(fields, 'AlarmNames');
        const prefix = fields.get('AlarmNamePrefix') ?? '';
        const wanted = [...alarms].filter(
          ([name]) => name.startsWith(prefix) && (names.length === 0 || names.includes(name)),
        );
        const members = wanted.map(([, alarm]) => `<member>${alarm.toXml()}</member>`).join('');
        const metric = listOf(fields, 'AlarmTypes').includes('MetricAlarm')
          ? await metricAlarms(forward)
          : '';
        return answer(call.action, `<CompositeAlarms>${members}</CompositeAlarms>${metric}`);
      },
      DeleteAlarms: (call, forward) => {
        const names = listOf(fieldsOf(call), 'AlarmNames');
        const others = names.filter((name) => !alarms.delete(name));
        if (others.length === 0) return answer(call.action, '');
        const rest = new URLSearchParams({ Action: call.action, Version: '2010-08-01' });
        others.forEach((name, index) => {
          rest.set(`AlarmNames.member.${index + 1}`, name);
        });
        return forward({ body: Buffer.from(rest.toString()) });
      },
      ListTagsForResource: onTagged((alarm) => `<Tags>${alarm.tagsToXml()}</Tags>`),
      TagResource: onTagged((alarm, fields) => {
        alarm.tag(fields);
        return '';
      }),
      UntagResource: onTagged((alarm, fields) => {
        for (const key of listOf(fields, 'TagKeys')) alarm.tags.delete(key);
        return '';
      }),
    },
    () => [...alarms.keys()],
  );
};

/** As the SDK asks; the provider asks in the query protocol, and puts and deletes in it. */
async function describeInJson(
  { parameters }: NamedCall,
  alarms: ReadonlyMap<string, CompositeAlarm>,
  forward: Forward,
): Promise<HttpResponse> {
  const { AlarmTypes: types, AlarmNames: names, AlarmNamePrefix: prefix } = parameters;
  const answered = await forward();
  if (answered.status !== 200 || !Array.isArray(types) || !types.includes('CompositeAlarm')) return answered;
  const wanted = [...alarms].filter(
    ([name]) =>
      name.startsWith(typeof prefix === 'string' ? prefix : '') &&
      (!Array.isArray(names) || names.includes(name)),
  );
  const metric: unknown = JSON.parse(answered.body.toString('utf8'));
  return jsonResponse({
    ...(isJsonObject(metric) ? metric : {}),
    CompositeAlarms: wanted.map(([, alarm]) => alarm.toJson()),
  });
}

function fieldsOf(call: NamedCall): URLSearchParams {
  if (call.protocol !== 'query') throw new UnknownCallError(call.action);
  return new URLSearchParams(call.request.body.toString('utf8'));
}

/** `AlarmNames.member.1`, `AlarmNames.member.2` and so on. */
export function listOf(fields: URLSearchParams, name: string): string[] {
  return [...fields].flatMap(([key, value]) => (key.startsWith(`${name}.member.`) ? [value] : []));
}

async function metricAlarms(forward: Forward): Promise<string> {
  const answered = await forward();
  return /<MetricAlarms>[\s\S]*<\/MetricAlarms>/.exec(answered.body.toString('utf8'))?.[0] ?? '';
}

function answer(action: string, result: string): HttpResponse {
  const name = escapeXml(action);
  return xmlResponse(
    `<${name}Response xmlns="${namespace}"><${name}Result>${result}</${name}Result><ResponseMetadata><RequestId>emulator</RequestId></ResponseMetadata></${name}Response>`,
  );
}
