# METADATA
# title: Parameters of Aurora clusters
# description: |
#   What the cluster parameter group of an Aurora MySQL cluster says, be the group in the system or not.
package lib.aurora

import data.lib.attributes
import data.lib.references
import data.lib.values

# METADATA
# description: The clusters of Aurora MySQL that are there after the change.
clusters contains cluster if {
	some cluster in input.resources.aws_rds_cluster
	attributes.remains(cluster)
	cluster.values.engine == "aurora-mysql"
}

# METADATA
# description: |
#   {"state": "known", "value"}: the parameter in the group of a cluster; null where neither says it, so that the default
#   of AWS holds. {"state": "unknown", "waits_for"}: the group is not in the system, or its value is not known.
parameter(cluster, name) := {"state": "known", "value": null} if {
	not values.is_given(cluster.values, "db_cluster_parameter_group_name")
} else := read(groups[key], name) if {
	some key in references.to(cluster, "db_cluster_parameter_group_name")
} else := {"state": "unknown", "waits_for": waits} if {
	named := cluster.values.db_cluster_parameter_group_name
	waits := array.concat(values.waits_for(named), [named | is_string(named)])
}

groups := {group.key: group | some group in input.resources.aws_rds_cluster_parameter_group}

read(group, name) := {"state": "unknown", "waits_for": values.waits_for(value)} if {
	some value in given(group, name)
	values.is_unknown(value)
} else := {"state": "known", "value": value} if {
	some value in given(group, name)
} else := {"state": "unknown", "waits_for": waits} if {
	some block in values.blocks(group.values, "parameter", [])
	values.is_unknown(block.content)
	waits := values.waits_for(block.content)
} else := {"state": "known", "value": null}

given(group, name) := {block.content.value |
	some block in values.blocks(group.values, "parameter", [])
	block.content.name == name
}
