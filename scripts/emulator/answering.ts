import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../model/error';
import type { HttpResponse, NamedCall } from './aws-call';
import { errorResponse } from './error-response';
import { UnknownCallError, type Forward, type Gap } from './gaps/gap';
import type { MotoException, MotoLog } from './moto-log';
import { sendUpstream } from './upstream';

/** An answer, and whether nobody here knows the call. */
export interface Answered {
  readonly response: HttpResponse;
  readonly unknown: boolean;
}

/**
 * Answers a call: by a gap where one knows it better than moto, else by moto. A call that neither knows, or that moto
 * breaks on, is answered with an error that says so and that no SDK retries; errors that AWS would give pass through.
 */
export async function answerCall(
  call: NamedCall,
  gaps: readonly Gap[],
  moto: { readonly port: number; readonly log: MotoLog },
): Promise<Answered> {
  const forward: Forward = (changed) => sendUpstream(moto.port, { ...call.request, ...changed });
  let response: HttpResponse;
  try {
    const gap = gaps.find((candidate) => candidate.service === call.service && candidate.matches(call));
    response = gap === undefined ? await forward() : await gap.handle(call, forward);
  } catch (thrown) {
    if (thrown instanceof UnknownCallError) return unknownCall(call);
    return failedCall(call, reasonOf(thrown));
  }
  if (response.status === 501 || isUnrouted(call, response)) return unknownCall(call);
  // an error of AWS has a body of its protocol; the page of moto's web server means that moto broke
  const broken = response.status === 500 && (isHtml(response) || response.body.length === 0);
  if (!broken) return { response, unknown: false };
  const exception = await exceptionOf(call, moto.log);
  if (exception !== null && /NotImplementedError|OperationNotFoundError/.test(exception.summary))
    return unknownCall(call);
  return failedCall(call, exception?.summary ?? 'an internal error without a traceback');
}

/** moto's web server has no route for it; an error of AWS itself always has a body of its protocol. */
function isUnrouted(call: NamedCall, response: HttpResponse): boolean {
  if (response.status !== 404 && response.status !== 405) return false;
  if (call.request.method === 'HEAD') return false;
  return (
    response.body.length === 0 || isHtml(response) || response.body.toString('utf8') === 'Not yet implemented'
  );
}

function isHtml(response: HttpResponse): boolean {
  return /^\s*<(!doctype )?html/i.test(response.body.subarray(0, 100).toString('utf8'));
}

function unknownCall(call: NamedCall): Answered {
  const name = `${call.service}:${call.action}`;
  const message = `the emulator does not know ${name}; add it under scripts/emulator/gaps, or leave out what makes this call`;
  return { response: errorResponse(call.protocol, 'UnknownToEmulator', message), unknown: true };
}

function failedCall(call: NamedCall, reason: string): Answered {
  const message = `the emulator failed at ${call.service}:${call.action}: ${reason}; work around it under scripts/emulator/gaps`;
  return { response: errorResponse(call.protocol, 'EmulatorFailed', message), unknown: false };
}

/** moto writes the traceback after it has answered, so it may be a moment away. */
async function exceptionOf(call: NamedCall, log: MotoLog): Promise<MotoException | null> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    await pause(20);
    const exception = log.takeException(call.action);
    if (exception !== null) return exception;
  }
  return null;
}
