# METADATA
# title: No function answers the internet by itself
# description: |
#   A function URL without authorisation is a public API without request validation, throttling, a firewall or a log of who called. Requests come through the
#   API, which has them.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
# custom:
#   severity: critical
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Put the function behind the API, or ask for AWS_IAM.
#   example: |
#     new ApiGatewayIntegration(this, 'Integration', { type: 'AWS_PROXY', uri: alias.invokeArn });
#   controls:
#     - PCI DSS 4.0.1 1.4.2
#     - PCI DSS 4.0.1 7.2.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_lambda_function_url.authorization_type
#     - aws_lambda_permission.function_url_auth_type
package rules.network["function-url"]

import data.lib.attributes

findings := attributes.findings({
	"aws_lambda_function_url": [{
		"path": ["authorization_type"],
		"must": {"be": ["AWS_IAM"]},
		"effect": "whoever finds the URL can call the function",
	}],
	"aws_lambda_permission": [{
		"path": ["function_url_auth_type"],
		"must": {"be": ["AWS_IAM", null]},
		"effect": "whoever finds the URL can call the function",
	}],
})
