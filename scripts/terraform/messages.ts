import { isJsonObject, type JsonObject } from '../model/json';

/** What terraform says while it works, one of the lines of its `-json` output. */
export interface TerraformMessage {
  readonly type: string;
  readonly text: string;
  readonly level: string;
  readonly body: JsonObject;
}

/** Reads one line of `-json` output; null where a line is something else, such as the warning of a shell wrapper. */
export function parseMessage(line: string): TerraformMessage | null {
  if (!line.startsWith('{')) return null;
  let body: unknown;
  try {
    body = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isJsonObject(body)) return null;
  return {
    type: typeof body['type'] === 'string' ? body['type'] : 'log',
    text: typeof body['@message'] === 'string' ? body['@message'] : '',
    level: typeof body['@level'] === 'string' ? body['@level'] : 'info',
    body,
  };
}

/** `Error: summary: detail` of every error diagnostic, each on one line. */
export function errorsIn(messages: readonly TerraformMessage[]): string[] {
  return messages
    .filter((message) => message.type === 'diagnostic' && message.level === 'error')
    .map((message) => {
      const diagnostic = message.body['diagnostic'];
      if (!isJsonObject(diagnostic)) return message.text;
      const parts = [diagnostic['summary'], diagnostic['detail'], diagnostic['address']];
      return parts
        .filter((part): part is string => typeof part === 'string' && part !== '')
        .join(': ')
        .replaceAll(/\s*\n\s*/g, ' ');
    });
}
