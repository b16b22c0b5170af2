# METADATA
# title: Nothing is sent in clear
# description: |
#   Databases, caches, brokers and names accept TLS and nothing else. Where an older way is accepted unless it is turned off, leaving it out is accepting it.
#   Aurora MySQL takes connections in clear unless its parameter group says require_secure_transport.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Ask for TLS. A client that cannot speak it fails at once, instead of sending a password in clear.
#   example: |
#     new RdsClusterParameterGroup(this, 'Parameters', {
#       family: 'aurora-mysql8.0',
#       parameter: [{ name: 'require_secure_transport', value: 'ON', applyMethod: 'immediate' }],
#     });
#   controls:
#     - PCI DSS 4.0.1 2.2.7
#     - PCI DSS 4.0.1 4.2.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_rds_cluster.db_cluster_parameter_group_name
#     - aws_rds_cluster_parameter_group.parameter
#     - aws_lb_listener.protocol
#     - aws_alb_listener.protocol
#     - aws_api_gateway_domain_name.security_policy
#     - aws_apigatewayv2_domain_name.domain_name_configuration
#     - aws_cloudfront_distribution.default_cache_behavior
#     - aws_dax_cluster.cluster_endpoint_encryption_type
#     - aws_db_proxy.require_tls
#     - aws_elasticache_replication_group.transit_encryption_enabled
#     - aws_elasticsearch_domain.domain_endpoint_options
#     - aws_memorydb_cluster.tls_enabled
#     - aws_msk_cluster.encryption_info
#     - aws_opensearch_domain.domain_endpoint_options
#     - aws_transfer_server.protocols
package rules.encryption["in-transit"]

import data.lib.attributes
import data.lib.aurora
import data.lib.result
import data.lib.values

findings contains finding if {
	some finding in attributes.findings(data.tables.posture.in_transit)
}

findings contains finding if {
	some cluster in aurora.clusters
	some finding in _judge(cluster, aurora.parameter(cluster, "require_secure_transport"))
}

findings contains result.fail(listener, ["protocol"], _listener_params(listener)) if {
	some type in ["aws_lb_listener", "aws_alb_listener"]
	some listener in input.resources[type]
	attributes.remains(listener)
	listener.values.protocol in {"HTTP", "TCP"}
	not _redirects(listener)
}

_redirects(listener) if {
	some action in values.blocks(listener.values, "default_action", [])
	some redirect in values.blocks(action.content, "redirect", action.path)
	redirect.content.protocol == "HTTPS"
}

# a layer 4 listener passes on what may be encrypted inside
_redirects(listener) if {
	listener.values.protocol == "TCP"
	not listener.values.port in {80, "80"}
}

_listener_params(listener) := {
	"attribute": "protocol",
	"value": values.text(listener.values.protocol),
	"required": "HTTPS, TLS or a redirect to HTTPS",
	"effect": "what is sent can be read on the way",
}

_judge(cluster, parameter) := {result.undetermined(cluster, _path, _params("not known yet"), parameter.waits_for)} if {
	parameter.state == "unknown"
} else := set() if {
	parameter.value in {"ON", "on", "1", 1, true}
} else := {result.fail(cluster, _path, _params(_shown(parameter.value)))}

_path := ["db_cluster_parameter_group_name"]

_shown(null) := "OFF by default"

_shown(value) := values.text(value) if value != null

_params(value) := {
	"attribute": "require_secure_transport",
	"value": value,
	"required": "ON",
	"effect": "a client may connect and send its password in clear",
}
