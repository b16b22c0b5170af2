import { TollgateError } from '../model/error';

/** A synthesis that could not be made, or a `cdktf.out` that is not one. */
export class SynthError extends TollgateError {}
