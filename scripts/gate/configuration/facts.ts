import type { BlockFact, ConfigurationFact } from '../input/policy-input';
import type { Resolver } from '../system/resolver';
import { encodeObject } from '../value/encode';
import type { ValueObject } from '../value/value';
import { blockKinds, type Block, type ConfigurationBlocks } from './blocks';

/** The blocks of every judged stack with their references followed, as the policy reads them. */
export function configurationFacts(
  configurations: readonly ConfigurationBlocks[],
  resolver: Resolver,
): ConfigurationFact[] {
  return configurations.map((configuration) => {
    const { stack, written } = configuration;
    const fact = ({ address, path, type, values }: Block): BlockFact => ({
      address,
      stack,
      path,
      type,
      values: encodeObject(resolver.resolveObject(withoutCredentials(values)), stack),
    });
    const [backends, providers, sources, modules, provisioners, removed] = blockKinds.map((kind) =>
      configuration[kind].map(fact),
    ) as [BlockFact[], BlockFact[], BlockFact[], BlockFact[], BlockFact[], BlockFact[]];
    return {
      address: 'terraform',
      stack,
      written,
      backends,
      providers,
      sources,
      modules,
      provisioners,
      removed,
    };
  });
}

/** A source may hold a user and a password (`git::https://user:password@host/…`), which no finding may show. */
function withoutCredentials(values: ValueObject): ValueObject {
  const source = values['source'];
  return typeof source === 'string'
    ? { ...values, source: source.replace(/\/\/[^/@]*:[^/@]*@/, '//') }
    : values;
}
