import { isJsonObject, type JsonObject } from '../../model/json';
import type { HttpResponse, NamedCall } from '../aws-call';
import { jsonResponse } from '../error-response';
import { gapOf, UnknownCallError, type Forward, type MakeGap } from './gap';

const attribute = 'RedriveAllowPolicy';

/**
 * SQS: moto has no `RedriveAllowPolicy`, which the provider waits for until it reads it back, and writes a
 * `RedrivePolicy` with spaces where AWS writes none, which reads as a change in the next plan.
 */
export const makeSqsGap: MakeGap = () => {
  const allowPolicies = new Map<string, string>();

  const remember = (queue: string, value: unknown): void => {
    if (typeof value === 'string' && value !== '') allowPolicies.set(queue, value);
    else if (value !== undefined) allowPolicies.delete(queue);
  };

  return gapOf('sqs', {
    CreateQueue: async (call, forward) => {
      const { [attribute]: value, ...rest } = attributesOf(call);
      const answer = await forwardJson(forward, { ...call.parameters, Attributes: rest });
      if (answer.status === 200) remember(queueName(parse(answer)['QueueUrl']), value);
      return answer;
    },
    SetQueueAttributes: async (call, forward) => {
      const { [attribute]: value, ...rest } = attributesOf(call);
      const answer =
        value !== undefined && Object.keys(rest).length === 0
          ? jsonResponse({})
          : await forwardJson(forward, { ...call.parameters, Attributes: rest });
      if (answer.status === 200) remember(queueName(call.parameters['QueueUrl']), value);
      return answer;
    },
    GetQueueAttributes: async (call, forward) => {
      const asked = call.parameters['AttributeNames'];
      const names = Array.isArray(asked) ? asked : [];
      const known = names.filter((name) => name !== attribute && name !== 'RedrivePolicy');
      // moto does not accept either name by itself, but gives the second among all
      const answer = await forwardJson(forward, {
        ...call.parameters,
        AttributeNames: known.length === names.length ? names : ['All'],
      });
      if (answer.status !== 200) return answer;
      const all = attributesIn(parse(answer));
      const allowPolicy = allowPolicies.get(queueName(call.parameters['QueueUrl']));
      if (allowPolicy !== undefined) all[attribute] = allowPolicy;
      if (typeof all['RedrivePolicy'] === 'string') all['RedrivePolicy'] = compact(all['RedrivePolicy']);
      const wanted = names.includes('All') ? all : pick(all, names);
      return jsonResponse(Object.keys(wanted).length === 0 ? {} : { Attributes: wanted });
    },
    DeleteQueue: (call, forward) => {
      allowPolicies.delete(queueName(call.parameters['QueueUrl']));
      return forward();
    },
  });
};

function attributesOf(call: NamedCall): JsonObject {
  if (call.protocol !== 'json') throw new UnknownCallError(call.action);
  return attributesIn(call.parameters);
}

function attributesIn(value: JsonObject): JsonObject {
  const attributes = value['Attributes'];
  return isJsonObject(attributes) ? { ...attributes } : {};
}

function pick(attributes: JsonObject, names: readonly unknown[]): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}

function forwardJson(forward: Forward, value: JsonObject): Promise<HttpResponse> {
  return forward({ body: Buffer.from(JSON.stringify(value)) });
}

function parse(answer: HttpResponse): JsonObject {
  const value: unknown = JSON.parse(answer.body.toString('utf8'));
  return isJsonObject(value) ? value : {};
}

function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

/** Queue URLs may be given with any host. */
function queueName(url: unknown): string {
  return typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : '';
}
