import { TollgateError } from '../model/error';

/** What was reviewed cannot be found, read or trusted. */
export class RecordError extends TollgateError {}
