/** The migrations of the database and those in this bundle do not fit together, or one of them failed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
