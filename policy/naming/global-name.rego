# METADATA
# title: A name that only one in all of AWS can have says whose it is
# description: |
#   The name of a bucket, of the domain of a user pool and of a few others is unique among all accounts. Product and
#   suffix are not ours alone: somebody may have the name already, which no plan shows, or take it once an environment is
#   destroyed and receive what is still sent to it. The id of the account, a hash or a random part sets a name apart, and so
#   does a domain (assets.example.com), which belongs to somebody.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
# custom:
#   severity: medium
#   message: "{attribute} is {value}, which only one of {among} can have, and no account, hash or random part sets it apart; see {page}"
#   remediation: |
#     Put the id of the account before the suffix.
#   example: |
#     new S3Bucket(this, 'exports', { bucket: `payments-exports-${account}-${environment.suffix}` });
#   controls:
#     - PCI DSS 4.0.1 6.5.1
#     - PCI DSS 4.0.1 12.5.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_cognito_user_pool_domain.domain
#     - aws_elastic_beanstalk_environment.cname_prefix
#     - aws_lightsail_bucket.name
#     - aws_s3_bucket.bucket
package rules.naming["global-name"]

import data.lib.attributes
import data.lib.naming
import data.lib.random
import data.lib.result
import data.lib.text
import data.lib.values

findings contains finding if {
	some type, row in _table.types
	some resource in input.resources[type]
	attributes.remains(resource)
	value := naming.given(row, resource)
	not _is_apart(value)
	finding := _verdict(resource, row, value)
}

_table := data.tables["global-names"]

_verdict(resource, row, value) := result.undetermined(resource, [row.attribute], _params(row, value), values.waits_for(value)) if {
	values.is_unknown(value)
} else := result.fail(resource, [row.attribute], _params(row, value))

_is_apart(value) if contains(text.of(value), ".")

_is_apart(value) if contains(text.of(value), input.environment.account)

_is_apart(value) if random.part_of(value)

_is_apart(value) if {
	some part in split(text.of(value), "-")
	_is_account(part)
}

_is_apart(value) if {
	some reference in values.waits_for(value)
	endswith(reference, ".account_id")
}

_is_account(part) if {
	count(part) == 12
	trim(part, "0123456789") == ""
}

_params(row, value) := {
	"attribute": row.attribute,
	"value": values.text(value),
	"among": row.among,
	"page": row.page,
}
