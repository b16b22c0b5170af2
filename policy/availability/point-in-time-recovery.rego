# METADATA
# title: What is stored can be brought back to an earlier moment
# description: |
#   A table or database keeps what it takes to restore it to any second of the last days (DynamoDB: point-in-time recovery, RDS: automated
#   backups). Some of these are off unless they are turned on. A replica is restored from its source and is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Turn it on; it costs by the size of the data.
#   example: |
#     new DynamodbTable(this, 'Sessions', { pointInTimeRecovery: { enabled: true } });
#   controls:
#     - PCI DSS 4.0.1 10.5.1
#     - PCI DSS 4.0.1 12.10.1
#   stages: [synth, plan, state]
#   attributes: tables.posture.point_in_time_recovery
package rules.availability["point-in-time-recovery"]

import data.lib.attributes

findings := attributes.findings(data.tables.posture.point_in_time_recovery)
