import { TollgateError } from '../model/error';

/** A report of Checkov, or a file beside it, that cannot be used. */
export class CheckovReportError extends TollgateError {}
