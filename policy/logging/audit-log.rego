# METADATA
# title: Databases and trails write an audit log with something in it
# description: |
#   Who connected and changed what is written down. On Aurora MySQL exporting the audit log is half of it: without server_audit_logging and
#   server_audit_events in the cluster parameter group the exported log stays empty.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Export the audit log and turn it on in the parameter group, with the events that count: CONNECT, QUERY_DDL, QUERY_DCL.
#   example: |
#     new RdsClusterParameterGroup(this, 'Parameters', {
#       family: 'aurora-mysql8.0',
#       parameter: [
#         { name: 'server_audit_logging', value: '1' },
#         { name: 'server_audit_events', value: 'CONNECT,QUERY_DDL,QUERY_DCL' },
#       ],
#     });
#   controls:
#     - PCI DSS 4.0.1 10.2.1
#     - PCI DSS 4.0.1 10.2.2
#   stages: [synth, plan, state]
#   attributes:
#     - aws_cloudtrail.enable_logging
#     - aws_cloudtrail.enable_log_file_validation
#     - aws_docdb_cluster.enabled_cloudwatch_logs_exports
#     - aws_eks_cluster.enabled_cluster_log_types
#     - aws_mq_broker.logs
#     - aws_neptune_cluster.enable_cloudwatch_logs_exports
#     - aws_rds_cluster.enabled_cloudwatch_logs_exports
#     - aws_rds_cluster.db_cluster_parameter_group_name
#     - aws_rds_cluster_parameter_group.parameter
#     - aws_db_instance.enabled_cloudwatch_logs_exports
package rules.logging["audit-log"]

import data.lib.attributes
import data.lib.aurora
import data.lib.result
import data.lib.values

findings contains finding if {
	some finding in attributes.findings(data.tables.posture.audit_log)
}

findings contains finding if {
	some cluster in aurora.clusters
	some name in ["server_audit_logging", "server_audit_events"]
	some finding in _judge(cluster, name, aurora.parameter(cluster, name))
}

_judge(cluster, name, parameter) := {result.undetermined(cluster, _path, _params(name, "not known yet"), parameter.waits_for)} if {
	parameter.state == "unknown"
} else := set() if {
	_is_on(name, parameter.value)
} else := {result.fail(cluster, _path, _params(name, values.text(parameter.value)))}

_path := ["db_cluster_parameter_group_name"]

_is_on("server_audit_logging", value) if value in {"1", 1, "ON", "on", true}

_is_on("server_audit_events", value) if {
	is_string(value)
	value != ""
}

_required := {"server_audit_logging": "1", "server_audit_events": "a list such as CONNECT,QUERY_DDL,QUERY_DCL"}

_params(name, value) := {
	"attribute": name,
	"value": value,
	"required": _required[name],
	"effect": "the audit log that is exported stays empty",
}
