# METADATA
# title: What is destroyed is gone soon
# description: |
#   Some services keep what was deleted for a while: a key for at least 7 days, a secret for 30 unless told otherwise. It
#   costs, and where it keeps its name an environment of the same suffix cannot be made again before. This is only said:
#   the window is also what undoes a mistake, and how long it is to be is for its owner to decide.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
# custom:
#   severity: low
#   message: "{attribute} is {value} where {required} is possible: {effect}"
#   remediation: |
#     Take the shortest window in environments that come and go, and say why where it is longer.
#   example: |
#     new SecretsmanagerSecret(this, 'stripe', { name: `stripe-${environment.suffix}`, recoveryWindowInDays: 0 });
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#   stages: [synth, plan, state]
#   attributes: tables.destroyability.delay
package rules.destroyability.delay

import data.lib.destroy
import data.lib.result

findings contains result.said(found) if some found in destroy.findings(data.tables.destroyability.delay)
