import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from './lib/error';
import { entryFor, namesOf, refusePreviewNames, templatePattern } from './preview-template';

/** One entry of `environments.json`, resolved. `scripts/model/environment.ts` reads the same shape. */
export interface Environment {
  readonly name: string;
  /** `account` is for singletons of which an account has one. */
  readonly scope: 'environment' | 'account';
  /** What every name ends in: 2 to 12 lower-case letters and digits, a letter first. */
  readonly suffix: string;
  /** @default us-east-1 */
  readonly region: string;
  /** 12 digits; the provider refuses credentials of another account. */
  readonly account: string;
  /** Whether the environment is one that comes and goes with a branch. @default false */
  readonly ephemeral: boolean;
  /** The S3 bucket that holds the state. */
  readonly stateBucket: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** What the stacks are built from. */
export interface PlatformConfig {
  readonly environment: Environment;
  /** The content of `.terraform-version`, such as `1.11.4`. */
  readonly terraformVersion: string;
}

const defaultRegion = 'us-east-1';
const suffixPattern = /^[a-z][a-z0-9]{1,11}$/;

/** A field of an entry, what it must be, and the test that decides. */
const fields: Readonly<Record<string, readonly [allowed: string, test: (value: unknown) => boolean]>> = {
  scope: ['environment or account', (value) => value === 'environment' || value === 'account'],
  suffix: [
    '2 to 12 lower-case letters and digits, a letter first',
    (value) => typeof value === 'string' && suffixPattern.test(value),
  ],
  region: [
    'an AWS region such as us-east-1',
    (value) => typeof value === 'string' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(value),
  ],
  account: ['12 digits in quotes', (value) => typeof value === 'string' && /^\d{12}$/.test(value)],
  ephemeral: ['true or false', (value) => typeof value === 'boolean'],
  stateBucket: [
    'the name of an S3 bucket',
    (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value),
  ],
  templateFor: [
    'the letters previews are named by, such as pr for pr123,',
    (value) => value === undefined || (typeof value === 'string' && templatePattern.test(value)),
  ],
  options: [
    'an object of strings, numbers and booleans',
    (value) =>
      isObject(value) &&
      Object.values(value).every((option) => ['string', 'number', 'boolean'].includes(typeof option)),
  ],
};

/**
 * Reads what the stacks of one environment are built from.
 *
 * @param repository the folder that holds `stacks/environments.json` and `.terraform-version`
 * @throws StackError for an unknown environment or an entry that is not one
 */
export function loadConfig(repository: string, name: string): PlatformConfig {
  const environments: unknown = JSON.parse(
    readFileSync(join(repository, 'stacks/environments.json'), 'utf8'),
  );
  const terraformVersion = readFileSync(join(repository, '.terraform-version'), 'utf8').trim();
  return { environment: resolveEnvironment(environments, name), terraformVersion };
}

/**
 * Picks an entry of `environments.json`, or the template of a preview, and fills in its defaults.
 *
 * @throws StackError that names the known environments, or the field that is wrong, or the entry with the same suffix
 */
export function resolveEnvironment(environments: unknown, name: string): Environment {
  if (!isObject(environments)) {
    throw new StackError('stacks/environments.json must be an object of environments by name');
  }
  const given = entryFor(environments, name);
  if (given === undefined) {
    throw new StackError(
      `there is no environment ${JSON.stringify(name)}: stacks/environments.json has ${namesOf(environments)}`,
    );
  }
  const resolved = { region: defaultRegion, ephemeral: false, options: {}, ...given };
  refuseUnknownFields(name, resolved);
  for (const [field, [allowed, test]] of Object.entries(fields)) {
    const value = (resolved as Record<string, unknown>)[field];
    if (test(value)) continue;
    throw new StackError(
      `the environment ${name} has ${value === undefined ? 'no' : 'the'} ${field}${value === undefined ? '' : ` ${JSON.stringify(value)}`} in stacks/environments.json where ${allowed} is allowed`,
    );
  }
  refuseLastingTemplate(name, resolved);
  const environment = { name, ...withoutTemplate(resolved) } as Environment;
  refusePreviewNames(environments);
  refuseSharedSuffix(environments, environment);
  return environment;
}

function refuseUnknownFields(name: string, entry: object): void {
  const unknown = Object.keys(entry).find((field) => !Object.hasOwn(fields, field));
  if (unknown === undefined) return;
  throw new StackError(
    `the environment ${name} has a field ${JSON.stringify(unknown)} in stacks/environments.json where ${Object.keys(fields).join(', ')} are allowed`,
  );
}

/** What is made for every pull request must go with it. */
function refuseLastingTemplate(name: string, entry: Readonly<Record<string, unknown>>): void {
  if (entry['templateFor'] === undefined || entry['ephemeral'] === true) return;
  throw new StackError(
    `the environment ${name} is a template for previews in stacks/environments.json and not ephemeral: give it "ephemeral": true`,
  );
}

/** A resolved environment is one, and no template any more. */
function withoutTemplate(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entry).filter(([field]) => field !== 'templateFor'));
}

/** Two environments with one suffix in one account would share their names and their state. */
function refuseSharedSuffix(environments: Readonly<Record<string, unknown>>, environment: Environment): void {
  const twin = Object.entries(environments).find(
    ([name, other]) => name !== environment.name && isObject(other) && other['suffix'] === environment.suffix,
  );
  if (twin === undefined) return;
  throw new StackError(
    `the environments ${environment.name} and ${twin[0]} have the same suffix ${environment.suffix} in stacks/environments.json: give each its own`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
