import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { HttpResponse, NamedCall } from '../aws-call';
import { jsonResponse } from '../error-response';
import { askMoto } from '../moto-request';
import { gapOf, type Forward, type Handler, type MakeGap } from './gap';

/** Parts of a function's configuration that moto accepts and forgets. */
const forgotten = ['LoggingConfig', 'KMSKeyArn', 'DeadLetterConfig'] as const;

/**
 * Lambda: moto says that every function in a VPC is in `vpc-123abc`, whose security groups the provider looks for and
 * does not find before it deletes the function; and it forgets logging, key and dead-letter settings, which reads as a
 * change in the next plan.
 */
export const makeLambdaGap: MakeGap = () => {
  const remembered = new Map<string, JsonObject>();

  const correct = async (
    configuration: JsonValue | undefined,
    call: NamedCall,
    forward: Forward,
  ): Promise<JsonValue> => {
    if (!isJsonObject(configuration)) return configuration ?? null;
    const name = functionName(configuration['FunctionName']);
    const network = configuration['VpcConfig'];
    return {
      ...configuration,
      LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
      ...remembered.get(name),
      ...(isJsonObject(network) && { VpcConfig: await withRealVpc(network, call, forward) }),
    };
  };

  /** Corrects the answer's configuration, which is the whole answer or stands under a key. */
  const corrected =
    (key?: 'Configuration' | 'Versions'): Handler =>
    async (call, forward) => {
      const answer = await forward();
      if (answer.status < 200 || answer.status > 299) return answer;
      const value = parse(answer);
      if (key === undefined) return jsonResponse(await correct(value, call, forward), answer.status);
      const part = value[key];
      const right = Array.isArray(part)
        ? await Promise.all(part.map((version) => correct(version, call, forward)))
        : await correct(part, call, forward);
      return jsonResponse({ ...value, [key]: right }, answer.status);
    };

  const remembering: Handler = async (call, forward) => {
    const name = functionName(call.labels['FunctionName'] ?? call.parameters['FunctionName']);
    const before = remembered.get(name);
    const given = forgotten.flatMap((key) =>
      call.parameters[key] === undefined ? [] : [[key, call.parameters[key]]],
    );
    remembered.set(name, { ...before, ...(Object.fromEntries(given) as JsonObject) });
    const answer = await corrected()(call, forward);
    if (answer.status > 299) {
      if (before === undefined) remembered.delete(name);
      else remembered.set(name, before);
    }
    return answer;
  };

  return gapOf('lambda', {
    CreateFunction: remembering,
    UpdateFunctionConfiguration: remembering,
    UpdateFunctionCode: corrected(),
    PublishVersion: corrected(),
    GetFunctionConfiguration: corrected(),
    GetFunction: corrected('Configuration'),
    ListVersionsByFunction: corrected('Versions'),
    DeleteFunction: (call, forward) => {
      if (!call.request.target.includes('Qualifier='))
        remembered.delete(functionName(call.labels['FunctionName']));
      return forward();
    },
  });
};

async function withRealVpc(network: JsonObject, call: NamedCall, forward: Forward): Promise<JsonObject> {
  const subnet = Array.isArray(network['SubnetIds']) ? network['SubnetIds'][0] : undefined;
  if (typeof subnet !== 'string') return network;
  const answer = await forward(
    askMoto.query('ec2', call.region, 'DescribeSubnets', '2016-11-15', { 'SubnetId.1': subnet }),
  );
  const vpc = /<vpcId>([^<]+)<\/vpcId>/.exec(answer.body.toString('utf8'))?.[1];
  return vpc === undefined ? network : { ...network, VpcId: vpc };
}

/** A function is given by name, by ARN, or by either with a version. */
function functionName(given: unknown): string {
  const text = typeof given === 'string' ? given : '';
  const parts = text.split(':');
  return (parts.length > 5 ? parts[6] : parts[0]) ?? '';
}

function parse(answer: HttpResponse): JsonObject {
  const value: unknown = JSON.parse(answer.body.toString('utf8'));
  return isJsonObject(value) ? value : {};
}
