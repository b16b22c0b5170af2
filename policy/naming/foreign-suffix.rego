# METADATA
# title: Nothing names what belongs to another environment
# description: |
#   A name, a policy, an ARN, a variable of a function, a tag or an output with the suffix of another environment means that this
#   environment reads, writes or grants what belongs to that one. Suffixes are those of stacks/environments.json, and pr and a
#   number for previews; a word counts where it ends a name (sessions-prod), is a part of a path or of an ARN
#   (/payments/prod/url), a label of a domain, or the whole value of a variable or tag. Stacks of the account are exempt.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/organizing-your-aws-environment.html
# custom:
#   severity: high
#   message: "{text} belongs to the environment {suffix}, and this is {own}"
#   remediation: |
#     Refer to the resource itself instead of writing its name down, or take the name from the function that makes names.
#   example: |
#     environment: { variables: { SESSIONS_TABLE: sessions.name } }
#   controls:
#     - PCI DSS 4.0.1 6.5.3
#     - PCI DSS 4.0.1 7.2.1
#   stages: [synth, plan, state]
#   attributes:
#     - "*"
#   needs: [suffix]
package rules.naming["foreign-suffix"]

import data.lib.naming
import data.lib.result

findings contains result.fail(mention, mention.path, _params(mention, mention.suffix)) if {
	not naming.account_wide
	some mention in input.mentions
	is_string(mention.suffix)
}

findings contains result.undetermined(mention, mention.path, _params(mention, "not known yet"), mention.waits_for) if {
	not naming.account_wide
	some mention in input.mentions
	not is_string(mention.suffix)
}

_params(mention, suffix) := {"text": mention.text, "suffix": suffix, "own": naming.own_suffix}
