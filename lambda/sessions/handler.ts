import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sessionVariables } from '../contract/sessions';
import { systemClock } from '../shared/clock';
import { requiredVariable } from '../shared/environment';
import { consoleLogger } from '../shared/logger';
import { DynamodbSessionStore } from '../api/sessions/dynamodb-session-store';
import { serve, type SessionPorts, type SessionResponse } from './serve';

// made once for each execution environment, so that a warm call reuses the connection
const ports: SessionPorts = {
  store: new DynamodbSessionStore(
    DynamoDBDocumentClient.from(new DynamoDBClient()),
    requiredVariable(sessionVariables.tableName),
  ),
  clock: systemClock,
  logger: consoleLogger,
};

export function handler(event: unknown): Promise<SessionResponse> {
  return serve(event, ports);
}
