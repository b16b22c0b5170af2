import { isJsonObject, type JsonObject, type JsonValue } from '../model/json';

/** The name terraform gives no meaning to but `_override.tf.json`: its blocks are merged into those of `cdk.tf.json`. */
export const emulatorOverrideFile = 'emulator_override.tf.json';

/** For `terraform init`: moto has no bucket of its own host name, so a bucket has to be part of the path. */
export const emulatorBackendArguments: readonly string[] = ['-backend-config=use_path_style=true'];

/**
 * What an override file beside a copy of `cdk.tf.json` has to say so that its provider and its remote states reach the
 * emulator; where it is comes with `emulatorVariables`. Not a byte of the synthesized file changes.
 */
export function emulatorOverride(stack: JsonObject): JsonObject {
  const providers = blocksOf(memberOf(stack, 'provider')['aws']).map(providerOverride);
  const states = Object.entries(memberOf(memberOf(stack, 'data'), 'terraform_remote_state')).flatMap(
    ([name, state]) => remoteStateOverride(name, state),
  );
  return {
    ...(providers.length > 0 && { provider: { aws: providers } }),
    ...(states.length > 0 && { data: { terraform_remote_state: Object.fromEntries(states) } }),
  };
}

function providerOverride(provider: JsonObject): JsonObject {
  return {
    ...(provider['alias'] !== undefined && { alias: provider['alias'] }),
    s3_use_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: 'true',
    // the provider's own 25 make a broken answer look like a hang
    max_retries: 4,
  };
}

/** An override replaces an attribute as a whole, so all of `config` is said again. */
function remoteStateOverride(name: string, state: JsonValue): [string, JsonObject][] {
  return blocksOf(state).flatMap((block) => {
    const config = block['config'];
    if (block['backend'] !== 's3' || !isJsonObject(config)) return [];
    return [[name, { backend: 's3', config: { ...config, use_path_style: true } }] as [string, JsonObject]];
  });
}

function memberOf(value: JsonObject, key: string): JsonObject {
  const member = value[key];
  return isJsonObject(member) ? member : {};
}

/** A block may be written as an object or as a list of objects. */
function blocksOf(value: JsonValue | undefined): JsonObject[] {
  const blocks = Array.isArray(value) ? value : [value];
  return blocks.filter(isJsonObject);
}
