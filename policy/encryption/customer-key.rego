# METADATA
# title: What is stored is encrypted by a key of our own
# description: |
#   A key of AWS encrypts as well, but its policy cannot be changed, its use cannot be limited to a service or a principal, and it cannot be taken
#   away. What holds data of customers is encrypted by a customer managed key. An alias that begins with alias/aws/ is a key of AWS.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
# custom:
#   severity: medium
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Give the ARN of a customer managed key. For most types the key is chosen once, when the resource is made.
#   example: |
#     new SnsTopic(this, 'Alarms', { name: naming.name('alarms'), kmsMasterKeyId: key.keyArn });
#   controls:
#     - PCI DSS 4.0.1 3.6.1
#     - PCI DSS 4.0.1 3.7.1
#   stages: [synth, plan, state]
#   attributes: tables.posture.customer_key
package rules.encryption["customer-key"]

import data.lib.attributes

findings := attributes.findings(data.tables.posture.customer_key)
