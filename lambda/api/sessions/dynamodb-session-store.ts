import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sessionTableAttributes } from '../../contract/sessions';
import type { Session, SessionStore, StoredVersion } from './session';

const { key, expiresAt } = sessionTableAttributes;

/** The part of the DynamoDB client the store needs. */
export type DocumentClient = Pick<DynamoDBDocumentClient, 'send'>;

/** Sessions as items of one DynamoDB table. */
export class DynamodbSessionStore implements SessionStore {
  constructor(
    private readonly client: DocumentClient,
    private readonly tableName: string,
  ) {}

  async read(id: string, now: number): Promise<Session | null> {
    const { Item: item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: { [key]: id }, ConsistentRead: true }),
    );
    if (item === undefined) return null;
    const session = sessionOf(item);
    // DynamoDB deletes an expired item up to days late
    return session.expiresAt > now ? session : null;
  }

  async write(session: Session, now: number): Promise<StoredVersion | null> {
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.tableName,
          Item: {
            [key]: session.id,
            [expiresAt]: session.expiresAt,
            version: session.version,
            attributes: session.attributes,
          },
          ...precondition(session.version, now),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return null;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { version: livingVersion(error, now) };
      throw error;
    }
  }
}

/** A first write may take the place of an expired item; a later one needs the version before it, and that alive. */
function precondition(version: number, now: number) {
  if (version === 1) {
    return {
      ConditionExpression: 'attribute_not_exists(#key) OR #expires <= :now',
      ExpressionAttributeNames: { '#key': key, '#expires': expiresAt },
      ExpressionAttributeValues: { ':now': now },
    };
  }
  return {
    ConditionExpression: '#version = :seen AND #expires > :now',
    ExpressionAttributeNames: { '#version': 'version', '#expires': expiresAt },
    ExpressionAttributeValues: { ':seen': version - 1, ':now': now },
  };
}

/** The document client leaves the item of an error as it came over the wire. */
function livingVersion({ Item: item }: ConditionalCheckFailedException, now: number): number {
  return Number(item?.[expiresAt]?.N ?? 0) > now ? Number(item?.['version']?.N) : 0;
}

function sessionOf(item: Record<string, unknown>): Session {
  const { version, attributes } = item;
  if (typeof version !== 'number' || typeof item[expiresAt] !== 'number' || typeof attributes !== 'object') {
    throw new Error(
      `the item of a session lacks version, ${expiresAt} or attributes: it was not written by this function`,
    );
  }
  return {
    id: String(item[key]),
    version,
    expiresAt: item[expiresAt],
    attributes: attributes as Record<string, string>,
  };
}
