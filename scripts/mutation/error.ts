import { TollgateError } from '../model/error';

/** The mutants could not be made or run. A mutant that survives is a value, not an error. */
export class MutationError extends TollgateError {}
