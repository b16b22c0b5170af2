# METADATA
# title: Terraform may destroy everything it made
# description: |
#   With prevent_destroy terraform refuses to plan the destroy, and with it the whole environment stays. It stands in the
#   configuration only: a plan or a state alone does not show it.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/structure.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Remove it. What must not be lost is protected by backups and by the review of the plan, which names every deletion.
#   example: |
#     new SqsQueue(this, 'settlements', { name: `settlements-${environment.suffix}`, lifecycle: { preventDestroy: false } });
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#     - PCI DSS 4.0.1 6.5.1
#   stages: [synth, plan, state]
#   attributes: ["*"]
package rules.destroyability["prevent-destroy"]

import data.lib.destroy

findings := destroy.findings({type: [_prevent_destroy] | some type, _ in input.resources})

_prevent_destroy := {
	"path": ["lifecycle", "prevent_destroy"],
	"required": [false],
	"default": false,
	"effect": "terraform refuses to plan the destroy",
}
