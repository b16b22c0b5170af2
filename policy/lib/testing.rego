# METADATA
# title: Assertions
# description: |
#   For tests only: a test that fails prints what was expected and what was found. Nothing that is built imports it.
package lib.testing

# METADATA
# description: Both are the same.
same(expected, found) if {
	expected == found
} else := false if {
	print("expected:", expected)
	print("found:   ", found)
}

# METADATA
# description: Nothing was found.
empty(found) if {
	set() == found
}

# METADATA
# description: A resource as the gate passes it, with an address made of type and "example", which is to be created.
resource(type, attributes) := {
	"key": concat(".", [type, "example"]),
	"names": [],
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"action": "create",
	"values": attributes,
	"before": null,
}

# METADATA
# description: Attributes of which the one at a path of one to four steps has a value.
at([name], value) := {name: value}

at([outer, name], value) := {outer: {name: value}}

at([outer, inner, name], value) := {outer: {inner: {name: value}}}

at([outer, middle, inner, name], value) := {outer: {middle: {inner: {name: value}}}}

# METADATA
# description: |
#   An input of one resource, of a row of a test that begins with a type and the path of an attribute: with a value of that
#   attribute, and with those in the fifth place of the row beside it, if there are any.
input_at(row, value) := input_of(row[0], object.union(at(row[1], value), row[4])) if {
	count(row) == 5
} else := input_of(row[0], at(row[1], value))

# METADATA
# description: |
#   What rows promise, as [row, value, what is said of it]. A row is a type, the path of an attribute, the values that are
#   right, null for one that is left out, [value, what is said of it] for wrong ones, and perhaps other attributes without
#   which it is not judged.
promises(rows) := array.concat(
	[[row, value, set()] | some row in rows; some value in row[2]],
	[[row, value, {said}] | some row in rows; some [value, said] in row[3]],
)

# METADATA
# description: |
#   What rows let by, as promises. A row is a type, the path of an attribute, a value that is wrong elsewhere, and sets of
#   other attributes beside which nobody asks for another.
exceptions(rows) := [[[row[0], row[1], [], [], others], row[2], set()] | some row in rows; some others in row[3]]

# METADATA
# description: What findings say about the value of the attribute at a path.
values_at(path, findings) := {finding.params.value | some finding in findings; finding.params.attribute == concat(".", path)}

# METADATA
# description: An input of one resource for an environment with the suffix dev.
input_of(type, attributes) := input_with(type, resource(type, attributes))

# METADATA
# description: An input of a resource for an environment with the suffix dev.
input_with(type, one) := {
	"version": 1,
	"stage": "plan",
	"environment": {"name": "dev", "suffix": "dev", "scope": "environment"},
	"resources": {type: [one]},
}

# METADATA
# description: |
#   An input of several resources [type, name, attributes], in which links are [from, path, to]: keys are type.name.
input_of_system(resources, links) := {
	"version": 1,
	"stage": "plan",
	"environment": {"name": "dev", "suffix": "dev", "scope": "environment", "ephemeral": false, "options": {}},
	"resources": {type: found |
		some [type, _, _] in resources
		found := [named(type, name, attributes, links) | some [other, name, attributes] in resources; other == type]
	},
	"links": {to: found |
		some [_, _, to] in links
		found := [link | some [from, path, other] in links; other == to; link := link_from(from, path)]
	},
	"api": {"routes": {}},
}

named(type, name, attributes, links) := object.union(resource(type, attributes), {
	"key": key,
	"address": key,
	"names": [{"path": path, "key": to} | some [from, path, to] in links; from == key],
}) if {
	key := concat(".", [type, name])
}

link_from(from, path) := {
	"from": from,
	"type": split(from, ".")[0],
	"address": from,
	"stack": "payments",
	"path": path,
}

# METADATA
# description: A finding as a rule makes it, about a resource of the stack payments.
found(status, address, path, params, waits_for) := {
	"status": status,
	"address": address,
	"stack": "payments",
	"path": path,
	"params": params,
	"waits_for": waits_for,
}

# METADATA
# description: An input of one written configuration; the lists given replace empty ones.
input_of_configuration(lists) := {
	"version": 1,
	"stage": "synth",
	"environment": {
		"name": "dev",
		"suffix": "dev",
		"scope": "environment",
		"region": "us-east-1",
		"state_bucket": "state-dev",
	},
	"resources": {},
	"data": {},
	"configurations": [object.union(
		{
			"address": "terraform",
			"stack": "payments",
			"written": true,
			"backends": [],
			"providers": [],
			"sources": [],
			"modules": [],
			"provisioners": [],
			"removed": [],
		},
		lists,
	)],
}

