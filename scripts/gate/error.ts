import { TollgateError } from '../model/error';

/** The gate could not judge: unreadable evidence, a stale policy build, an engine that did not answer. Never a pass. */
export class GateError extends TollgateError {}
