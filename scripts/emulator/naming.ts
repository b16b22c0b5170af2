import { isJsonObject, type JsonObject } from '../model/json';
import type { HttpRequest, NamedCall, Protocol } from './aws-call';
import { resourceOf } from './resource-name';
import { matchRestOperation } from './rest-operations';
import type { ServiceModels } from './service-models';

/** Where the name a service is signed for is not the folder of its model in botocore. */
const modelFolders: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
  states: 'stepfunctions',
  elasticloadbalancing: 'elbv2',
  tagging: 'resourcegroupstaggingapi',
  elasticfilesystem: 'efs',
  'execute-api': 'apigatewaymanagementapi',
};

interface Wire {
  readonly protocol: Protocol;
  readonly action: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Says which call to AWS a request is. An unsigned request is taken for S3, as moto takes it. */
export function nameCall(request: HttpRequest, models: ServiceModels): NamedCall {
  const { service, region } = credentialScope(request);
  const parameters = parametersOf(request);
  const wire = readWire(request, service, parameters, models);
  const resource = resourceOf(wire.action, wire.labels, parameters);
  return { request, service, region, parameters, resource, ...wire };
}

function readWire(
  request: HttpRequest,
  service: string,
  parameters: JsonObject,
  models: ServiceModels,
): Wire {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    return {
      protocol: 'json',
      action: target.slice(target.lastIndexOf('.') + 1),

      labels: {},
    };
  }
  const rpc = /\/service\/[^/]+\/operation\/([^/?]+)/.exec(request.target);
  if (request.headers['smithy-protocol'] !== undefined && rpc?.[1] !== undefined) {
    return { protocol: 'cbor', action: rpc[1], labels: {} };
  }
  if (typeof parameters['Action'] === 'string') {
    const protocol = service === 'ec2' ? 'ec2' : 'query';
    return { protocol, action: parameters['Action'], labels: {} };
  }
  const model = models(restModelFolder(service, request.target));
  const match =
    model === null ? null : matchRestOperation(model, request.method, request.target, request.headers);
  const protocol = restProtocol(service, model?.metadata.protocol);
  if (match !== null) return { protocol, ...match };
  const path = request.target.split('?')[0] ?? request.target;
  return { protocol, action: `${request.method} ${path}`, labels: {} };
}

function restModelFolder(service: string, target: string): string {
  if (service === 'apigateway' && target.startsWith('/v2/')) return 'apigatewayv2';
  if (service === 's3' && target.startsWith('/v20180820/')) return 's3control';
  return modelFolders[service] ?? service;
}

function restProtocol(service: string, modelled: string | undefined): Protocol {
  if (service === 's3') return 's3';
  return modelled === 'rest-xml' ? 'rest-xml' : 'rest-json';
}

/** `Credential=AKID/20260101/us-east-1/lambda/aws4_request`, in the header or in a presigned query. */
function credentialScope(request: HttpRequest): { service: string; region: string } {
  const signed = /Credential=([^,\s]+)/.exec(request.headers['authorization'] ?? '')?.[1];
  const presigned = new URL(`http://emulator${request.target}`).searchParams.get('X-Amz-Credential');
  const [, , region, service] = (signed ?? presigned ?? '').split('/');
  return { service: service?.toLowerCase() ?? 's3', region: region ?? 'us-east-1' };
}

function parametersOf(request: HttpRequest): JsonObject {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
  }
  if (/^application\/(x-amz-)?json/.test(type) || request.body.at(0) === '{'.charCodeAt(0)) {
    return parseObject(request.body);
  }
  return Object.fromEntries(new URL(`http://emulator${request.target}`).searchParams);
}

function parseObject(body: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
