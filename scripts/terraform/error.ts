import { Interrupted, TollgateError } from '../model/error';

/** Terraform is missing, of another version, timed out, or ended with an error of its own. */
export class TerraformError extends TollgateError {}

/** Terraform was asked to end early (Ctrl-C) and has released its lock. */
export class TerraformInterrupted extends Interrupted {}
