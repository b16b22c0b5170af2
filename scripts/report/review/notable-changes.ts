import type { AttributeChange, ResourceChange, StackPlan } from '../../model/change';
import type { JsonValue } from '../../model/json';
import { isJsonObject } from '../../model/json';
import { embeddedDocument } from './json-leaves';

/** All changes of all planned stacks that do something, in the order of the stacks. */
export function effectiveChanges(stacks: readonly StackPlan[]): ResourceChange[] {
  return stacks
    .flatMap((stack) => (stack.kind === 'planned' ? stack.changes : []))
    .filter(({ action }) => action !== 'no-op' && action !== 'read');
}

/** Whether a change takes something away: a resource, or terraform's hold on it. */
export function isDestructive({ action }: Pick<ResourceChange, 'action'>): boolean {
  return action === 'delete' || action === 'replace' || action === 'forget';
}

/** Types whose whole purpose is to say who may do what. */
const permissionTypes =
  /^aws_(iam_|ssoadmin_|ram_|lakeformation_|organizations_policy|lambda_permission$|lambda_layer_version_permission$|kms_grant$|kms_key_policy$|s3_bucket_policy$|s3_bucket_public_access_block$|s3_access_point$|eks_access_|cloudwatch_event_permission$|cloudwatch_log_resource_policy$|sns_topic_policy$|sqs_queue_policy$|secretsmanager_secret_policy$)/;

/** Attributes that hold policy documents; only a value that is known not to be one is let off. */
const policyAttributes =
  /^(policy|policies|inline_policy|assume_role_policy|access_policy|access_policies|resource_policy|key_policy|permissions_boundary|managed_policy_arns)$/;

/** Whether a change touches permissions or trust: what anybody reviewing it must see. */
export function touchesPermissions(change: ResourceChange): boolean {
  if (change.mode === 'data') return false;
  return permissionTypes.test(change.type) || change.attributes.some(bearsPolicy);
}

function bearsPolicy(attribute: AttributeChange): boolean {
  if (attribute.path.includes('Statement')) return true;
  const values = [attribute.before, attribute.after].filter((value) => value !== undefined);
  if (values.some(isPolicyDocument)) return true;
  const [name] = attribute.path;
  if (typeof name !== 'string' || !policyAttributes.test(name)) return false;
  return (
    !attribute.known || attribute.sensitive || !values.every((value) => isJsonObject(embeddedDocument(value)))
  );
}

function isPolicyDocument(value: JsonValue): boolean {
  const document = embeddedDocument(value);
  return isJsonObject(document) && Object.hasOwn(document, 'Statement');
}
