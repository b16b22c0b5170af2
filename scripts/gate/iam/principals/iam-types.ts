import type { HolderKind } from '../../input/policy-input';

/** Resource types that are principals, and how their name is written. */
export const holderTypes: Readonly<Record<string, HolderKind>> = {
  aws_iam_group: 'group',
  aws_iam_role: 'role',
  aws_iam_service_linked_role: 'service-linked-role',
  aws_iam_user: 'user',
  aws_ssoadmin_permission_set: 'permission-set',
};

/** How a resource type gives a principal permissions. */
export interface Attachment {
  /** The attributes that name who gets them. */
  readonly holders: readonly (readonly [attribute: string, kind: HolderKind])[];
  /** The attribute with the document. */
  readonly document?: string;
  /** The attribute with the ARN or ARNs of managed policies. */
  readonly policies?: string;
  /** The block that names a customer managed policy by path and name. */
  readonly reference?: string;
  /** The block or attribute that sets a boundary. */
  readonly boundary?: string;
}

const roleNamed = [['role_name', 'role']] as const;
const userNamed = [['user_name', 'user']] as const;
const groupNamed = [['group_name', 'group']] as const;
const permissionSet = [['permission_set_arn', 'permission-set']] as const;

/** Every type of provider 5.100 that gives a principal permissions. */
export const attachmentTypes: Readonly<Record<string, Attachment>> = {
  aws_iam_group_policy: { holders: [['group', 'group']], document: 'policy' },
  aws_iam_role_policy: { holders: [['role', 'role']], document: 'policy' },
  aws_iam_user_policy: { holders: [['user', 'user']], document: 'policy' },
  aws_iam_group_policy_attachment: { holders: [['group', 'group']], policies: 'policy_arn' },
  aws_iam_role_policy_attachment: { holders: [['role', 'role']], policies: 'policy_arn' },
  aws_iam_user_policy_attachment: { holders: [['user', 'user']], policies: 'policy_arn' },
  aws_iam_policy_attachment: {
    holders: [
      ['roles', 'role'],
      ['users', 'user'],
      ['groups', 'group'],
    ],
    policies: 'policy_arn',
  },
  aws_iam_group_policy_attachments_exclusive: { holders: groupNamed, policies: 'policy_arns' },
  aws_iam_role_policy_attachments_exclusive: { holders: roleNamed, policies: 'policy_arns' },
  aws_iam_user_policy_attachments_exclusive: { holders: userNamed, policies: 'policy_arns' },
  // these remove what they do not name, and give nothing
  aws_iam_group_policies_exclusive: { holders: groupNamed },
  aws_iam_role_policies_exclusive: { holders: roleNamed },
  aws_iam_user_policies_exclusive: { holders: userNamed },
  aws_ssoadmin_permission_set_inline_policy: { holders: permissionSet, document: 'inline_policy' },
  aws_ssoadmin_managed_policy_attachment: { holders: permissionSet, policies: 'managed_policy_arn' },
  aws_ssoadmin_customer_managed_policy_attachment: {
    holders: permissionSet,
    reference: 'customer_managed_policy_reference',
  },
  aws_ssoadmin_permissions_boundary_attachment: { holders: permissionSet, boundary: 'permissions_boundary' },
};

/** Types that put users into groups: the attributes with the users and with the groups. */
export const membershipTypes: Readonly<Record<string, readonly [users: string, groups: string]>> = {
  aws_iam_group_membership: ['users', 'group'],
  aws_iam_user_group_membership: ['user', 'groups'],
};

/** Types that give a user credentials of long life. */
export const credentialTypes: ReadonlySet<string> = new Set([
  'aws_iam_access_key',
  'aws_iam_service_specific_credential',
  'aws_iam_signing_certificate',
  'aws_iam_user_login_profile',
  'aws_iam_user_ssh_key',
]);

/** Types without permissions of their own: identity providers, account settings, devices. */
export const typesWithoutPermissions: ReadonlySet<string> = new Set([
  'aws_iam_account_alias',
  'aws_iam_account_password_policy',
  'aws_iam_openid_connect_provider',
  'aws_iam_organizations_features',
  'aws_iam_saml_provider',
  'aws_iam_security_token_service_preferences',
  'aws_iam_server_certificate',
  'aws_iam_virtual_mfa_device',
]);
