# METADATA
# title: Every database cluster is in a backup plan
# description: |
#   Backups that the cluster keeps itself go with the cluster. AWS Backup keeps its copies in a vault with a key and rules of its own, and a selection says what is
#   copied. A selection by tags may or may not include a cluster.
# related_resources:
#   - https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
# custom:
#   severity: high
#   message: "no backup selection includes it, so that its backups go when it goes"
#   remediation: |
#     Name the ARN of the cluster in a backup selection.
#   example: |
#     new BackupSelection(this, 'Selection', { name, planId: plan.id, iamRoleArn: role.arn, resources: [cluster.arn] });
#   controls:
#     - PCI DSS 4.0.1 10.5.1
#     - PCI DSS 4.0.1 12.10.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_rds_cluster.arn
#     - aws_backup_selection.resources
#     - aws_backup_selection.not_resources
#     - aws_backup_selection.selection_tag
package rules.availability.backup

import data.lib.attributes
import data.lib.references
import data.lib.result
import data.lib.values

findings contains finding if {
	some cluster in input.resources.aws_rds_cluster
	attributes.remains(cluster)
	some finding in _judge(cluster)
}

_judge(cluster) := set() if {
	count(references.from(cluster, "aws_backup_selection", "resources")) > 0
} else := set() if {
	some selection in input.resources.aws_backup_selection
	attributes.remains(selection)
	"*" in selection.values.resources
} else := {result.undetermined(cluster, [], {}, waits)} if {
	waits := sort(_open | _by_tag)
	count(waits) > 0
} else := {result.fail(cluster, [], {})}

_open := {reference | some reference in references.open("aws_backup_selection", "resources")}

# nobody follows tags to what carries them
_by_tag contains reference if {
	some selection in input.resources.aws_backup_selection
	attributes.remains(selection)
	some block in ["selection_tag", "condition"]
	count(values.blocks(selection.values, block, [])) > 0
	reference := concat(".", [selection.address, block])
}
