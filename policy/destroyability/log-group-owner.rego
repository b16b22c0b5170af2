# METADATA
# title: Every log group that a service writes to is owned, and cannot be made again behind terraform's back
# description: |
#   Lambda, RDS and EKS make the log group they write to where nobody else did. Such a group is in no state: it has no
#   retention, no key of one's own, and it stays after the destroy. So each function, and each database that exports logs,
#   has an aws_cloudwatch_log_group of the exact name in the same system. A function whose role may call
#   logs:CreateLogGroup brings the group back when it runs once more during the destroy, so its role may not.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
# custom:
#   severity: high
#   message: "the log group {group} {problem}"
#   remediation: |
#     Make the log group of the name the service uses beside it, and grant the role logs:CreateLogStream and
#     logs:PutLogEvents on that group only. AWSLambdaBasicExecutionRole and its like grant logs:CreateLogGroup as well.
#   example: |
#     new CloudwatchLogGroup(this, 'logs', { name: `/aws/lambda/${functionName}`, retentionInDays: 365 });
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#     - PCI DSS 4.0.1 10.5.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_lambda_function.function_name
#     - aws_lambda_function.logging_config.log_group
#     - aws_lambda_function.role
#     - aws_rds_cluster.enabled_cloudwatch_logs_exports
#     - aws_db_instance.enabled_cloudwatch_logs_exports
#     - aws_docdb_cluster.enabled_cloudwatch_logs_exports
#     - aws_neptune_cluster.enable_cloudwatch_logs_exports
#     - aws_eks_cluster.enabled_cluster_log_types
#     - aws_cloudwatch_log_group.name
package rules.destroyability["log-group-owner"]

import data.lib.attributes
import data.lib.result
import data.lib.roles
import data.lib.text
import data.lib.values

findings contains finding if {
	some [resource, wanted] in _all_wanted
	some finding in _ownership(resource, wanted)
}

findings contains finding if {
	some function in input.resources.aws_lambda_function
	attributes.remains(function)
	some finding in _recreation(function)
}

# --- the groups a resource writes to: [{"value", "path", "text"}]

_all_wanted := [[resource, wanted] |
	some type, row in data.tables.destroyability.log_groups
	some resource in input.resources[type]
	attributes.remains(resource)
	some wanted in _wanted(row, resource)
]

_wanted(row, resource) := [{"path": ["logging_config", "log_group"], "value": own, "text": text.of(own)}] if {
	some own in _own_group(resource)
} else := [wanted |
	some log in resource.values[row.logs]
	wanted := {"path": [row.logs], "value": object.get(resource.values, row.name, _nothing), "text": _exported(row, resource, log)}
] if {
	is_array(resource.values[row.logs])
} else := [{"path": [row.name], "value": name, "text": concat("", [row.prefix, text.of(name)])}] if {
	not row.logs
	name := object.get(resource.values, row.name, _nothing)
} else := [{"path": [row.logs], "value": logs, "text": concat("", [row.prefix, text.hole]), "perhaps": true}] if {
	logs := resource.values[row.logs]
	values.is_unknown(logs)
}

_own_group(resource) := {name |
	some block in values.blocks(resource.values, "logging_config", [])
	name := block.content.log_group
	not name in {null, ""}
} | {block.content |
	some block in values.blocks(resource.values, "logging_config", [])
	values.is_unknown(block.content)
}

_exported(row, resource, log) := concat("", [row.prefix, name, "/", object.get(row, "end", text.of(log))]) if {
	name := text.of(object.get(resource.values, row.name, _nothing))
}

_nothing := {"$unknown": {}}

# --- who owns them

_ownership(resource, wanted) := set() if {
	_owned(resource, wanted)
} else := {result.undetermined(resource, wanted.path, params, _waits(wanted))} if {
	_may_need_none(wanted)
	params := {"group": _shown(wanted.text), "problem": "may be owned by no resource"}
} else := {result.fail(resource, wanted.path, params)} if {
	params := {
		"group": _shown(wanted.text),
		"problem": "is owned by no resource, so it stays, with what was logged, after everything else is destroyed",
	}
}

_may_need_none(wanted) if {
	some group in _meeting_groups(wanted.text)
	text.may_equal(group, wanted.text)
}

# a list of logs that is not known yet may be empty
_may_need_none(wanted) if wanted.perhaps

# by its name, or by a reference to the group itself
_owned(_, wanted) if {
	_names[wanted.text]
	not contains(wanted.text, text.hole)
}

_owned(resource, wanted) if {
	_groups[[wanted.text, resource.stack, values.waits_for(wanted.value)]]
}

_owned(_, wanted) if {
	some reference in values.waits_for(wanted.value)
	contains(reference, "aws_cloudwatch_log_group.")
}

