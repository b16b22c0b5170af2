# METADATA
# title: Nothing is protected against being destroyed
# description: |
#   An environment must go as it came: with one destroy, that no switch refuses. Some of these switches are on unless they
#   are turned off. A destroy reads them from the state, so a resource that is to be deleted or replaced is judged by its
#   values before the change: turning the protection off in the same change comes too late.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Turn the protection off, apply that, and destroy afterwards. What must not be lost is protected by backups and by
#     the review of the plan, not by a switch that blocks the pipeline.
#   example: |
#     new DynamodbTable(this, 'sessions', { name: `sessions-${environment.suffix}`, deletionProtectionEnabled: false });
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#     - PCI DSS 4.0.1 6.5.1
#   stages: [synth, plan, state]
#   attributes: tables.destroyability.deletion_protection
package rules.destroyability["deletion-protection"]

import data.lib.destroy

findings := destroy.findings(data.tables.destroyability.deletion_protection)
