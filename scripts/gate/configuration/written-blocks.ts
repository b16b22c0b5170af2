import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Resource } from '../../model/resource';
import { blockMembers, blocksOf } from '../evidence/configuration';
import { fieldOf } from '../evidence/fields';
import { liftTemplateObject } from '../value/lift';
import type { Block, ConfigurationBlocks } from './blocks';
import { providerNameOf, providerSource, sourceBlocks } from './provider-source';

/** Reads what Terraform JSON says beside its resources, in every form terraform accepts: blocks as objects and as lists. */
export function writtenBlocks(
  terraform: JsonObject,
  resources: readonly Resource[],
  stack: string | null,
): ConfigurationBlocks {
  const settings = blockMembers(terraform, 'terraform');
  const providers = blockMembers(terraform, 'provider').flatMap(([name, body]) =>
    blocksOf(body).map((values) => providerBlock(name, values, stack)),
  );
  return {
    stack,
    written: true,
    backends: settings.flatMap(([name, value]) => backendsOf(name, value, stack)),
    providers,
    sources: sourcesOf(settings, providers, resources),
    modules: blockMembers(terraform, 'module').flatMap(([name, body]) =>
      blocksOf(body).map((values) => block(`module.${name}`, name, values, stack)),
    ),
    provisioners: resources.flatMap((resource) =>
      labelled(fieldOf(resource.values, 'provisioner')).map(([type, values]) => ({
        ...block(resource.address, type, values, stack),
        path: ['provisioner', type],
      })),
    ),
    removed: blocksOf(fieldOf(terraform, 'removed')).map((values) =>
      block(addressOf(fieldOf(values, 'from')), 'removed', values, stack),
    ),
  };
}

function block(address: string, type: string, values: JsonObject, stack: string | null): Block {
  return { address, path: [], type, values: liftTemplateObject(values, stack) };
}

function providerBlock(name: string, values: JsonObject, stack: string | null): Block {
  const alias = fieldOf(values, 'alias');
  const type = typeof alias === 'string' ? `${name}.${alias}` : name;
  return block(`provider.${type}`, type, values, stack);
}

function backendsOf(name: string, value: JsonValue, stack: string | null): Block[] {
  if (name === 'cloud')
    return blocksOf(value).map((values) => block('terraform.cloud', 'cloud', values, stack));
  return name === 'backend'
    ? labelled(value).map(([type, values]) => block(`terraform.backend.${type}`, type, values, stack))
    : [];
}

function sourcesOf(
  settings: readonly [string, JsonValue][],
  providers: readonly Block[],
  resources: readonly Resource[],
): Block[] {
  const required = settings
    .filter(([name]) => name === 'required_providers')
    .flatMap(([, value]) => blocksOf(value).flatMap((entries) => Object.entries(entries)))
    .filter(([name]) => name !== '//')
    .map(([name, entry]): [string, string] => {
      const source = isJsonObject(entry) ? fieldOf(entry, 'source') : undefined;
      return [name, providerSource(typeof source === 'string' ? source : name)];
    });
  const byName = new Map(required);
  const used = (name: string): string => byName.get(name) ?? providerSource(name);
  return sourceBlocks([
    ...required.map(([name, source]): [string, string] => [source, `required_providers.${name}`]),
    ...providers.map(({ type, address }): [string, string] => [used(type.split('.', 1)[0] ?? type), address]),
    ...resources.map((resource): [string, string] => [used(providerNameOf(resource)), resource.address]),
  ]);
}

/** Blocks with a label, as `{"s3": {…}}`, each with its label. */
function labelled(value: JsonValue | undefined): [string, JsonObject][] {
  return blocksOf(value).flatMap((labels) =>
    Object.entries(labels).flatMap(([label, body]) =>
      blocksOf(body).map((values): [string, JsonObject] => [label, values]),
    ),
  );
}

/** `${aws_s3_bucket.logs}` and `aws_s3_bucket.logs` name the same. */
function addressOf(from: JsonValue | undefined): string {
  return typeof from === 'string' ? from.replace(/^\$\{\s*(.*?)\s*\}$/, '$1') : 'removed';
}
