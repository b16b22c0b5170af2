import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { liveAlias } from '../../lambda/contract/functions';
import { idempotencyKeyHeader, pspSignatureHeader } from '../../lambda/contract/requests';
import { openRoutes, type Route } from '../../lambda/contract/routes';
import { requireThat } from '../lib/validation';
import type { VpcFunction } from './vpc-function';

/** The longest API Gateway waits for a function. */
const longestTimeoutInSeconds = 29;

export interface ApiRouteProps {
  readonly api: { readonly id: string; readonly executionArn: string };
  readonly stageName: string;
  readonly route: Route;
  /** The id of the path in the API. */
  readonly resourceId: string;
  readonly requestValidatorId: string;
  /** The name of the model of the body. @default none: any body, or none */
  readonly modelName?: string | undefined;
  /** Answers the route. */
  readonly handler: VpcFunction;
}

/** One method on one path, answered by a function, which lets API Gateway call it for this route and no other. */
export class ApiRoute extends Construct {
  readonly method: ApiGatewayMethod;
  readonly integration: ApiGatewayIntegration;

  constructor(scope: Construct, id: string, props: ApiRouteProps) {
    super(scope, id);
    const { api, handler, route } = props;
    const name = `${route.method} ${route.path}`;
    const isOpen = (openRoutes as readonly string[]).includes(name);
    requireThat(this, [
      {
        holds: isOpen === (route.authorization === 'none'),
        otherwise: `the authorization of ${name} is ${route.authorization} where none is for ${openRoutes.join(' and ')} and iam for every other route`,
      },
      {
        holds: handler.timeoutInSeconds <= longestTimeoutInSeconds,
        otherwise: `the function may take ${handler.timeoutInSeconds} s where API Gateway waits ${longestTimeoutInSeconds}`,
      },
    ]);
    this.method = new ApiGatewayMethod(this, 'Method', {
      restApiId: api.id,
      resourceId: props.resourceId,
      httpMethod: route.method,
      authorization: isOpen ? 'NONE' : 'AWS_IAM',
      requestValidatorId: props.requestValidatorId,
      requestParameters: requiredParameters(route),
      ...(props.modelName === undefined ? {} : { requestModels: { 'application/json': props.modelName } }),
    });
    this.integration = new ApiGatewayIntegration(this, 'Integration', {
      restApiId: api.id,
      resourceId: props.resourceId,
      httpMethod: this.method.httpMethod,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: handler.aliasInvokeArn,
      timeoutMilliseconds: longestTimeoutInSeconds * 1000,
    });
    new LambdaPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionName,
      qualifier: liveAlias,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${api.executionArn}/${props.stageName}/${route.method}${route.path.replaceAll(/\{\w+\}/g, '*')}`,
      dependsOn: [handler.alias],
    });
  }
}

/** What the request must carry beside its body: what its path names, and what makes it safe to send or to believe. */
function requiredParameters({ authorization, body, method, path }: Route): Record<string, boolean> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `method.request.path.${name ?? ''}`);
  if (method === 'POST' && authorization === 'iam') {
    names.push(`method.request.header.${idempotencyKeyHeader}`);
  }
  if (body === 'raw') names.push(`method.request.header.${pspSignatureHeader}`);
  return Object.fromEntries(names.map((name) => [name, true]));
}
