import { ConditionalCheckFailedException, type AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  DynamodbSessionStore,
  type DocumentClient,
} from '../../../lambda/api/sessions/dynamodb-session-store';
import type { Session } from '../../../lambda/api/sessions/session';

const now = 1_800_000_000;
const session: Session = { id: 's-1', version: 3, expiresAt: now + 60, attributes: { paymentId: 'p-1' } };
const item = { session_id: 's-1', version: 3, expires_at: now + 60, attributes: { paymentId: 'p-1' } };

/** A client that answers every command alike and keeps its input. */
function storeAnswering(answer: () => unknown): { store: DynamodbSessionStore; inputs: unknown[] } {
  const inputs: unknown[] = [];
  const client = {
    send: (command: { input: unknown }) => {
      inputs.push(command.input);
      return Promise.resolve().then(answer);
    },
  } as unknown as DocumentClient;
  return { store: new DynamodbSessionStore(client, 'sessions'), inputs };
}

function refused(old?: Record<string, AttributeValue>): () => never {
  return () => {
    throw new ConditionalCheckFailedException({
      message: 'The conditional request failed',
      $metadata: {},
      ...(old === undefined ? {} : { Item: old }),
    });
  };
}

test('a read is consistent, so that a write before it is seen', async () => {
  const { store, inputs } = storeAnswering(() => ({ Item: item }));

  await expect(store.read('s-1', now)).resolves.toEqual(session);
  expect(inputs).toEqual([{ TableName: 'sessions', Key: { session_id: 's-1' }, ConsistentRead: true }]);
});

test.each([
  ['a second before it expires', now + 59, session],
  ['at the second it expires', now + 60, null],
  ['while DynamoDB has not yet deleted it', now + 90_000, null],
])('a session is there or not: %s', async (_, at, expected) => {
  const { store } = storeAnswering(() => ({ Item: item }));

  await expect(store.read('s-1', at)).resolves.toEqual(expected);
});

test('a session that was never written is absent', async () => {
  const { store } = storeAnswering(() => ({}));

  await expect(store.read('s-1', now)).resolves.toBeNull();
});

test('an item of another form is an error and not an empty session', async () => {
  const { store } = storeAnswering(() => ({ Item: { session_id: 's-1', version: '3' } }));

  await expect(store.read('s-1', now)).rejects.toThrow('was not written by this function');
});

test('a later version takes the place of the living one before it only', async () => {
  const { store, inputs } = storeAnswering(() => ({}));

  await expect(store.write(session, now)).resolves.toBeNull();
  expect(inputs).toEqual([
    {
      TableName: 'sessions',
      Item: item,
      ConditionExpression: '#version = :seen AND #expires > :now',
      ExpressionAttributeNames: { '#version': 'version', '#expires': 'expires_at' },
      ExpressionAttributeValues: { ':seen': 2, ':now': now },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  ]);
});

test('a first version takes the place of nothing, or of an expired item', async () => {
  const { store, inputs } = storeAnswering(() => ({}));

  await store.write({ ...session, version: 1 }, now);

  expect(inputs).toMatchObject([
    {
      ConditionExpression: 'attribute_not_exists(#key) OR #expires <= :now',
      ExpressionAttributeNames: { '#key': 'session_id', '#expires': 'expires_at' },
      ExpressionAttributeValues: { ':now': now },
    },
  ]);
});

test.each([
  ['the version that lives', { version: { N: '9' }, expires_at: { N: String(now + 1) } }, { version: 9 }],
  [
    '0 where what is there has expired',
    { version: { N: '2' }, expires_at: { N: String(now) } },
    { version: 0 },
  ],
  ['0 where nothing is there', undefined, { version: 0 }],
])('a refused write tells %s', async (_, old, expected) => {
  const { store } = storeAnswering(refused(old));

  await expect(store.write(session, now)).resolves.toEqual(expected);
});

test('any other failure of a write is thrown on', async () => {
  const failure = new Error('ProvisionedThroughputExceeded');
  const { store } = storeAnswering(() => {
    throw failure;
  });

  await expect(store.write(session, now)).rejects.toBe(failure);
});
