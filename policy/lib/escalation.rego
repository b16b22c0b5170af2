# METADATA
# title: Ways to more privileges
# description: |
#   What the rules about principals share: which grants count, whom they reach, and how strong that principal is. A
#   principal of input.iam.principals has the union of its policies in its grants.
package lib.escalation

import data.lib.values

_table := data.tables["iam-escalation"]

# METADATA
# description: The paths, by the action that names whom they are about.
paths_of := _ids_by_action

# opa eval goes through all paths for each action that is asked of it, and only once where it is asked as a whole
_ids_by_action[action] contains id if {
	some id, path in _table.paths
	action := path.over[0]
}

# METADATA
# description: One path of the table.
path(id) := _table.paths[id]

# METADATA
# description: Principals by id.
principals[id] := principal if {
	some principal in input.iam.principals
	id := principal.id
}

# METADATA
# description: |
#   The grants of a principal by action, without those a condition holds back. Whoever may do everything has none: there is
#   nothing more to get.
by_action(principal) := {action: grants |
	usable := [grant | some grant in principal.grants; not held_back(grant)]
	some action in {action | some grant in usable; some action in grant.actions}
	grants := [grant | some grant in usable; action in grant.actions]
}

# METADATA
# description: |
#   Whether a condition keeps a grant from being used for more than it is meant for: one on what is asked for and not only
#   on who asks, from where or when. iam:PassedToService is weighed against each path instead.
held_back(grant) if {
	some condition in grant.conditions
	lower(condition.operator) in _table.conditions.limiting_operators
	not is_idle(condition.key)
	not _is_everything(condition)
}

held_back(grant) if {
	some condition in grant.denied_when
	operator := lower(condition.operator)
	operator in _table.conditions.refusing_operators
	not is_idle(condition.key)
	not _refuses_nothing(operator, condition)
}

# METADATA
# description: Whether a condition on a key is about who asks, from where or when; one nobody knows yet may be.
is_idle("")

is_idle(key) if _idle[lower(key)]

is_idle(key) if {
	some prefix in _idle_prefixes
	startswith(lower(key), prefix)
}

_idle := {key | some key in _table.conditions.idle}

_idle_prefixes := {key | some key in _table.conditions.idle; endswith(key, "/")}

_is_everything(condition) if "*" in condition.values

_is_everything(condition) if {
	lower(condition.operator) == "bool"
	some value in condition.values
	values.plain(value) == false
}

# a Deny where the key is absent or false lets only calls with it through; one where it is there refuses just that
_refuses_nothing(operator, condition) if {
	operator in {"bool", "boolifexists"}
	some value in condition.values
	values.plain(value) == true
}

_refuses_nothing("null", condition) if {
	some value in condition.values
	values.plain(value) == false
}

# METADATA
# description: The references a condition waits for of which not even the key is known; such a grant may not hold.
open_conditions(grant) := [reference |
	some condition in grant.conditions
	condition.key == ""
	some value in condition.values
	some reference in values.waits_for(value)
]

# METADATA
# description: |
#   Whether a grant of iam:PassRole lets a role be passed to one of some services: "yes", "no" or "undetermined".
passes_to(grant, services) := "no" if {
	some condition in grant.conditions
	_on_service(condition)
	lower(condition.operator) in _table.conditions.limiting_operators
	_service_of(condition, services) == "no"
} else := "no" if {
	some condition in grant.denied_when
	_on_service(condition)
	startswith(lower(condition.operator), "stringnot")
	_service_of(condition, services) == "no"
} else := "no" if {
	some condition in grant.denied_when
	_on_service(condition)
	lower(condition.operator) in {"stringequals", "stringlike"}
	every service in services {
		_service_of(condition, [service]) == "yes"
	}
} else := "undetermined" if {
	some condition in grant.conditions
	_on_service(condition)
	lower(condition.operator) in _table.conditions.limiting_operators
	_service_of(condition, services) == "undetermined"
} else := "undetermined" if {
	some condition in grant.denied_when
	_on_service(condition)
	_may_refuse(condition, services)
} else := "yes"

