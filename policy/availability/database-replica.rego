# METADATA
# title: A database has somebody to take over
# description: |
#   A cluster of one instance has no failover target: when its machine or zone is lost, so is the database, until AWS has made another. Aurora needs a second
#   instance, and other databases the switch that gives them a standby.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Add readers in other zones, with a promotion tier each.
#   example: |
#     for (const index of [0, 1, 2]) {
#       new RdsClusterInstance(this, `Instance${index}`, { clusterIdentifier: cluster.id, promotionTier: index === 0 ? 0 : 1 });
#     }
#   controls:
#     - PCI DSS 4.0.1 12.10.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_rds_cluster.cluster_identifier
#     - aws_rds_cluster_instance.cluster_identifier
#     - aws_docdb_cluster.cluster_identifier
#     - aws_docdb_cluster_instance.cluster_identifier
#     - aws_neptune_cluster.cluster_identifier
#     - aws_neptune_cluster_instance.cluster_identifier
#     - aws_db_instance.multi_az
#     - aws_dax_cluster.replication_factor
#     - aws_elasticache_replication_group.automatic_failover_enabled
#     - aws_elasticache_replication_group.multi_az_enabled
#     - aws_elasticsearch_domain.cluster_config
#     - aws_memorydb_cluster.num_replicas_per_shard
#     - aws_mq_broker.deployment_mode
#     - aws_opensearch_domain.cluster_config
package rules.availability["database-replica"]

import data.lib.attributes
import data.lib.references
import data.lib.result
import data.lib.values

findings contains finding if {
	some finding in attributes.findings(data.tables.posture.replica)
}

findings contains finding if {
	some type, instance_type in _clusters
	some cluster in input.resources[type]
	attributes.remains(cluster)
	not _manages_itself(cluster)
	some finding in _judge(cluster, instance_type)
}

_clusters := {
	"aws_docdb_cluster": "aws_docdb_cluster_instance",
	"aws_neptune_cluster": "aws_neptune_cluster_instance",
	"aws_rds_cluster": "aws_rds_cluster_instance",
}

# a Multi-AZ DB cluster of RDS, and the old serverless Aurora, have no instances of their own
_manages_itself(cluster) if values.is_given(cluster.values, "db_cluster_instance_class")

_manages_itself(cluster) if cluster.values.engine_mode == "serverless"

_judge(cluster, instance_type) := set() if {
	count(_instances(cluster, instance_type)) >= 2
} else := {result.undetermined(cluster, [], _params(cluster, instance_type), waits)} if {
	waits := _open[instance_type]
	count(waits) > 0
} else := {result.fail(cluster, [], _params(cluster, instance_type))}

_open[instance_type] := references.open(instance_type, "cluster_identifier") if some instance_type in _clusters

_instances(cluster, instance_type) := references.from(cluster, instance_type, "cluster_identifier")

_params(cluster, instance_type) := {
	"attribute": "the number of instances",
	"value": format_int(count(_instances(cluster, instance_type)), 10),
	"required": "2 or more",
	"effect": "there is nobody to fail over to",
}
