import type { IAspect } from 'cdktf';
import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';

/** AWS takes 256 characters as the value of a tag. */
const tagValueLimit = 256;

/** A generated resource class whose type takes tags; `tags` itself is a token and must not be read here. */
interface Taggable {
  tags: Record<string, string>;
  readonly tagsInput?: Record<string, string>;
}

/**
 * The one source of tags. A tag a construct sets itself stands.
 *
 * Every taggable resource gets a `Name` made of its construct path: a VPC, a subnet or a key has no name of its own, and
 * the suffix must be found on it all the same.
 */
export class Tags implements IAspect {
  constructor(
    private readonly environment: Environment,
    private readonly naming: Naming,
  ) {}

  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || !isTaggable(node)) return;
    node.tags = {
      Product: this.naming.product,
      Environment: this.environment.name,
      Stack: node.cdktfStack.node.id,
      ManagedBy: 'tollgate',
      Name: this.naming.name(nounOf(node.node.path), tagValueLimit),
      ...node.tagsInput,
    };
  }
}

/** `network/Vpc/Zone1/PrivateSubnet` as `network-vpc-zone1-private-subnet`. */
function nounOf(path: string): string {
  return path
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function isTaggable(resource: TerraformResource): resource is TerraformResource & Taggable {
  return 'tagsInput' in resource;
}
