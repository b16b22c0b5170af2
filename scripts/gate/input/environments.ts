import { isJsonObject, type JsonObject } from '../../model/json';
import { parseSuffix } from '../../model/environment';
import { fieldOf } from '../evidence/fields';
import { readJsonFile } from '../evidence/json-file';
import { GateError } from '../error';
import type { InputEnvironment } from './policy-input';

/** An environment as far as the gate needs it; rules are told of it without its account. */
export interface JudgedEnvironment extends InputEnvironment {
  readonly account?: string | null;
}

/** The entries of an `environments.json` by name. */
export type KnownEnvironments = Readonly<Record<string, JudgedEnvironment>>;

/** Where an entry names none (`stacks/config.ts` has the same default). */
const defaultRegion = 'us-east-1';

export function readEnvironments(file: string): KnownEnvironments {
  const document = readJsonFile(file);
  if (!isJsonObject(document))
    throw new GateError(`${file} is no object of environments by name; see stacks/environments.json`);
  return Object.fromEntries(
    Object.entries(document).map(([name, entry]) => {
      if (!isJsonObject(entry))
        throw new GateError(
          `the environment ${name} in ${file} is no object; give it a scope, a suffix and an account`,
        );
      return [name, environmentOf(name, entry)];
    }),
  );
}

/** Picks an entry by its name. */
export function environmentNamed(
  environments: KnownEnvironments,
  name: string,
  file: string,
): JudgedEnvironment {
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (environment !== undefined) return environment;
  throw new GateError(
    `there is no environment ${JSON.stringify(name)}: ${file} has ${Object.keys(environments).sort().join(', ')}; name one of them, or give --suffix`,
  );
}

/** An environment of which nothing but the suffix is known. */
export function environmentOfSuffix(suffix: string): InputEnvironment {
  return {
    name: null,
    suffix: parseSuffix(suffix),
    scope: null,
    region: null,
    ephemeral: null,
    options: null,
  };
}

function environmentOf(name: string, entry: JsonObject): JudgedEnvironment {
  const suffix = fieldOf(entry, 'suffix');
  const scope = fieldOf(entry, 'scope');
  const region = fieldOf(entry, 'region');
  const account = fieldOf(entry, 'account');
  return {
    name,
    suffix: typeof suffix === 'string' ? parseSuffix(suffix) : null,
    scope: scope === 'environment' || scope === 'account' ? scope : null,
    region: typeof region === 'string' ? region : defaultRegion,
    ephemeral: fieldOf(entry, 'ephemeral') === true,
    account: typeof account === 'string' ? account : null,
    options: optionsOf(entry),
  };
}

function optionsOf(entry: JsonObject): NonNullable<InputEnvironment['options']> {
  const options = fieldOf(entry, 'options');
  return Object.fromEntries(
    Object.entries(isJsonObject(options) ? options : {}).filter(
      (option): option is [string, string | number | boolean] =>
        ['string', 'number', 'boolean'].includes(typeof option[1]),
    ),
  );
}