# METADATA
# description: A block of a configuration.
block(address, type, attributes) := {
	"address": address,
	"stack": "payments",
	"path": [],
	"type": type,
	"values": attributes,
}

# METADATA
# description: An input of one IAM statement; the keys given replace those of an Allow of s3:GetObject on one bucket.
input_of_statement(changes) := input_of_statements([changes])

# METADATA
# description: An input of several IAM statements, each given by what it has else than an Allow of s3:GetObject on one bucket.
input_of_statements(list) := {
	"version": 1,
	"stage": "plan",
	"resources": {},
	"iam": {"undetermined": [], "statements": [statement | some changes in list; statement := object.union(
		{
			"address": "aws_iam_role_policy.example",
			"stack": "payments",
			"type": "aws_iam_role_policy",
			"path": ["policy", "Statement", 0],
			"kind": "identity",
			"sid": null,
			"effect": "Allow",
			"actions": [action("s3:GetObject", "none", ["Read"])],
			"not_actions": [],
			"resources": [target("arn:aws:s3:::payments-exports-dev/*", "partial")],
			"not_resources": [],
			"scopable": ["s3:GetObject"],
			"scopable_count": 1,
			"unknown_actions": false,
			"steps": [],
			"conditions": [],
			"principals": [],
			"not_principals": [],
		},
		changes,
	)]},
}

# METADATA
# description: One action of a statement.
action(pattern, wildcard, grants) := {
	"path": ["policy", "Statement", 0, "Action", 0],
	"pattern": pattern,
	"wildcard": wildcard,
	"grants": grants,
	"known": "yes",
}

# METADATA
# description: One resource of a statement.
target(pattern, wildcard) := {
	"path": ["policy", "Statement", 0, "Resource"],
	"pattern": pattern,
	"wildcard": wildcard,
}

# METADATA
# description: A value of which the parts that are null are not known before the references are.
unknown(parts, waits_for) := {"$unknown": {"parts": parts, "waits_for": waits_for}}

# METADATA
# description: An input of principals, of whom the system knows all; reaches are lists of their ids by key.
input_of_principals(principals, reaches) := {
	"version": 1,
	"stage": "plan",
	"resources": {},
	"iam": {
		"statements": [],
		"undetermined": [],
		"principals": principals,
		"reaches": reaches,
		"attachments": [],
		"credentials": [],
		"unjoined": [],
		"runs": {},
	},
}

# METADATA
# description: A role aws_iam_role.<name> without permissions that Lambda may assume; the keys given replace its own.
principal(name, changes) := object.union(
	{
		"id": concat(".", ["aws_iam_role", name]),
		"kind": "role",
		"address": concat(".", ["aws_iam_role", name]),
		"stack": "payments",
		"construct": null,
		"judged": true,
		"external": false,
		"name": name,
		"admin": "no",
		"powers": [],
		"grants": [],
		"boundary": null,
		"trust": trust(["lambda.amazonaws.com"]),
		"members": [],
		"unread": [],
	},
	changes,
)

# METADATA
# description: The trust of some services.
trust(services) := {"services": services, "principals": [], "account": false, "anyone": false, "waits_for": []}

# METADATA
# description: A grant of actions by the statement with an index of the policy of aws_iam_role_policy.ci.
grant(index, actions, changes) := object.union(
	{
		"actions": actions,
		"scope": "any",
		"resources": ["*"],
		"without": [],
		"reach": null,
		"self": false,
		"strangers": [],
		"conditions": [],
		"denied_when": [],
		"sid": null,
		"via": "aws_iam_role_policy",
		"from": {
			"address": "aws_iam_role_policy.ci",
			"stack": "payments",
			"path": ["policy", "Statement", index],
			"judged": true,
		},
		"granted_when": [],
		"waits_for": [],
	},
	changes,
)

# METADATA
# description: The principal that is judged, aws_iam_role.ci, by what is granted to it; CodeBuild may assume it.
ci(grants) := principal("ci", {"grants": grants, "trust": trust(["codebuild.amazonaws.com"])})

# METADATA
# description: What makes a grant one on a single role.
on_some(changes) := object.union({"scope": "named", "resources": ["arn:aws:iam::111122223333:role/x"]}, changes)

# METADATA
# description: One condition of a statement.
condition(operator, key, items) := {"operator": operator, "key": key, "values": items}

# METADATA
# description: An input in which all resources of a type go away.
leaving(system, type) := object.union(system, {"resources": {type: gone}}) if {
	gone := [object.union(one, {"action": "delete"}) | some one in system.resources[type]]
}
