# METADATA
# title: Everything is in the region of its environment
# description: |
#   Cardholder data stays in one region, and nobody watches the others. Providers name the region of their environment, and
#   so do zones, ARNs, endpoint services and hosts, replicas and copies, and the bucket of the state. Some services live in one
#   region for the whole world, and CloudFront takes certificates and firewalls from us-east-1: which types may be made or
#   named elsewhere, and why, is in policy/tables/region/data.json. Judged where the environment is known, as it
#   says which region is right.
# related_resources:
#   - https://docs.aws.amazon.com/general/latest/gr/rande.html
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnn-and-https-requirements.html
# custom:
#   severity: high
#   message: "{attribute} is {value}, and the region must be {region}"
#   remediation: |
#     Take the region from the environment, and zones from the data source of the provider. For what CloudFront needs use a
#     provider of its own, which no other resource uses.
#   example: |
#     new AwsProvider(this, 'Aws', { region: environment.region, allowedAccountIds: [environment.account] });
#   controls:
#     - PCI DSS 4.0.1 1.2.4
#     - PCI DSS 4.0.1 2.2.1
#   stages: [synth, plan, state]
#   attributes:
#     - "*"
#   needs: [environment]
package rules.region["single-region"]

import data.lib.naming
import data.lib.result
import data.lib.values

# the providers that are no alias: what is made with an alias is judged by itself
findings contains finding if {
	some configuration in input.configurations
	some provider in configuration.providers
	_is_default(provider)
	some finding in _verdict(provider, ["region"], "region", object.get(provider.values, "region", null))
}

# the backend
findings contains finding if {
	some configuration in input.configurations
	some backend in configuration.backends
	backend.type == "s3"
	some finding in _verdict(backend, ["region"], "region", object.get(backend.values, "region", null))
}

# resources that are made with a provider of another region
findings contains finding if {
	some type, _ in input.resources
	some resource in naming.lasting[type]
	some region in _region_of[_provider_of(resource)]
	some finding in _made(type, resource, region)
}

# whatever names another region
findings contains result.fail(mention, mention.path, _params(_last(mention.path), mention.text)) if {
	some mention in input.region_mentions
	is_string(mention.region)
	not _may_name(mention)
}

findings contains result.undetermined(mention, mention.path, params, mention.waits_for) if {
	some mention in input.region_mentions
	not is_string(mention.region)
	params := _params(_last(mention.path), mention.text)
}

# a module may have a provider of its own, and else has that of its caller
_is_default(provider) if provider.type == "aws"

_is_default(provider) if {
	endswith(provider.type, ":aws")
	values.is_given(provider.values, "region")
}

_verdict(block, path, attribute, value) := {result.undetermined(block, path, params, values.waits_for(value))} if {
	values.is_unknown(value)
	params := _params(attribute, values.text(value))
} else := {result.fail(block, path, _params(attribute, values.text(value)))} if {
	value != input.environment.region
}

_made(type, resource, region) := {result.undetermined(resource, ["provider"], params, values.waits_for(region))} if {
	values.is_unknown(region)
	params := _params("the region of its provider", values.text(region))
} else := {result.fail(resource, ["provider"], params)} if {
	region != input.environment.region
	not _may_be_in(type, resource, region)
	params := _params("the region of its provider", values.text(region))
}

_region_of[concat("\n", [values.text(provider.stack), provider.type])] contains provider.values.region if {
	some configuration in input.configurations
	some provider in configuration.providers
	not _is_default(provider)
	_is_aws(provider.type)
	values.is_given(provider.values, "region")
}

_is_aws(type) if startswith(type, "aws.")

_is_aws(type) if contains(type, ":aws.")

# undefined for the provider without an alias
_provider_of(resource) := concat("\n", [values.text(resource.stack), resource.values.provider])

_provider_of(resource) := concat("\n", [values.text(resource.stack), reference]) if {
	[reference] := values.waits_for(resource.values.provider)
}

_may_be_in(type, resource, region) if {
	row := data.tables.region.elsewhere[type]
	region in row.regions
	_meets(row, resource)
}

_meets(row, _) if not row.where

_meets(row, resource) if resource.values[row.where.attribute] in row.where.values

_meets(row, resource) if {
	some start in row.where.starts
	startswith(resource.values[row.where.attribute], start)
}

_may_name(mention) if mention.region in data.tables.region.refers_elsewhere[mention.type]

# what is made elsewhere by right names that region, and at state says so of itself
_may_name(mention) if {
	some resource in _elsewhere[[mention.stack, mention.address]]
	_may_be_in(mention.type, resource, mention.region)
	mention.region in _region_of[_provider_of(resource)]
}

_may_name(mention) if {
	some resource in _elsewhere[[mention.stack, mention.address]]
	_may_be_in(mention.type, resource, mention.region)
	mention.path[0] in {"arn", "id"}
}

_elsewhere[[resource.stack, resource.address]] contains resource if {
	some type, _ in data.tables.region.elsewhere
	some resource in input.resources[type]
}

_last(path) := steps[count(steps) - 1] if steps := [step | some step in path; is_string(step)]

_params(attribute, value) := {"attribute": attribute, "value": value, "region": input.environment.region}
