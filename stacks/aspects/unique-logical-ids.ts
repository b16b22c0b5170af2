import type { IAspect } from 'cdktf';
import { TerraformDataSource, TerraformElement, TerraformOutput, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { StackError } from '../lib/error';

/**
 * Refuses two constructs that would be written to one address.
 *
 * cdktf drops punctuation from construct ids, so `a.b` and `ab` become one logical id, and the later one overwrites the
 * earlier without a word.
 */
export class UniqueLogicalIds implements IAspect {
  readonly #pathByAddress = new Map<string, string>();

  visit(node: IConstruct): void {
    const address = addressOf(node);
    if (address === undefined) return;
    const other = this.#pathByAddress.get(address);
    if (other !== undefined && other !== node.node.path) {
      throw new StackError(
        `${other} and ${node.node.path} would both be written as ${address}: give one of them an id that differs in letters or digits`,
      );
    }
    this.#pathByAddress.set(address, node.node.path);
  }
}

function addressOf(node: IConstruct): string | undefined {
  if (!TerraformElement.isTerraformElement(node)) return undefined;
  if (TerraformResource.isTerraformResource(node))
    return `${node.terraformResourceType}.${node.friendlyUniqueId}`;
  if (TerraformDataSource.isTerraformDataSource(node)) {
    return `data.${node.terraformResourceType}.${node.friendlyUniqueId}`;
  }
  if (TerraformOutput.isTerraformOutput(node)) return `output.${node.friendlyUniqueId}`;
  return undefined;
}
