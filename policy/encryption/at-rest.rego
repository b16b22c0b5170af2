# METADATA
# title: What is stored is encrypted
# description: |
#   Disks, tables, streams and caches are encrypted where AWS does not do so by itself. Where the switch is off unless it is turned on,
#   leaving it out is off. A copy of something else (a replica, a restored snapshot) is as encrypted as that is, and is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/welcome.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Turn encryption on when the resource is made: for most types it cannot be changed later without making it anew.
#   example: |
#     new RdsCluster(this, 'Ledger', { storageEncrypted: true, kmsKeyId: key.keyArn });
#   controls:
#     - PCI DSS 4.0.1 3.5.1
#     - PCI DSS 4.0.1 3.6.1
#   stages: [synth, plan, state]
#   attributes: tables.posture.at_rest
package rules.encryption["at-rest"]

import data.lib.attributes

findings := attributes.findings(data.tables.posture.at_rest)
