import type { PolicyInput } from '../input/policy-input';

/**
 * The wasm keeps all it makes until it has answered. So of a large input it is asked for some of the rules at a time, which
 * takes as much memory as the greediest of them need and not as all of them do; it reads the input anew each time.
 */
const largeInput = 4 * 1024 * 1024;
const rulesOfLargeInput = 10;

/**
 * An input as the wasm reads it, made once; which rules are asked for stands at its beginning, in a place that has room for
 * all of them. Half a surrogate pair becomes U+FFFD, as it does in terraform: the JSON reader of the wasm stops at it.
 */
export class InputBytes {
  private readonly rules: readonly string[];
  private readonly head: number;
  private readonly bytes: Uint8Array<ArrayBuffer>;

  constructor({ rules, ...rest }: PolicyInput) {
    this.rules = rules;
    const text = JSON.stringify(rest);
    const tail = (text.includes('\\ud') ? text.replaceAll(halfSurrogate, '$1\ufffd') : text).slice(1);
    this.head = Buffer.byteLength(headOf(rules));
    this.bytes = new Uint8Array(this.head + Buffer.byteLength(tail));
    new TextEncoder().encodeInto(tail, this.bytes.subarray(this.head));
  }

  get length(): number {
    return this.bytes.length;
  }

  /**
   * The rules in as many parts as are asked for one after the other; one part where the input is small. Rules of one family
   * come into different parts: the greedy ones are neighbours.
   */
  parts(): (readonly string[])[] {
    if (this.length < largeInput) return [this.rules];
    const count = Math.max(1, Math.ceil(this.rules.length / rulesOfLargeInput));
    return Array.from({ length: count }, (_, part) =>
      this.rules.filter((_rule, index) => index % count === part),
    );
  }

  /** The bytes, valid until the next call. */
  askingFor(rules: readonly string[]): ArrayBuffer {
    this.bytes.fill(space, 0, this.head);
    new TextEncoder().encodeInto(headOf(rules), this.bytes);
    return this.bytes.buffer;
  }
}

const space = 0x20;

function headOf(rules: readonly string[]): string {
  return `{"rules":${JSON.stringify(rules)},`;
}

const halfSurrogate = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
