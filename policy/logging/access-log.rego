# METADATA
# title: Every call from outside is logged
# description: |
#   An API stage, a load balancer, a distribution and a state machine write down who called and what came of it. All of these are off unless they are
#   turned on.
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
# custom:
#   severity: medium
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Give it a place to write its log to; a log group of its own is easiest to search and to destroy.
#   example: |
#     new ApiGatewayStage(this, 'Stage', { accessLogSettings: { destinationArn: logGroup.arn, format } });
#   controls:
#     - PCI DSS 4.0.1 10.2.1
#     - PCI DSS 4.0.1 10.2.2
#   stages: [synth, plan, state]
#   attributes: tables.posture.access_log
package rules.logging["access-log"]

import data.lib.attributes

findings := attributes.findings(data.tables.posture.access_log)
