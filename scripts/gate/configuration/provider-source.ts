import type { Resource } from '../../model/resource';
import type { Block } from './blocks';

/** Terraform's own registry, which an address without a host stands for. */
const defaultHost = 'registry.terraform.io/';
const builtIn = 'terraform.io/builtin/terraform';

/**
 * The address of a provider in its shortest form: `hashicorp/aws` for `aws`, for itself and with the host of terraform's
 * registry before it; another host stays.
 */
export function providerSource(written: string): string {
  const source = written.startsWith(defaultHost) ? written.slice(defaultHost.length) : written.toLowerCase();
  if (source === 'terraform' || source === builtIn) return builtIn;
  if (source.startsWith('-/')) return `hashicorp/${source.slice(2)}`;
  return source.includes('/') ? source : `hashicorp/${source}`;
}

/** The local name of the provider a resource is of: that of its `provider` argument, else the first word of its type. */
export function providerNameOf({ type, values }: Pick<Resource, 'type' | 'values'>): string {
  const written = values['provider'];
  const named = typeof written === 'string' ? /^(?:\$\{)?([\w-]+)/.exec(written)?.[1] : undefined;
  return named ?? type.split('_', 1)[0] ?? type;
}

/** One block a provider, with the first thing that asked for it. */
export function sourceBlocks(uses: Iterable<readonly [source: string, usedBy: string]>): Block[] {
  const first = new Map<string, string>();
  for (const [source, usedBy] of uses) if (!first.has(source)) first.set(source, usedBy);
  return Array.from(first, ([source, usedBy]) => ({
    address: `provider[${JSON.stringify(source)}]`,
    path: [],
    type: source,
    values: { source, used_by: usedBy },
  }));
}
