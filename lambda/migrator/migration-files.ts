import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MigrationError } from './migration-error';

/** One file of `migrations/`. */
export interface Migration {
  /** The number its name begins with: 1, 2, 3, without a gap. */
  readonly version: number;
  readonly file: string;
  /** Exactly one statement: MySQL commits before and after each DDL, so two could not be undone together. */
  readonly statement: string;
  /** Of the file's bytes; hexadecimal. */
  readonly sha256: string;
}

const namePattern = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.sql$/;

/**
 * Reads the migrations of a folder, in order.
 *
 * @throws MigrationError where a name is of another form, a number is missing or double, or a file has no single statement
 */
export function readMigrations(folder: string): readonly Migration[] {
  const files = readdirSync(folder).sort();
  return files.map((file, index) => {
    const version = Number(namePattern.exec(file)?.[1]);
    if (version !== index + 1) {
      throw new MigrationError(
        `${file} is migration ${index + 1} of its folder and must be named ${String(index + 1).padStart(4, '0')}-<words>.sql`,
      );
    }
    const bytes = readFileSync(join(folder, file));
    const statement = bytes.toString('utf8').trim().replace(/;$/, '');
    if (countStatements(statement) !== 1) {
      throw new MigrationError(
        `${file} must hold exactly one statement: put each DDL into a file of its own`,
      );
    }
    return { version, file, statement, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
}

/** Statements are separated by semicolons outside of texts, quoted names and comments. */
function countStatements(sql: string): number {
  const bare = sql
    .replaceAll(/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`/gs, 'x')
    .replaceAll(/--[^\n]*|#[^\n]*|\/\*.*?\*\//gs, ' ');
  return bare.split(';').filter((part) => part.trim() !== '').length;
}
