import type { JsonValue } from '../model/json';
import type { FunctionVersions } from '../model/ports';
import { clientOptions, type AwsOptions } from './aws-client';

/** The functions of one region, with the credentials the AWS SDK finds; loaded only when it is first asked. */
export function createFunctionVersions(options: AwsOptions): FunctionVersions {
  const connect = async () => {
    const sdk = await import('@aws-sdk/client-lambda');
    // a function that is called twice migrates twice: never repeat a call on our own
    return { sdk, client: new sdk.LambdaClient(clientOptions(options)), once: { maxAttempts: 1 } };
  };
  let connection: ReturnType<typeof connect> | undefined;
  const open = () => (connection ??= connect());

  return {
    aliasVersion: async (functionName, alias) => {
      const { sdk, client } = await open();
      try {
        const answer = await client.send(
          new sdk.GetAliasCommand({ FunctionName: functionName, Name: alias }),
        );
        return answer.FunctionVersion ?? null;
      } catch (thrown) {
        if (thrown instanceof sdk.ResourceNotFoundException) return null;
        throw thrown;
      }
    },
    moveAlias: async (functionName, alias, version) => {
      const { sdk, client } = await open();
      await client.send(
        new sdk.UpdateAliasCommand({ FunctionName: functionName, Name: alias, FunctionVersion: version }),
      );
    },
    invoke: async (functionName, version, payload) => {
      const { sdk, once } = await open();
      const client = new sdk.LambdaClient({ ...clientOptions(options), ...once });
      try {
        const answer = await client.send(
          new sdk.InvokeCommand({
            FunctionName: functionName,
            Qualifier: version,
            Payload: Buffer.from(JSON.stringify(payload)),
          }),
        );
        const text = Buffer.from(answer.Payload ?? []).toString('utf8');
        if (answer.FunctionError !== undefined) return { kind: 'threw', reason: reasonIn(text) };
        return { kind: 'answered', value: JSON.parse(text === '' ? 'null' : text) as JsonValue };
      } finally {
        client.destroy();
      }
    },
  };
}

/** `{ errorType, errorMessage, trace }`, or a text where the runtime itself ended. */
function reasonIn(text: string): string {
  try {
    const { errorType, errorMessage } = JSON.parse(text) as Record<string, unknown>;
    return [errorType, errorMessage].filter((part) => typeof part === 'string').join(': ') || text;
  } catch {
    return text;
  }
}