_may_refuse(condition, services) if {
	startswith(lower(condition.operator), "stringnot")
	_service_of(condition, services) == "undetermined"
}

_may_refuse(condition, services) if {
	lower(condition.operator) in {"stringequals", "stringlike"}
	every service in services {
		_service_of(condition, [service]) != "no"
	}
}

_on_service(condition) if lower(condition.key) == "iam:passedtoservice"

_service_of(condition, services) := "yes" if {
	some value in condition.values
	some service in services
	_like(lower(value), service)
} else := "undetermined" if {
	some value in condition.values
	values.is_unknown(value)
} else := "no"

_like(pattern, text) if pattern == text

# of a pattern with more than one star in the middle the order is not looked at
_like(pattern, text) if {
	pieces := split(pattern, "*")
	count(pieces) > 1
	startswith(text, pieces[0])
	endswith(text, pieces[count(pieces) - 1])
	every piece in pieces {
		contains(text, piece)
	}
	count(text) >= count(concat("", pieces))
}

# METADATA
# description: |
#   Whether a role lets one of some services assume it; of a role from elsewhere nobody knows, so it may.
trusts(role, services) if {
	some trusted in role.trust.services
	some service in services
	_same_service(trusted, service)
}

trusts(role, _) if role.trust.anyone

trusts(role, _) if count(role.trust.waits_for) > 0

trusts(role, _) if role.trust == null

_same_service(trusted, service) if trusted == service

# states.eu-west-1.amazonaws.com is states.amazonaws.com
_same_service(trusted, service) if {
	labels := split(trusted, ".")
	count(labels) == 4
	concat(".", [labels[0], labels[2], labels[3]]) == service
}

# METADATA
# description: Whether a role lets a principal assume it that is allowed to call sts:AssumeRole.
lets_assume(role, principal) if principal.id in role.trust.principals

lets_assume(role, _) if role.trust.account

lets_assume(role, _) if role.trust.anyone

# METADATA
# description: |
#   Whether a grant is about whatever there is: every resource, or every one but some.
is_wide(grant) if grant.scope in {"any", "except"}

# METADATA
# description: The principals of the system a grant reaches, as far as they are not the principal itself.
reached(grant, principal) := [target |
	some id in object.get(input.iam.reaches, [grant.reach], [])
	id != principal.id
	target := principals[id]
]

# METADATA
# description: |
#   Powers of a principal that another one lacks, as a text; undefined where there are none.
more_powers(target, holder) := concat(", ", more) if {
	more := [power | some power in target.powers; not power in holder.powers]
	count(more) > 0
}

# METADATA
# description: A role from elsewhere that is known by its name to be strong.
strong_stranger(grant) := stranger if {
	some stranger in grant.strangers
	name := _last_part(stranger)
	name in _table.strong_roles.names
} else := stranger if {
	some stranger in grant.strangers
	some prefix in _table.strong_roles.prefixes
	startswith(_last_part(stranger), prefix)
}

_last_part(arn) := pieces[count(pieces) - 1] if pieces := split(arn, "/")

# METADATA
# description: What stands in the way of reading all policies of a principal.
unread_references(principal) := [reference |
	some part in principal.unread
	some reference in part.waits_for
]

# METADATA
# description: "A path as people write it: policy.Statement[0]."
path_text(path) := concat("", [_step_text(index, step) | some index, step in path])

_step_text(_, step) := concat("", ["[", format_int(step, 10), "]"])

_step_text(0, step) := step if is_string(step)

_step_text(index, step) := concat("", [".", step]) if index > 0

# METADATA
# description: "A place as people write it: aws_iam_role_policy.ci policy.Statement[0]."
place_text(place) := concat(" ", [place.address, path_text(place.path)])
