# METADATA
# title: Nothing is locked so that nobody can delete it
# description: |
#   A compliance lock cannot be taken back, not even by the root user: the vault, bucket or volume stays, and costs, until
#   the last of what it holds has expired. The same goes for MFA delete, which no pipeline can satisfy, and for a policy
#   that shuts out whoever deploys. Governance mode is fine: those with the permission can lift it.
# related_resources:
#   - https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
# custom:
#   severity: critical
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Use governance mode, or a vault lock without changeableForDays. Records that the law wants to be immutable belong into
#     an account of their own, outside of environments that are destroyed.
#   example: |
#     new BackupVaultLockConfiguration(this, 'lock', { backupVaultName: vault.name, minRetentionDays: 7 });
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#     - PCI DSS 4.0.1 10.5.1
#   stages: [synth, plan, state]
#   attributes: tables.destroyability.immutable_lock
package rules.destroyability["immutable-lock"]

import data.lib.destroy

findings := destroy.findings(data.tables.destroyability.immutable_lock)
