import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Interrupted } from '../model/error';
import type { SecretInput } from '../model/ports';

/** Standard input: all of it where it is piped, one line that nobody sees where a person types. */
export function createSecretInput(
  stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  stderr: NodeJS.WritableStream,
): SecretInput {
  return {
    read: async (prompt) => {
      if (!stdin.isTTY) {
        const chunks: Buffer[] = [];
        for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array));
        return Buffer.concat(chunks)
          .toString('utf8')
          .replace(/\r?\n$/, '');
      }
      stderr.write(prompt);
      // readline echoes to its output, so it is given one that shows nothing
      const unseen = new Writable({
        write: (_chunk, _encoding, done) => {
          done();
        },
      });
      const lines = createInterface({ input: stdin, output: unseen, terminal: true });
      // closed by Ctrl-C or Ctrl-D, the question waits for ever on some versions of Node
      const closed = once(lines, 'close').then(() => Promise.reject(new Error('closed')));
      closed.catch(() => undefined);
      try {
        return await Promise.race([lines.question(''), closed]);
      } catch (thrown) {
        throw new Interrupted('no value was typed; nothing was set', { cause: thrown });
      } finally {
        lines.close();
        stderr.write('\n');
      }
    },
  };
}
