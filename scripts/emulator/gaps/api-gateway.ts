import { isJsonObject, type JsonValue } from '../../model/json';
import { gapOf, type MakeGap } from './gap';

/**
 * API Gateway: the provider takes the role for logs off the account by an operation without a value, as AWS allows; moto
 * looks for one and fails.
 */
export const makeApiGatewayGap: MakeGap = () =>
  gapOf('apigateway', {
    UpdateAccount: (call, forward) => {
      const operations = call.parameters['patchOperations'];
      if (!Array.isArray(operations)) return forward();
      const patchOperations = operations.map(withValue);
      return forward({ body: Buffer.from(JSON.stringify({ ...call.parameters, patchOperations })) });
    },
  });

function withValue(operation: JsonValue): JsonValue {
  return isJsonObject(operation) ? { value: '', ...operation } : operation;
}
