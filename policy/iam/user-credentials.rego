# METADATA
# title: No credentials of long life
# description: |
#   Access keys, passwords and other credentials of IAM users work from anywhere until somebody takes them away, and
#   Terraform keeps their secret in its state. People sign in through IAM Identity Center and get credentials for hours;
#   programs have roles.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
# custom:
#   severity: high
#   message: "{user} gets {credential}, which works until it is taken away"
#   remediation: Let a program assume a role, and people sign in through IAM Identity Center; remove the credential.
#   example: |
#     new IamRole(this, 'Role', { name: jobsName, assumeRolePolicy: policyDocument([trustLambda]) });
#   controls:
#     - PCI DSS 4.0.1 8.6.2
#     - PCI DSS 4.0.1 8.2.2
#     - PCI DSS 4.0.1 7.2.5
#   stages: [synth, plan, state]
#   attributes:
#     - aws_iam_access_key.user
#     - aws_iam_service_specific_credential.user_name
#     - aws_iam_signing_certificate.user_name
#     - aws_iam_user_login_profile.user
#     - aws_iam_user_ssh_key.username
package rules.iam["user-credentials"]

import data.lib.result
import data.lib.values

findings contains result.fail(credential, credential.path, params) if {
	some credential in input.iam.credentials
	params := {"user": values.text(credential.user), "credential": _names[credential.type]}
}

_names := {
	"aws_iam_access_key": "an access key",
	"aws_iam_service_specific_credential": "a credential for one service",
	"aws_iam_signing_certificate": "a signing certificate",
	"aws_iam_user_login_profile": "a password",
	"aws_iam_user_ssh_key": "an SSH key",
}
