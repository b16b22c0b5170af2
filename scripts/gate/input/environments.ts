import { isJsonObject, type JsonObject } from '../../model/json';
import { parseSuffix, previewPrefix } from '../../model/environment';
import { fieldOf } from '../evidence/fields';
import { readJsonFile } from '../evidence/json-file';
import { GateError } from '../error';
import type { InputEnvironment } from './policy-input';

/** An environment as far as the gate needs it; an entry of `environments.json` or of `environment.json` is one. */
export interface JudgedEnvironment extends Pick<
  InputEnvironment,
  'name' | 'suffix' | 'scope' | 'region' | 'ephemeral' | 'options'
> {
  readonly account?: string | null;
  readonly stateBucket?: string | null;
}

/** The entries of an `environments.json`, as far as the gate needs them. */
export interface KnownEnvironments {
  readonly byName: Readonly<Record<string, JudgedEnvironment>>;
  /** What previews are made from, by the letters they are named by: `pr` for `pr123`. */
  readonly templates: Readonly<Record<string, JudgedEnvironment>>;
}

/** Where nothing is known of any environment. */
export const noEnvironments: KnownEnvironments = { byName: {}, templates: {} };

/** Where an entry names none (`stacks/config.ts` has the same default). */
const defaultRegion = 'us-east-1';

export function readEnvironments(file: string): KnownEnvironments {
  const document = readJsonFile(file);
  if (!isJsonObject(document))
    throw new GateError(`${file} is no object of environments by name; see stacks/environments.json`);
  const byName: Record<string, JudgedEnvironment> = {};
  const templates: Record<string, JudgedEnvironment> = {};
  for (const [name, entry] of Object.entries(document)) {
    if (!isJsonObject(entry))
      throw new GateError(
        `the environment ${name} in ${file} is no object; give it a scope, a suffix and an account`,
      );
    byName[name] = environmentOf(name, entry);
    const templateFor = fieldOf(entry, 'templateFor');
    if (typeof templateFor === 'string') templates[templateFor] = byName[name];
  }
  return { byName, templates };
}

/** Picks an entry by its name, or makes a preview from its template. */
export function environmentNamed(
  { byName, templates }: KnownEnvironments,
  name: string,
  file: string,
): JudgedEnvironment {
  const environment = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (environment !== undefined) return environment;
  const prefix = previewPrefix(name);
  // six letters at most: too few for anything every object has
  const template = prefix === null ? undefined : templates[prefix];
  if (template !== undefined) return { ...template, name, suffix: name };
  const known = [...Object.keys(byName), ...Object.keys(templates).map((letters) => `${letters}<number>`)];
  throw new GateError(
    `there is no environment ${JSON.stringify(name)}: ${file} has ${known.sort().join(', ')}; name one of them, or give --suffix`,
  );
}

/** An environment of which nothing but the suffix is known. */
export function environmentOfSuffix(suffix: string): JudgedEnvironment {
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
  const bucket = fieldOf(entry, 'stateBucket');
  return {
    name,
    suffix: typeof suffix === 'string' ? parseSuffix(suffix) : null,
    scope: scope === 'environment' || scope === 'account' ? scope : null,
    region: typeof region === 'string' ? region : defaultRegion,
    ephemeral: fieldOf(entry, 'ephemeral') === true,
    options: optionsOf(entry),
    account: typeof account === 'string' ? account : null,
    stateBucket: typeof bucket === 'string' ? bucket : null,
  };
}

/** What the policy is told of an environment, and nothing else an entry may hold. */
export function inputEnvironment(environment: JudgedEnvironment): InputEnvironment {
  const { name, suffix, scope, region, ephemeral, options, account, stateBucket } = environment;
  return {
    name,
    suffix,
    scope,
    region,
    ephemeral,
    options,
    account: account ?? null,
    state_bucket: stateBucket ?? null,
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
