# METADATA
# title: Tollgate
# description: |
#   The one way into the policy. A rule is the package rules.<family>["<rule>"] in <family>/<rule>.rego; its id is
#   <family>/<rule>, and only rules named in input.rules are evaluated.
package tollgate

# METADATA
# description: |
#   What the rules of input.rules find: a list, as the wasm hashes all of what is put into a set. Undefined, and never empty, where the input is not of the version this
#   policy reads: no answer is an error for whoever asks, an empty answer would be a pass.
# entrypoint: true
findings := [finding |
	some id in input.rules
	[family, rule] := split(id, "/")
	some found in data.rules[family][rule].findings
	finding := object.union(found, {"rule": id})
] if {
	input.version == ready.input_version
}

# METADATA
# description: What this policy reads, and which data tables it was given, to be compared with the manifest.
# entrypoint: true
ready := {
	"input_version": 1,
	"tables": sort([name | some name, _ in data.tables]),
}
