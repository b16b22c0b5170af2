import type { HttpRequest, HttpResponse, NamedCall } from '../aws-call';

/** Sends a request to moto; parts given replace those of the original. */
export type Forward = (changed?: Partial<HttpRequest>) => Promise<HttpResponse>;

/** Answers one call, with moto's help where moto knows most of it. */
export type Handler = (call: NamedCall, forward: Forward) => Promise<HttpResponse> | HttpResponse;

/** Calls of one service that moto lacks or gets wrong. What it remembers lives as long as one emulator. */
export interface Gap {
  /** The name the service is signed for. */
  readonly service: string;
  matches(call: NamedCall): boolean;
  readonly handle: Handler;
  /** Names and ARNs of what it holds itself, for the search after a destroy. */
  held?(): readonly string[];
}

/** Makes the gap of one emulator, with nothing remembered yet. */
export type MakeGap = (account: string) => Gap;

/** A gap that answers the actions it has a handler for. */
export function gapOf(
  service: string,
  handlers: Readonly<Record<string, Handler>>,
  held: () => readonly string[] = () => [],
): Gap {
  return {
    service,
    held,
    matches: (call) => Object.hasOwn(handlers, call.action),
    handle: (call, forward) => {
      const handler = handlers[call.action];
      if (handler === undefined) throw new UnknownCallError(call.action);
      return handler(call, forward);
    },
  };
}

/** Thrown by a gap for a call that moto would answer as though it were another one. */
export class UnknownCallError extends Error {}
