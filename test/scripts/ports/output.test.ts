import { Writable } from 'node:stream';
import { createOutput } from '../../../scripts/ports/output';

/** A stream of a process that takes what it is given when it is told to. */
class Held extends Writable {
  readonly written: string[] = [];
  private readonly waiting: (() => void)[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.written.push(chunk.toString());
    this.waiting.push(done);
  }

  /** Takes what was given last. */
  take(): Promise<void> {
    this.waiting.shift()?.();
    return new Promise((resolve) => setImmediate(resolve));
  }
}

const asStream = (stream: Writable): NodeJS.WriteStream => stream as unknown as NodeJS.WriteStream;
const outputTo = (stream: Writable) =>
  createOutput(asStream(stream), asStream(new Held()), { plain: true, colourless: true });

/** Pieces, and how many of them were asked for. */
function counted(...pieces: string[]): { pieces: Iterable<string>; made: () => number } {
  let made = 0;
  function* all(): Generator<string> {
    for (const piece of pieces) {
      made += 1;
      yield piece;
    }
  }
  return { pieces: all(), made: () => made };
}

describe('a result in pieces', () => {
  it('is made no faster than it is read', async () => {
    const stream = new Held({ highWaterMark: 4 });
    const { pieces, made } = counted('one\n', 'two\n', 'three\n');
    const ended = outputTo(stream).writeAll(pieces);
    expect(made()).toBe(1);
    await stream.take();
    expect(made()).toBe(2);
    await stream.take();
    expect(made()).toBe(3);
    await stream.take();
    await ended;
    expect(stream.written).toEqual(['one\n', 'two\n', 'three\n']);
  });

  it('is made at once while there is room for it', async () => {
    const stream = new Held({ highWaterMark: 1000 });
    const { pieces, made } = counted('one\n', 'two\n', 'three\n');
    await outputTo(stream).writeAll(pieces);
    expect(made()).toBe(3);
  });

  it('ends where nobody reads any more', async () => {
    const stream = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    const failures: unknown[] = [];
    stream.on('error', (thrown) => failures.push(thrown));
    const { pieces, made } = counted('one\n', 'two\n', 'three\n');
    await outputTo(stream).writeAll(pieces);
    expect(made()).toBe(3);
    expect(failures).toMatchObject([{ code: 'EPIPE' }]);
  });
});
