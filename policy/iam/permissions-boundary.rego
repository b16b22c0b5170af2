# METADATA
# title: Whoever creates roles stays within a boundary
# description: |
#   A principal that can create a role or user and give it permissions can make one that may do everything. It must be
#   held to roles with a permissions boundary, by the condition key iam:PermissionsBoundary, or have a boundary itself
#   that does not let it. Creating roles without giving them permissions is no harm.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
# custom:
#   severity: high
#   message: "{principal} can create what no boundary limits, by {action}"
#   remediation: |
#     Add the condition StringEquals on iam:PermissionsBoundary with the ARN of the boundary to the statements with
#     iam:CreateRole, iam:PutRolePolicy and iam:AttachRolePolicy.
#   example: |
#     {
#       Effect: 'Allow',
#       Action: ['iam:CreateRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy'],
#       Resource: `arn:aws:iam::${account}:role/payments-*`,
#       Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary.arn } },
#     }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#   stages: [synth, plan, state]
#   attributes: ["*"]
package rules.iam["permissions-boundary"]

import data.lib.escalation
import data.lib.result

findings contains finding if {
	some _, creations in _by_place
	finding := _finding([creation | some creation in creations])
}

_by_place[key] contains {"principal": principal, "action": action, "grant": grant} if {
	some principal in input.iam.principals
	principal.admin != "yes"
	grants := escalation.by_action(principal)
	some action, givers in _givers
	some giver in givers
	grants[giver]
	some grant in grants[action]
	grant.from.judged
	key := json.marshal([grant.from.stack, grant.from.address, grant.from.path])
}

_givers := {
	"iam:CreateRole": ["iam:AttachRolePolicy", "iam:PutRolePolicy"],
	"iam:CreateUser": ["iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:AddUserToGroup"],
}

_finding(creations) := result.fail(place, place.path, _params(sure)) if {
	sure := [creation | some creation in creations; count(_doubts(creation)) == 0]
	place := sure[0].grant.from
} else := result.undetermined(place, place.path, _params(creations), sort(doubts)) if {
	place := creations[0].grant.from
	doubts := {reference | some creation in creations; some reference in _doubts(creation)}
}

_doubts(creation) := (of_boundary | of_effect) | of_conditions if {
	of_boundary := {reference | some reference in creation.principal.boundary.waits_for}
	of_effect := {reference | some reference in creation.grant.granted_when}
	of_conditions := {reference | some reference in escalation.open_conditions(creation.grant)}
}

_params(creations) := {
	"principal": concat(", ", sort({creation.principal.id | some creation in creations})),
	"action": concat(" and ", sort({creation.action | some creation in creations})),
}
