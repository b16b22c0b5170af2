import type { JsonObject } from '../../model/json';

/**
 * The `lifecycle` of a resource as its configuration has it among the values, for a plan that shows no more of it than
 * that a replacement is made before the old one goes. (A state file marks what others with it depend on, too.) No resource has an attribute of that name, which is Terraform's own.
 */
export function orderedLifecycle(isCreatedFirst: boolean): JsonObject {
  return isCreatedFirst ? { lifecycle: { create_before_destroy: true } } : {};
}
