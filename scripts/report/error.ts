import { TollgateError } from '../model/error';

/** A report could not be written from what it was given. */
export class ReportError extends TollgateError {}
