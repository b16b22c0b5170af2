# METADATA
# title: Findings
# description: |
#   The only maker of findings. A rule says what it found and where; main.rego adds the rule's id.
package lib.result

# METADATA
# description: The rule decides against the change.
fail(resource, path, params) := finding("fail", resource, path, params, [])

# METADATA
# description: The rule cannot decide before the references in waits_for are known.
undetermined(resource, path, params, waits_for) := finding("undetermined", resource, path, params, waits_for)

# METADATA
# description: Said, and never decides.
warn(resource, path, params) := finding("warn", resource, path, params, [])

# METADATA
# description: |
#   The finding of a rule that never decides, made of one that would: what is not known yet is said as well.
said(found) := object.union(found, {"status": "warn", "waits_for": []})

# METADATA
# description: Asks for somebody's approval.
demand(resource, path, params) := finding("demand", resource, path, params, [])

finding(status, resource, path, params, waits_for) := {
	"status": status,
	"address": resource.address,
	"stack": object.get(resource, "stack", null),
	"path": path,
	"params": params,
	"waits_for": waits_for,
}
