# METADATA
# title: How strong a principal is
# description: |
#   What privilege escalation weighs: who can get everything without anybody's help, who is stronger than whom, and what
#   is not sure.
package lib.strength

import data.lib.escalation

# METADATA
# description: Those who may do something and not everything; whoever may do everything has nothing to gain.
holders contains principal if {
	some principal in input.iam.principals
	principal.admin != "yes"
	count(principal.grants) > 0
}

# METADATA
# description: Whether a principal has every step of a path, by its grants.
has_all(path, grants) if {
	every action in path.actions {
		grants[action]
	}
}

# METADATA
# description: |
#   The references that must be known before it is sure that a principal has the steps of a path at all: of an effect, of a
#   condition, or of a boundary nobody can read.
doubts(principal, path, grants, main) := (_of_boundary(principal) | _of_grant(main)) | others if {
	others := {reference |
		some action in path.actions
		not action in main.actions
		certain := [grant | some grant in grants[action]; count(_of_grant(grant)) == 0]
		count(certain) == 0
		some reference in _of_grant(grants[action][0])
	}
}

_of_grant(grant) := {reference | some reference in grant.granted_when} | {reference |
	some reference in escalation.open_conditions(grant)
}

_of_boundary(principal) := {reference | some reference in principal.boundary.waits_for}

# METADATA
# description: Whether one of some grants is about the same resources as another grant.
has_common(main, grants) if {
	some grant in grants
	_common(main, grant)
}

_common(left, _) if escalation.is_wide(left)

_common(_, right) if escalation.is_wide(right)

_common(left, right) if {
	some resource in left.resources
	resource in right.resources
}

# METADATA
# description: "Whether a grant lets a role be passed to a service of a path: \"yes\", \"no\" or \"undetermined\"."
passing(path, main) := escalation.passes_to(main, path.services)

passing(path, _) := "yes" if not path.services

# METADATA
# description: |
#   Why a principal is stronger than another one, in a few words; undefined where it is not. Services that run nobody's
#   code are weighed by what an administrator could do with them only.
stronger(target, holder, path) := "may do everything" if {
	target.admin == "yes"
} else := "can give itself every permission" if {
	unbounded[target.id]
	not unbounded[holder.id]
} else := concat("", ["may ", more, " on everything"]) if {
	not path.weigh == "administrators"
	more := escalation.more_powers(target, holder)
}

# METADATA
# description: Those who need nobody's help to get everything.
unbounded := {principal.id |
	some principal in holders
	grants := escalation.by_action(principal)
	some action, mains in grants
	some id in escalation.paths_of[action]
	_unaided[id]
	path := escalation.path(id)
	has_all(path, grants)
	some main in mains
	count(doubts(principal, path, grants, main)) == 0
	_is_open_ended(path, grants, main)
}

# by these a principal needs nothing that is there already, but the role it passes; whole sets, as opa eval makes a set
# that is told rule by rule again for each item that is asked of it
_unaided := _by_itself | _by_passing

_by_itself := {id |
	some ids in escalation.paths_of
	some id in ids
	escalation.path(id).gives in {"permissions", "new"}
}

_by_passing := {id |
	some id in escalation.paths_of["iam:PassRole"]
	not escalation.path(id).weigh == "administrators"
}

_is_open_ended(path, _, main) if {
	escalation.is_wide(main)
	passing(path, main) == "yes"
}

_is_open_ended(path, _, main) if {
	path.gives == "permissions"
	main.self
}

_is_open_ended(path, grants, main) if {
	path.gives == "new"
	every action in path.over {
		has_common(main, grants[action])
	}
}
