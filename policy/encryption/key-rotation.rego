# METADATA
# title: Keys rotate
# description: |
#   A customer managed key gets new key material every year without anybody doing anything, if rotation is on; it is off unless it is turned on.
#   Only symmetric keys can rotate by themselves, so others are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   severity: medium
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Turn rotation on; the ARN of the key and what is encrypted stay as they are.
#   example: |
#     new KmsKey(this, 'Key', { enableKeyRotation: true });
#   controls:
#     - PCI DSS 4.0.1 3.7.4
#   stages: [synth, plan, state]
#   attributes: tables.posture.key_rotation
package rules.encryption["key-rotation"]

import data.lib.attributes

findings := attributes.findings(data.tables.posture.key_rotation)
