# METADATA
# title: Nothing runs provisioners
# description: |
#   A provisioner runs commands on the machine that applies, or on another one, with the credentials of the apply, outside
#   of every plan and review. That holds for local-exec, remote-exec and file alike, on whatever resource they stand.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/security.html
# custom:
#   severity: critical
#   message: "{provisioner} runs on apply what no plan shows"
#   remediation: |
#     Let a resource do it: user data of an instance, a Lambda function, an SSM document. What concerns the pipeline is a
#     step of the pipeline.
#   example: |
#     new SsmDocument(this, 'warm-up', { name: `warm-up-${environment.suffix}`, documentType: 'Command', content });
#   controls:
#     - PCI DSS 4.0.1 6.5.1
#     - PCI DSS 4.0.1 7.2.1
#   stages: [synth, plan]
#   attributes: ["*"]
#   waivable: false
package rules.supply.provisioner

import data.lib.result

findings contains result.fail(found, found.path, {"provisioner": found.type}) if {
	some configuration in input.configurations
	some found in configuration.provisioners
}
