# METADATA
# title: A database is reached by security groups inside the network
# description: |
#   A database has no address on the internet, and the rules of its security groups name the groups that may connect. A range of addresses, be it that of the
#   whole network, lets in whatever comes to run there.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   severity: critical
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Turn public access off, and let security groups in instead of ranges.
#   example: |
#     new VpcSecurityGroupIngressRule(this, 'FromApi', {
#       securityGroupId: database.securityGroupId,
#       referencedSecurityGroupId: api.securityGroupId,
#       ipProtocol: 'tcp',
#       fromPort: 3306,
#       toPort: 3306,
#     });
#   controls:
#     - PCI DSS 4.0.1 1.3.1
#     - PCI DSS 4.0.1 1.4.4
#   stages: [synth, plan, state]
#   attributes:
#     - aws_db_instance.publicly_accessible
#     - aws_rds_cluster_instance.publicly_accessible
#     - aws_neptune_cluster_instance.publicly_accessible
#     - aws_dms_replication_instance.publicly_accessible
#     - aws_redshiftserverless_workgroup.publicly_accessible
#     - aws_mq_broker.publicly_accessible
#     - aws_redshift_cluster.publicly_accessible
#     - aws_rds_cluster.vpc_security_group_ids
#     - aws_db_instance.vpc_security_group_ids
#     - aws_security_group.ingress
#     - aws_security_group_rule.cidr_blocks
#     - aws_vpc_security_group_ingress_rule.cidr_ipv4
package rules.network["public-database"]

import data.lib.attributes
import data.lib.firewall
import data.lib.references
import data.lib.result
import data.lib.values

findings contains finding if {
	some finding in attributes.findings(data.tables.posture.public_database)
}

findings contains result.fail(rule.resource, range.path, _params(rule, range)) if {
	some rule in firewall.rules
	rule.direction == "ingress"
	some range in rule.ranges
	not values.is_unknown(range.value)
	_guards_database(rule)
}

# a range that is not known yet is a range all the same
findings contains result.fail(rule.resource, range.path, _params(rule, range)) if {
	some rule in firewall.rules
	rule.direction == "ingress"
	some range in rule.ranges
	values.is_unknown(range.value)
	references.of_a_resource(range.value)
	_guards_database(rule)
}

findings contains result.undetermined(rule.resource, range.path, _params(rule, range), values.waits_for(range.value)) if {
	some rule in firewall.rules
	rule.direction == "ingress"
	some range in rule.ranges
	values.is_unknown(range.value)
	not references.of_a_resource(range.value)
	_guards_database(rule)
}

_guards_database(rule) if _guarding_rules[rule.resource.key]

_database_types := {"aws_rds_cluster", "aws_db_instance", "aws_docdb_cluster", "aws_neptune_cluster", "aws_db_proxy"}

# the groups of databases, and the rules that belong to them
_guarding_rules contains key if {
	some group in input.resources.aws_security_group
	some link in input.links[group.key]
	link.type in _database_types
	link.path in {"vpc_security_group_ids", "security_group_names"}
	some key in ({group.key} | {rule.from | some rule in input.links[group.key]; rule.path == "security_group_id"})
}

_params(rule, range) := {
	"attribute": concat(".", [step | some step in range.path; is_string(step)]),
	"value": values.text(range.value),
	"required": "left out",
	"effect": concat("", ["a range of addresses may connect to a database on ", firewall.ports(rule)]),
}
