/** The environment variables a function is given. What it needs beyond them it reads from SSM, see `parameters.ts`. */
export const variables = {
  /** The suffix of the environment: it leads to the parameters, and metrics carry it. */
  suffix: 'ENVIRONMENT_SUFFIX',
  /**
   * A PEM file with the authority of a database that is not on RDS. Optional: without it the server must prove itself by
   * Amazon RDS's own authorities, which are in the bundle.
   */
  databaseAuthorityFile: 'DATABASE_AUTHORITY_FILE',
} as const;
