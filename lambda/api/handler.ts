import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { functionParameters, parameters, secretParameters } from '../contract/parameters';
import { createDatabase, createRuntime, deadlineOf } from '../shared/function-runtime';
import { serve, type ApiPorts } from './serve';
import { DynamodbSessionStore } from './sessions/dynamodb-session-store';

// made once for each execution environment, so that a warm call reuses the connections
const runtime = createRuntime(functionParameters.api);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
const ports: ApiPorts = {
  ...runtime,
  database: createDatabase('api', runtime),
  secret: async () => (await runtime.configuration.values())[secretParameters.pspWebhookSecret],
  sessions: async () => {
    const { [parameters.sessionsTableName]: tableName } = await runtime.configuration.values();
    return new DynamodbSessionStore(documents, tableName);
  },
};

/** The API: whatever API Gateway sends to the alias `live`. */
export function handler(event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  return serve(event, deadlineOf(context, runtime.clock), ports);
}
