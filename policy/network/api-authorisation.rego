# METADATA
# title: Every route of an API asks who calls
# description: |
#   A method without authorisation can be called by anybody. The few routes that must be open, because the caller proves itself in another way, stand in one list
#   that the stacks and this rule both read. A preflight (OPTIONS) carries no credentials and does nothing. The route $default of an HTTP API answers whatever
#   no other route does, so it must ask as well. One that an API makes itself for its `target` never asks. A WebSocket API asks once, at $connect, and AWS lets none of its other routes ask.
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html
# custom:
#   severity: critical
#   message: "{method} {route} asks for no authorisation ({attribute} is {value}) and is not in the list of open routes"
#   remediation: |
#     Ask for AWS_IAM, or enter the route in lambda/contract/routes.ts with the reason why it is open.
#   example: |
#     new ApiGatewayMethod(this, 'Post', { httpMethod: 'POST', authorization: 'AWS_IAM' });
#   controls:
#     - PCI DSS 4.0.1 6.2.4
#     - PCI DSS 4.0.1 7.2.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_api_gateway_method.authorization
#     - aws_api_gateway_method.http_method
#     - aws_api_gateway_method.resource_id
#     - aws_api_gateway_resource.path_part
#     - aws_apigatewayv2_api.protocol_type
#     - aws_apigatewayv2_api.route_key
#     - aws_apigatewayv2_api.target
#     - aws_apigatewayv2_route.api_id
#     - aws_apigatewayv2_route.authorization_type
#     - aws_apigatewayv2_route.route_key
package rules.network["api-authorisation"]

import data.lib.attributes
import data.lib.references
import data.lib.result
import data.lib.values

findings contains finding if {
	some method in input.resources.aws_api_gateway_method
	attributes.remains(method)
	route := input.api.routes[method.key]
	values_of := {
		"attribute": "authorization",
		"authorisation": object.get(method.values, "authorization", null),
		"method": object.get(method.values, "http_method", null),
		"route": route.path,
		"waits_for": route.waits_for,
	}
	some finding in _judge(method, values_of)
}

findings contains finding if {
	some route in input.resources.aws_apigatewayv2_route
	attributes.remains(route)
	called := _called(route)
	values_of := {
		"attribute": "authorization_type",
		"authorisation": object.get(route.values, "authorization_type", "NONE"),
		"method": called.method,
		"route": called.route,
		"waits_for": called.waits_for,
	}
	some finding in _judge(route, values_of)
}

# a quick create: the API makes the route, and nobody can have it ask
findings contains finding if {
	some api in input.resources.aws_apigatewayv2_api
	attributes.remains(api)
	values_of := object.union(_made(api), {
		"attribute": "target",
		"authorisation": "NONE",
		"value": api.values.target,
		"waits_for": [],
	})
	some finding in _judge(api, values_of)
}

_judge(resource, asked) := {result.fail(resource, [asked.attribute], _params(asked))} if {
	_is_open(asked.authorisation) == "yes"
	_is_listed(asked) == "no"
} else := {result.undetermined(resource, [asked.attribute], _params(asked), waits)} if {
	_is_open(asked.authorisation)
	_is_listed(asked) != "yes"
	waits := sort(array.concat(asked.waits_for, array.concat(values.waits_for(asked.authorisation), values.waits_for(asked.method))))
}

# undefined where somebody is asked
_is_open(authorisation) := "yes" if {
	authorisation in {"NONE", null}
} else := "undetermined" if {
	values.is_unknown(authorisation)
}

_is_listed(asked) := "yes" if {
	asked.method == "OPTIONS"
} else := "yes" if {
	some listed in data.tables.network.open_routes
	listed.method == asked.method
	listed.path == asked.route
} else := "undetermined" if {
	asked.route == "$default"
	count(asked.waits_for) > 0
} else := "undetermined" if {
	asked.route == null
	_may_be(asked.method)
} else := "undetermined" if {
	values.is_unknown(asked.method)
} else := "no"

# a method that no open route has cannot turn out to be listed
_may_be(method) if {
	some listed in data.tables.network.open_routes
	listed.method == method
}

_made(api) := {"method": "ANY", "route": "$default"} if {
	object.get(api.values, "route_key", "$default") == "$default"
} else := {"method": words[0], "route": words[1]} if {
	words := split(api.values.route_key, " ")
} else := {"method": api.values.route_key, "route": null}

# undefined where AWS lets nobody ask: a route of a WebSocket API behind $connect
_called(route) := {"method": words[0], "route": words[1], "waits_for": []} if words := split(route.values.route_key, " ")

_called(route) := {"method": "WebSocket", "route": "$connect", "waits_for": []} if route.values.route_key == "$connect"

_called(route) := {"method": "ANY", "route": "$default", "waits_for": _waits_for_protocol(route)} if {
	route.values.route_key == "$default"
	not _is_web_socket(route)
}

_called(route) := {"method": key, "route": null, "waits_for": values.waits_for(key)} if {
	key := route.values.route_key
	values.is_unknown(key)
}

# undefined where the API is no part of the system
_protocol_of(route) := protocol if {
	some api in references.to(route, "api_id")
	protocol := _protocols[api]
}

_protocols[api.key] := api.values.protocol_type if some api in input.resources.aws_apigatewayv2_api

_is_web_socket(route) if _protocol_of(route) == "WEBSOCKET"

_is_web_socket(route) if _web_sockets[references.key(route.values.api_id)]

# the APIs, also those that are no part of the system, that a client connects to
_web_sockets contains references.key(route.values.api_id) if {
	some route in input.resources.aws_apigatewayv2_route
	route.values.route_key in {"$connect", "$disconnect"}
}

_waits_for_protocol(route) := values.waits_for(protocol) if {
	protocol := _protocol_of(route)
} else := [reference | some reference in references.open_references(route.values.api_id)]

_params(asked) := {
	"attribute": asked.attribute,
	"value": values.text(object.get(asked, "value", asked.authorisation)),
	"method": values.text(asked.method),
	"route": _shown(asked.route),
}

_shown(route) := "(path not known yet)" if route == null

_shown(route) := route if route != null
