/** What the pipeline and the migrator say to each other; `scripts/functions/` reads the same shapes. */

/** `plan` says what is pending and changes nothing; `migrate` runs it; `settle` mends a migration that was interrupted. */
export type MigratorRequest =
  | { readonly action: 'plan' | 'migrate' }
  | {
      readonly action: 'settle';
      readonly version: number;
      /** Whether somebody has found its effect in the database. */
      readonly as: 'applied' | 'not-applied';
    };

export interface MigratorAnswer {
  readonly action: MigratorRequest['action'];
  /** File names, in order, of what is still to be run. */
  readonly pending: readonly string[];
  /** File names, in order, of what this call has run. */
  readonly applied: readonly string[];
  /** Users of the database that can log in with an IAM token now. */
  readonly users: UserProvisioning;
}

/** `skipped` says why: no user was created or changed. */
export type UserProvisioning =
  | { readonly status: 'provisioned'; readonly users: readonly string[] }
  | { readonly status: 'skipped'; readonly reason: string };
