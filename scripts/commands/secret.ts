import * as z from 'zod';
import { InputError } from '../model/error';
import { isJsonObject, valueAt } from '../model/json';
import type { ObjectStore, SecretInput, SecretStore } from '../model/ports';
import type { SynthesizedStack } from '../model/synthesis';
import { readSynthesis } from '../synth/read-synthesis';

/** What SSM keeps in a parameter of the standard tier, in bytes. */
const longestValue = 4096;

export interface SecretInputs {
  /** The `cdktf.out` of the environment. */
  readonly config: string;
  /** As people name it: `psp/api-key` for `/payments/dev/psp/api-key`. */
  readonly name: string;
  /** The environment that is meant; null where it is the one of `config`, whichever that is. */
  readonly environment: string | null;
}

export interface SecretPorts {
  readonly input: SecretInput;
  openStore(bucket: string, region: string): ObjectStore;
  openSecrets(region: string): SecretStore;
}

export interface SecretOutcome {
  readonly environment: string;
  /** The full path. */
  readonly parameter: string;
  /** 1 is the placeholder it was born with. */
  readonly version: number;
}

/**
 * Gives a secret of an environment its value, encrypted with the key it was deployed with. Which names are secrets is read
 * from what was synthesized, and the key from the state, so that neither can be mistyped.
 */
export async function runSecretSet(
  { config, name, environment: meant }: SecretInputs,
  ports: SecretPorts,
): Promise<SecretOutcome> {
  const synthesis = readSynthesis(config);
  const { environment } = synthesis;
  if (environment === null) {
    throw new InputError(
      `${config} has no environment.json, so nobody can say whose secret is meant; write it with npm run synth -- --environment NAME`,
    );
  }
  if (meant !== null && meant !== environment.name) {
    throw new InputError(
      `the environment ${JSON.stringify(meant)} is meant and ${config} is of ${environment.name}; write it with npm run synth -- --environment ${meant}, or give another --config`,
    );
  }
  const { stack, parameter } = findSecret(synthesis.stacks, name, environment.suffix);
  const store = ports.openStore(environment.stateBucket, environment.region);
  const state = stack.stateKey === null ? null : await store.get(stack.stateKey);
  const key = state === null ? null : keyOf(Buffer.from(state).toString('utf8'), parameter);
  if (key === null) {
    throw new InputError(
      `${parameter} is not deployed yet: the stack ${stack.id} has it with no key in its state; apply ${environment.name} first`,
    );
  }
  const value = await ports.input.read(`value of ${parameter} (not shown): `);
  checkValue(value, parameter);
  const version = await ports.openSecrets(environment.region).replace(parameter, value, key);
  return { environment: environment.name, parameter, version };
}

interface DeclaredParameter {
  readonly stack: SynthesizedStack;
  readonly parameter: string;
  readonly isSecret: boolean;
}

function findSecret(stacks: readonly SynthesizedStack[], name: string, suffix: string): DeclaredParameter {
  const shortName = (parameter: string): string =>
    parameter.split(`/${suffix}/`).slice(1).join(`/${suffix}/`);
  const declared = stacks.flatMap(declaredParameters);
  const found = declared.find(({ parameter }) => parameter === name || shortName(parameter) === name);
  const secrets = declared.filter(({ isSecret }) => isSecret).map(({ parameter }) => shortName(parameter));
  const allowed = secrets.length === 0 ? 'there is none' : `they are ${secrets.sort().join(', ')}`;
  if (found === undefined) {
    throw new InputError(`there is no secret ${JSON.stringify(name)}; ${allowed}`);
  }
  if (!found.isSecret) {
    throw new InputError(
      `${found.parameter} is not a secret: terraform writes it, so change it in stacks/; of the secrets, ${allowed}`,
    );
  }
  return found;
}

function declaredParameters(stack: SynthesizedStack): DeclaredParameter[] {
  const parameters = valueAt(stack.terraform, ['resource', 'aws_ssm_parameter']);
  return Object.values(isJsonObject(parameters) ? parameters : {}).flatMap((each) => {
    const [name, type] = [valueAt(each, ['name']), valueAt(each, ['type'])];
    return typeof name === 'string' ? [{ stack, parameter: name, isSecret: type === 'SecureString' }] : [];
  });
}

const stateSchema = z.object({
  resources: z.array(
    z.object({
      type: z.string(),
      instances: z.array(
        z.object({ attributes: z.object({ name: z.string(), key_id: z.string().nullish() }).partial() }),
      ),
    }),
  ),
});

function keyOf(stateText: string, parameter: string): string | null {
  const { resources } = stateSchema.parse(JSON.parse(stateText));
  const attributes = resources
    .filter(({ type }) => type === 'aws_ssm_parameter')
    .flatMap(({ instances }) => instances.map((instance) => instance.attributes))
    .find(({ name }) => name === parameter);
  const key = attributes?.key_id ?? '';
  return key === '' ? null : key;
}

function checkValue(value: string, parameter: string): void {
  if (value.trim() === '') {
    throw new InputError(
      `no value came over standard input, so ${parameter} stays as it is; pipe it in, such as with npm run secret -- set NAME < FILE`,
    );
  }
  const bytes = Buffer.byteLength(value);
  if (bytes > longestValue) {
    throw new InputError(
      `the value of ${parameter} has ${bytes} bytes where ${longestValue} are allowed; nothing was set`,
    );
  }
}
