# METADATA
# title: A role is passed to a service, and not any role to any
# description: |
#   iam:PassRole hands the permissions of a role to whatever the holder creates. A statement must name the roles, or a
#   beginning of names that is one application's, and hold them to the services they are for with iam:PassedToService
#   (or to the resources with iam:AssociatedResourceArn): the trust policy of the role may allow more services than this
#   principal should use, now or later.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
# custom:
#   severity: high
#   message: "{resource} may be passed: {reason}"
#   remediation: |
#     Name the role, best by reference, and add the condition StringEquals on iam:PassedToService with the services that
#     are meant to use it.
#   example: |
#     {
#       Effect: 'Allow',
#       Action: 'iam:PassRole',
#       Resource: jobsRole.arn,
#       Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
#     }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#     - PCI DSS 4.0.1 7.2.5
#   stages: [synth, plan, state]
#   attributes: ["*"]
package rules.iam["pass-role"]

import data.lib.iam
import data.lib.role_names
import data.lib.values

findings contains iam.against(statement, resource.path, params) if {
	some statement in iam.granting
	statement.kind == "identity"
	role_names.names(statement, "iam:PassRole")
	some resource in statement.resources
	role_names.may_be_role(resource)
	reason := _reason(statement, resource)
	params := {"resource": values.text(resource.pattern), "reason": reason}
}

_reason(_, resource) := "that is every role there is" if role_names.is_every(resource)

_reason(statement, resource) := "no iam:PassedToService says to which service" if {
	not role_names.is_every(resource)
	not role_names.held_by(statement, {"iam:passedtoservice", "iam:associatedresourcearn"})
}
