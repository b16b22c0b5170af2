# METADATA
# title: Nobody can give themselves more than they were given
# description: |
#   A principal escalates where the union of its policies lets it get permissions it does not have: by changing what it or
#   somebody it can become may do, by handing a role to code it writes, or by entering what runs as that role. Each way
#   is a path of the table iam-escalation. What a Deny covers, a boundary leaves out, or a condition on the request holds
#   back is no way. The target counts: passing one named role that is weaker is what deploy roles do; reaching one that
#   may do more than the principal itself is an escalation, and so is reaching whatever role there is. A principal whose
#   policies cannot all be read is undetermined.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
#   - https://pathfinding.cloud/paths/
# custom:
#   severity: critical
#   message: "{principal} can get more privileges by {path}: {reason}, granted by {granted_by}"
#   remediation: |
#     Name the roles, users and policies a principal may act on, none of them stronger than it is; hold iam:PassRole to a
#     service with iam:PassedToService, and changes of permissions to bounded roles with iam:PermissionsBoundary.
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
package rules.iam["privilege-escalation"]

import data.lib.escalation
import data.lib.result
import data.lib.strength

# one finding a place: what is written there is what has to change
findings contains finding if {
	some _, ways in _by_place
	failing := [way | some way in ways; way.status == "fail"]
	finding := result.fail(failing[0].place, failing[0].place.path, _params(failing))
}

findings contains finding if {
	some _, ways in _by_place
	every way in ways {
		way.status == "undetermined"
	}
	open := [way | some way in ways]
	waits_for := {reference | some way in open; some reference in way.waits_for}
	finding := result.undetermined(open[0].place, open[0].place.path, _params(open), sort(waits_for))
}

_by_place[key] contains way if {
	some way in _ways
	key := json.marshal([way.place.stack, way.place.address, way.place.path])
}

# told by the way with the fewest steps; all of them are in paths
_params(ways) := {
	"principal": concat(", ", sort({way.principal | some way in ways})),
	"path": _first_and_more(shortest.path, count({way.path | some way in ways})),
	"reason": shortest.reason,
	"granted_by": concat(", ", [escalation.place_text(place) | some place in shortest.statements]),
	"paths": sort({id | some way in ways; some id in way.ids}),
	"related": sort({related | some way in ways; some place in way.statements; related := _related(place)}),
} if {
	shortest := sort([[way.steps, way.path, way.reason, way] | some way in ways])[0][3]
}

_related(place) := {"stack": place.stack, "address": place.address, "path": place.path, "text": place.text}

_first_and_more(path, 1) := path

_first_and_more(path, ways) := concat("", [path, " and ", format_int(ways - 1, 10), " other ways"]) if ways > 1

_ways contains way if {
	some principal in strength.holders
	grants := escalation.by_action(principal)
	some action, mains in grants
	some id in escalation.paths_of[action]
	path := escalation.path(id)
	strength.has_all(path, grants)
	some main in mains
	outcome := _outcome(principal, path, grants, main)
	statements := _statements(path, grants, main)
	judged := [statement | some statement in statements; statement.judged]
	settled := _settled(principal, path, grants, main, outcome)
	way := object.union(settled, {
		"principal": principal.id,
		"ids": [id],
		"path": path.name,
		"steps": count(path.actions),
		"place": judged[0],
		"statements": statements,
	})
}

_ways contains way if {
	some principal in input.iam.principals
	principal.admin != "yes"
	some part in principal.unread
	part.judged
	way := _unread(principal.id, part)
}

_ways contains way if {
	some part in input.iam.unjoined
	part.judged
	way := _unread("somebody", part)
}

_unread(principal, part) := {
	"status": "undetermined",
	"reason": part.reason,
	"waits_for": part.waits_for,
	"principal": principal,
	"path": "what is not known yet",
	"steps": 0,
	"place": part,
	"statements": [object.union(part, {"text": part.reason})],
}

# the statement that names the target first, then one for each other step
_statements(path, grants, main) := array.concat([_told(main, path)], others) if {
	chosen := {grant |
		some action in path.actions
		not action in main.actions
		grant := grants[action][0]
	}
	others := [_told(grant, path) | some grant in chosen]
}

_told(grant, path) := object.union(grant.from, {"text": concat("", ["grants ", concat(", ", steps)])}) if {
	steps := [action | some action in path.actions; action in grant.actions]
}

# what is not sure to be granted, or may be outside a boundary nobody can read, is not sure to be a way
_settled(principal, path, grants, main, outcome) := outcome if {
	count(strength.doubts(principal, path, grants, main)) == 0
}

_settled(principal, path, grants, main, outcome) := settled if {
	doubts := strength.doubts(principal, path, grants, main)
	count(doubts) > 0
	settled := {
		"status": "undetermined",
		"reason": outcome.reason,
		"waits_for": array.concat(outcome.waits_for, [reference | some reference in doubts]),
	}
}

_fail(reason) := {"status": "fail", "reason": reason, "waits_for": []}

_open(reason, waits_for) := {"status": "undetermined", "reason": reason, "waits_for": waits_for}

