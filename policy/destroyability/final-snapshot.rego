# METADATA
# title: A destroy leaves no final snapshot behind
# description: |
#   A database that wants a final snapshot cannot be destroyed where nobody named that snapshot, and where somebody did,
#   the snapshot outlives its environment with all the cardholder data in it. The same goes for final backups of file
#   systems and for automated backups. Leaving skip_final_snapshot out is asking for a snapshot.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Set the attribute to the required value and apply that before the destroy. Take a snapshot on purpose, with an owner
#     and an expiry, where the data is still needed.
#   example: |
#     new RdsCluster(this, 'ledger', { clusterIdentifier: `ledger-${environment.suffix}`, skipFinalSnapshot: true });
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#     - PCI DSS 4.0.1 9.4.7
#   stages: [synth, plan, state]
#   attributes: tables.destroyability.final_snapshot
package rules.destroyability["final-snapshot"]

import data.lib.destroy

findings := destroy.findings(data.tables.destroyability.final_snapshot)
