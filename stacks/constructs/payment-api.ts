import { ApiGatewayModel } from '@cdktf/provider-aws/lib/api-gateway-model';
import { ApiGatewayRequestValidator } from '@cdktf/provider-aws/lib/api-gateway-request-validator';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { Construct } from 'constructs';
import { requestSchemas } from '../../lambda/contract/requests';
import { routes, type Route } from '../../lambda/contract/routes';
import type { Naming } from '../lib/naming';
import { ApiFirewall } from './api-firewall';
import { ApiRoute } from './api-route';
import { ApiStage } from './api-stage';
import type { VpcFunction } from './vpc-function';

export interface PaymentApiProps {
  readonly naming: Naming;
  /** Answers every route. */
  readonly handler: VpcFunction;
  /** Encrypts the logs; its policy must let CloudWatch Logs use it for the groups' names. */
  readonly logKeyArn: string;
  /** Whether a name of ours leads to the API, so that the one API Gateway gives is switched off. */
  readonly hasCustomDomain: boolean;
}

/**
 * The payment API: a regional REST API with the routes of `lambda/contract`, each of which needs a signed request (SigV4) but
 * for those the contract leaves open. A body that is not what its model says never reaches the function.
 */
export class PaymentApi extends Construct {
  readonly apiId: string;
  readonly apiName: string;
  readonly stageName: string;
  /** By the name AWS gives, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: PaymentApiProps) {
    super(scope, id);
    const { naming } = props;
    const name = naming.name('api');
    const api = new ApiGatewayRestApi(this, 'Api', {
      name,
      description: 'Takes payments',
      endpointConfiguration: { types: ['REGIONAL'] },
      disableExecuteApiEndpoint: props.hasCustomDomain,
    });
    const models = new Map(
      Object.entries(requestSchemas).map(([body, schema]) => [
        body,
        new ApiGatewayModel(this, `Model${pascal(body)}`, {
          restApiId: api.id,
          name: `${pascal(body)}${naming.suffix}`,
          contentType: 'application/json',
          schema: JSON.stringify(schema),
        }).name,
      ]),
    );
    const validator = new ApiGatewayRequestValidator(this, 'Validator', {
      restApiId: api.id,
      name,
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const resources = new PathResources(this, api);
    const answered = Object.entries<Route>(routes).map(
      ([route, description]) =>
        new ApiRoute(this, pascal(route), {
          api,
          stageName: name,
          route: description,
          resourceId: resources.idOf(description.path),
          requestValidatorId: validator.id,
          modelName: description.body === null ? undefined : models.get(description.body),
          handler: props.handler,
        }),
    );
    const stage = new ApiStage(this, 'Live', {
      naming,
      restApiId: api.id,
      name,
      routes: answered.flatMap(({ method, integration }) => [method, integration]),
      description: JSON.stringify({ routes, requestSchemas }),
      logKeyArn: props.logKeyArn,
    });
    new ApiFirewall(this, 'Firewall', {
      naming,
      noun: 'api',
      stageArn: stage.stageArn,
      logKeyArn: props.logKeyArn,
    });
    this.apiId = api.id;
    this.apiName = api.name;
    this.stageName = stage.stageName;
    this.url = stage.url;
  }
}

/** The paths of an API, each segment made once. */
class PathResources {
  readonly #idByPath = new Map<string, string>();

  constructor(
    private readonly scope: Construct,
    private readonly api: ApiGatewayRestApi,
  ) {
    this.#idByPath.set('', api.rootResourceId);
  }

  idOf(path: string): string {
    const known = this.#idByPath.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    const { id } = new ApiGatewayResource(this.scope, `Path${pascal(path)}`, {
      restApiId: this.api.id,
      parentId: this.idOf(path.slice(0, slash)),
      pathPart: path.slice(slash + 1),
    });
    this.#idByPath.set(path, id);
    return id;
  }
}

/** `/v1/payments/{paymentId}` as `V1PaymentsPaymentId`. */
function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
