import { TollgateError } from '../model/error';

/** The emulated AWS or GitHub could not be started, or what it was given cannot be used. */
export class EmulatorError extends TollgateError {}