# acting as somebody: whoever there is, or somebody stronger
_outcome(principal, path, _, main) := outcome if {
	path.gives == "identity"
	outcome := _identity(principal, path, main)
}

# changing what somebody may do: oneself, or whoever there is
_outcome(_, path, _, main) := _fail("on everything") if {
	path.gives in {"permissions", "access", "boundary"}
	escalation.is_wide(main)
}

_outcome(_, path, _, main) := _fail("on itself") if {
	path.gives == "permissions"
	not escalation.is_wide(main)
	main.self
}

_outcome(principal, path, _, main) := _fail("on its own boundary") if {
	path.gives == "boundary"
	not escalation.is_wide(main)
	main.self
	principal.boundary != null
}

_outcome(_, path, _, main) := _open("whom it is about is not known yet", main.waits_for) if {
	path.gives == "permissions"
	not escalation.is_wide(main)
	not main.self
	count(main.waits_for) > 0
}

# changing what somebody may do and acting as them
_outcome(principal, path, grants, main) := _fail(reason) if {
	path.gives == "both"
	reasons := [reason | some second in grants[path.over[1]]; reason := _joint(principal, path, main, second)]
	reason := reasons[0]
}

# making somebody new who may do anything
_outcome(_, path, grants, main) := _fail("for somebody it makes itself") if {
	path.gives == "new"
	every action in path.over {
		strength.has_common(main, grants[action])
	}
}

_joint(_, _, main, second) := "on everybody" if {
	escalation.is_wide(main)
	escalation.is_wide(second)
}

_joint(principal, path, main, second) := concat("", ["as ", names[0]]) if {
	names := [target.id |
		some target in _both_reach(principal, main, second)
		_can_become(principal, path, target)
	]
}

_both_reach(principal, main, second) := escalation.reached(second, principal) if escalation.is_wide(main)

_both_reach(principal, main, second) := escalation.reached(main, principal) if escalation.is_wide(second)

_both_reach(principal, main, second) := [target |
	some target in escalation.reached(main, principal)
	target.id in object.get(input.iam.reaches, [second.reach], [])
] if {
	not escalation.is_wide(main)
	not escalation.is_wide(second)
}

_can_become(principal, _, target) if escalation.lets_assume(target, principal)

_can_become(_, path, _) if not _is_by_assuming(path)

_is_by_assuming(path) if "sts:AssumeRole" in path.over

_identity(principal, path, main) := outcome if {
	passing := strength.passing(path, main)
	passing == "yes"
	outcome := _taking(principal, path, main)
}

_identity(principal, path, main) := _open(outcome.reason, waits_for) if {
	strength.passing(path, main) == "undetermined"
	outcome := _taking(principal, path, main)
	waits_for := [reference |
		some condition in array.concat(main.conditions, main.denied_when)
		some value in condition.values
		some reference in value["$unknown"].waits_for
	]
}

_taking(principal, path, main) := _fail("with whatever role or resource there is") if {
	escalation.is_wide(main)
	not path.only_known_targets
	not _is_by_assuming(path)
} else := _fail(concat("", ["as ", strongest.id, ", which ", strongest.reason])) if {
	strong := [{"id": target.id, "reason": reason} |
		some target in _targets(principal, path, main)
		reason := strength.stronger(target, principal, path)
	]
	strongest := strong[0]
} else := _fail(concat("", ["as ", stranger, ", which is known to be strong"])) if {
	stranger := escalation.strong_stranger(main)
} else := _open("whom it reaches is not known yet", main.waits_for) if {
	count(main.waits_for) > 0
} else := _open(concat("", ["what ", unread[0].id, " may do is not known yet"]), waits_for) if {
	unread := [target | some target in _targets(principal, path, main); _is_unread(target)]
	waits_for := [reference | some target in unread; some reference in escalation.unread_references(target)]
}

_is_unread(target) if count(target.unread) > 0

_is_unread(target) if target.admin == "undetermined"

_targets(principal, path, main) := [target |
	some target in escalation.reached(main, principal)
	_is_eligible(principal, path, target)
] if {
	not escalation.is_wide(main)
}

# every role may be assumed that lets this one do so
_targets(principal, path, main) := [target |
	some id in _assumable[principal.id]
	target := escalation.principals[id]
] if {
	escalation.is_wide(main)
	_is_by_assuming(path)
}

_assumable[id] contains role.id if {
	some role in _strong_roles
	some id in role.trust.principals
	id != role.id
}

_assumable[principal.id] contains role if {
	some principal in strength.holders
	some role in array.slice(_open_roles, 0, 2)
	role != principal.id
}

_strong_roles contains role if {
	some role in input.iam.principals
	_is_strong(role)
}

_open_roles := [role.id | some role in _strong_roles; _trusts_account(role)]

_trusts_account(role) if role.trust.account

_trusts_account(role) if role.trust.anyone

_is_strong(role) if role.admin == "yes"

_is_strong(role) if strength.unbounded[role.id]

_is_eligible(_, path, target) if {
	escalation.trusts(target, path.services)
}

_is_eligible(principal, path, target) if {
	not path.services
	_can_become(principal, path, target)
}