# the groups a name may turn out to be, and more of the same key
_meeting_groups(name) := {group |
	some meeting in _meetings[text.shape(name)]
	some group in _groups_to_meet[text.meeting_keys(name, meeting).asked]
}

_shapes_of_groups contains text.shape(group) if some group in _names

_shapes_of_wanted contains text.shape(wanted.text) if some [_, wanted] in _all_wanted

_groups_to_meet[text.meeting_keys(group, meeting).kept] contains group if {
	some group in _names
	some meeting in _meetings[text.shape(group)]
}

_meetings[own][other] := text.meeting(own, other) if {
	some own in (_shapes_of_groups | _shapes_of_wanted)
	some other in (_shapes_of_groups | _shapes_of_wanted)
}

# looked into by key: the wasm searches a set from its beginning for what is asked with "in"
_groups := {[text.of(name), group.stack, values.waits_for(name)] |
	some group in input.resources.aws_cloudwatch_log_group
	attributes.remains(group)
	name := group.values.name
}

_names := {name | some [name, _, _] in _groups}

_waits(wanted) := array.concat(values.waits_for(wanted.value), [reference |
	some group in _meeting_groups(wanted.text)
	text.may_equal(group, wanted.text)
	some references in _references_of[group]
	some reference in references
])

_references_of[group] contains references if some [group, _, references] in _groups

_shown(name) := replace(name, text.hole, "(not known yet)")

# --- who may make the group of a function again

_recreation(function) := {finding |
	some principal in roles.run_by(function)
	not _denied(principal)
	some grant in _grants(principal)
	finding := _found(function, grant)
}

_grants(principal) := ((statements | documents) | managed) | unknown if {
	statements := {grant |
		some statement in roles.statements(principal)
		grant := {"by": statement.address, "waits_for": _sure(statement)}
	}
	documents := {{"by": document.address, "waits_for": document.waits_for} | some document in roles.unread(principal)}
	managed := {{"by": name, "waits_for": []} |
		some name in roles.managed(principal)
		name in data.tables.destroyability.makes_log_groups
	}
	unknown := {{"by": "a policy that is not known yet", "waits_for": principal.waits_for} | count(principal.waits_for) > 0}
}

_found(function, grant) := result.fail(function, ["role"], _again(function, grant.by, "allows")) if count(grant.waits_for) == 0

_found(function, grant) := result.undetermined(function, ["role"], _again(function, grant.by, "may allow"), grant.waits_for) if {
	count(grant.waits_for) > 0
}

_again(function, by, allows) := {
	"group": _shown(concat("", [_logs_of_functions, text.of(object.get(function.values, "function_name", _nothing))])),
	"problem": concat(" ", ["can be made again by the function itself, as", by, allows, "logs:CreateLogGroup"]),
}

_denied(principal) if {
	some statement in roles.statements(principal)
	statement.effect == "Deny"
	count(statement.conditions) == 0
	some action in statement.actions
	_stands_for(action.pattern) == "yes"
	some target in statement.resources
	target.wildcard == "all"
}

# what must be known before it is sure that a statement allows it; undefined where it does not
_sure(statement) := waits_for if {
	statement.effect != "Deny"
	_about_functions(statement)
	waits_for := array.concat(values.waits_for(statement.effect), _action_waits(statement))
}

_action_waits(statement) := [] if {
	some action in statement.actions
	_stands_for(action.pattern) == "yes"
} else := [] if {
	count(statement.not_actions) > 0
	count([action | some action in statement.not_actions; _stands_for(action.pattern)]) == 0
} else := waits_for if {
	waits_for := [reference |
		some action in array.concat(statement.actions, statement.not_actions)
		_stands_for(action.pattern) == "undetermined"
		some reference in values.waits_for(action.pattern)
	]
	count(waits_for) > 0
}

# a statement about other log groups only brings none of a function back
_about_functions(statement) if count(statement.resources) == 0

_about_functions(statement) if {
	some target in statement.resources
	not _elsewhere(text.of(target.pattern))
}

_elsewhere(arn) if {
	name := split(split(arn, ":log-group:")[1], "*")[0]
	literal := split(name, text.hole)[0]
	not startswith(literal, _logs_of_functions)
	not startswith(_logs_of_functions, literal)
}

_elsewhere(arn) if {
	service := split(arn, ":")[2]
	not service in {"*", "logs", text.hole}
}

# "yes" or "undetermined" where a pattern of actions includes logs:CreateLogGroup, or may; undefined where it does not
_stands_for(pattern) := answer if {
	text.may_equal(replace(lower(text.of(pattern)), "*", text.hole), _action)
	answer := _certainty(pattern)
}

_certainty(pattern) := "undetermined" if {
	values.is_unknown(pattern)
} else := "yes"

_action := "logs:createloggroup"

_logs_of_functions := "/aws/lambda/"
