# METADATA
# title: Roles to be assumed are named
# description: |
#   sts:AssumeRole on every role leaves it to the trust policies of all roles, in this account and in others, to keep the
#   holder out. A statement must name the roles, or a beginning of their names, or hold them by a tag they bear.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
# custom:
#   severity: high
#   message: "{resource} may be assumed: that is every role that lets this one in"
#   remediation: Name the roles by their ARNs; in other accounts a role of a fixed name is fine.
#   example: |
#     { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${auditAccount}:role/read-audit-log` }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#     - PCI DSS 4.0.1 7.2.5
#   stages: [synth, plan, state]
#   attributes: ["*"]
package rules.iam["assume-role"]

import data.lib.iam
import data.lib.role_names
import data.lib.values

findings contains iam.against(statement, resource.path, {"resource": values.text(resource.pattern)}) if {
	some statement in iam.granting
	statement.kind == "identity"
	role_names.names(statement, "sts:AssumeRole")
	some resource in statement.resources
	role_names.is_every(resource)
	not role_names.held_by(statement, {"aws:resourcetag/", "iam:resourcetag/"})
}
