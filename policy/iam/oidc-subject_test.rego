package rules.iam["oidc-subject_test"]

import data.lib.testing
import data.rules.iam["oidc-subject"] as rule

table := data.tables["iam-federation"]

github := table.issuers[0]

eks := [row | some row in table.issuers; row.beginning == "oidc.eks."][0]

arn_of(issuer) := concat("", ["arn:aws:iam::123456789012:oidc-provider/", issuer])

trusting(provider, changes) := object.union(
	{
		"kind": "trust",
		"type": "aws_iam_role",
		"path": ["assume_role_policy", "Statement", 0],
		"actions": [testing.action("sts:AssumeRoleWithWebIdentity", "none", ["Write"])],
		"resources": [],
		"principals": [{"type": "Federated", "value": provider}],
	},
	changes,
)

actions := arn_of("token.actions.githubusercontent.com")

for_sts := testing.condition("StringEquals", "token.actions.githubusercontent.com:aud", ["sts.amazonaws.com"])

subject(operator, items) := testing.condition(operator, "token.actions.githubusercontent.com:sub", items)

under(condition) := trusting(actions, {"conditions": [for_sts, condition]})

found(status, principal, row, reason, waits) := {testing.found(
	status, "aws_iam_role_policy.example", ["assume_role_policy", "Statement", 0],
	{"principal": principal, "who": row.who, "reason": reason, "page": row.page}, waits,
)}

missing := "no condition on sub says whose tokens are meant"

maybe := "whether a condition says whose tokens are meant is not known yet"

unsure := "which that is is not known yet, and no condition on a sub says whose tokens are meant"

fails(changes, reason) if {
	testing.same(found("fail", actions, github, reason, []), rule.findings) with input as testing.input_of_statement(changes)
}

waits(changes, waits_for) if {
	testing.same(found("undetermined", actions, github, maybe, waits_for), rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

test_whoever_is_vouched_for_by_a_provider_of_many_fails if {
	fails(trusting(actions, {}), missing)
	fails(trusting(actions, {"conditions": [for_sts]}), missing)
	every row in [row | some row in table.issuers; row.shared] {
		wanted := found("fail", arn_of(row.issuer), row, missing, [])
		testing.same(wanted, rule.findings) with input as testing.input_of_statement(trusting(arn_of(row.issuer), {}))
	}
}

test_a_named_subject_passes if {
	passes(under(subject("StringEquals", ["repo:example/payments:environment:prod"])))
	passes(under(subject("StringLike", ["repo:example/payments:environment:prod"])))
	passes(under(subject("StringLike", ["repo:example/payments:*", "repo:example/*"])))
	passes(under(subject("stringequalsignorecase", ["repo:example/payments:ref:refs/heads/main"])))
	passes(under(subject("ForAnyValue:StringLike", ["repo:example/payments:*"])))
	passes(under(subject("ForAllValues:StringLike", ["repo:example/payments:*"])))
	passes(under(subject("StringLikeIfExists", ["repo:example/payments:*"])))
	passes(under(subject("StringLike", ["repository_owner:example:*"])))
	passes(under(subject("StringEquals", [testing.unknown([null], ["var.subject"])])))
}

test_another_claim_that_names_somebody_passes if {
	every claim in array.slice(github.claims, 1, 9) {
		passes(under(testing.condition("StringEquals", concat(":", [github.issuer, claim]), ["example"])))
	}
	passes(under(testing.condition("StringLike", "token.actions.githubusercontent.com:repository", ["example/*"])))
	passes(under(testing.condition("StringLike", "TOKEN.actions.githubusercontent.com:Repository_Id", ["12345678"])))
}

test_a_claim_that_everybody_may_have_fails if {
	fails(under(testing.condition("StringEquals", "token.actions.githubusercontent.com:ref", ["refs/heads/main"])), missing)
	fails(under(testing.condition("StringEquals", "aws:PrincipalTag/team", ["payments"])), missing)
	fails(under(testing.condition("StringLike", "aws:PrincipalTag/team", ["*"])), missing)
}

test_a_wildcard_for_the_organisation_names_nobody if {
	every pattern in ["*", "repo:*", "repo:ex*", "repo:exampl?", "r*", "repo:*/payments:*", "repository_owner:*"] {
		fails(under(subject("StringLike", [pattern])), concat("", [pattern, " names nobody"]))
	}
	fails(under(subject("StringLike", ["repo:example/payments:*", "repo:*"])), "repo:* names nobody")
	fails(under(testing.condition("StringLike", "token.actions.githubusercontent.com:repository", ["*/payments"])), "*/payments names nobody")
}

test_what_is_excepted_names_nobody if {
	fails(under(subject("StringNotEquals", ["repo:example/payments:ref:refs/heads/main"])), missing)
	fails(under(subject("StringNotLike", ["repo:example/payments:*"])), missing)
	fails(under(subject("StringNotLike", ["repo:*"])), missing)
}

test_a_part_of_the_subject_that_is_not_known_yet_may_be_a_wildcard if {
	open := testing.unknown(["repo:", null, ":*"], ["var.repository"])
	waits(under(subject("StringLike", [open])), ["var.repository"])
	waits(under(subject("StringLike", ["repo:example/payments:*", open])), ["var.repository"])
	waits(under(subject("StringLike", [testing.unknown(["repo:", null, "*"], ["local.repository"])])), ["local.repository"])
	passes(under(subject("StringLike", [testing.unknown(["repo:example/", null, ":*"], ["var.repository"])])))
	passes(under(subject("StringLike", [testing.unknown(["repo:", null, "/payments:*"], ["github_organization.own.name"])])))
	fails(under(subject("StringLike", [testing.unknown(["*", null], ["var.repository"])])), "*(not known yet) names nobody")
}

test_a_condition_nobody_knows_yet_is_undetermined if {
	waits(under(testing.condition("", "", [testing.unknown([null], ["var.conditions"])])), ["var.conditions"])
	waits(under(testing.condition("", "token.actions.githubusercontent.com:sub", ["repo:example/*"])), [])
	waits(under(testing.condition("StringEquals", "", [testing.unknown([null], ["var.subject"])])), ["var.subject"])
}

test_an_effect_that_is_not_known_yet_is_undetermined if {
	changes := trusting(actions, {"effect": testing.unknown([null], ["var.effect"])})
	testing.same(found("undetermined", actions, github, missing, ["var.effect"]), rule.findings) with input as testing.input_of_statement(changes)
}

denying(operator, key, items) := testing.input_of_statements([
	trusting(actions, {"conditions": [for_sts]}),
	trusting(actions, {
		"effect": "Deny",
		"conditions": [testing.condition(operator, key, items)],
		"path": ["assume_role_policy", "Statement", 1],
	}),
])

test_a_deny_leaves_whom_it_names if {
	key := "token.actions.githubusercontent.com:sub"
	testing.empty(rule.findings) with input as denying("StringNotLike", key, ["repo:example/payments:*"])
	testing.empty(rule.findings) with input as denying("StringNotEqualsIfExists", key, ["repo:example/payments:environment:prod"])
	nobody := found("fail", actions, github, missing, [])
	testing.same(nobody, rule.findings) with input as denying("StringNotLike", key, ["repo:*"])
	testing.same(nobody, rule.findings) with input as denying("StringLike", key, ["repo:example/payments:*"])
	testing.same(nobody, rule.findings) with input as denying("Null", key, ["true"])
	open := testing.unknown(["repo:", null], ["var.repository"])
	wanted := found("undetermined", actions, github, maybe, ["var.repository"])
	testing.same(wanted, rule.findings) with input as denying("StringNotLike", key, [open])
	later := testing.unknown([null], ["var.conditions"])
	testing.same(found("undetermined", actions, github, maybe, ["var.conditions"]), rule.findings) with input as denying("", "", [later])
	testing.same(found("undetermined", actions, github, maybe, ["var.conditions"]), rule.findings) with input as denying("", key, [later])
	testing.same(found("undetermined", actions, github, maybe, ["var.conditions"]), rule.findings) with input as denying("StringNotLike", "", [later])
}

test_a_deny_of_everybody_else_leaves_whom_it_names if {
	denial := {
		"effect": "Deny",
		"principals": [{"type": "*", "value": "*"}],
		"conditions": [subject("StringNotLike", ["repo:example/payments:*"])],
	}
	testing.empty(rule.findings) with input as testing.input_of_statements([trusting(actions, {}), trusting(actions, denial)])
}

test_a_deny_lets_nobody_in if passes(trusting(actions, {"effect": "Deny"}))

test_a_permission_is_no_trust if passes(trusting(actions, {"kind": "identity"}))

test_a_principal_that_is_no_provider_passes if {
	passes(trusting(actions, {"principals": [{"type": "AWS", "value": actions}]}))
	passes(trusting("cognito-identity.amazonaws.com", {"conditions": [testing.condition("StringEquals", "cognito-identity.amazonaws.com:aud", ["us-east-1:pool"])]}))
	passes(trusting("arn:aws:iam::123456789012:saml-provider/staff", {"conditions": [testing.condition("StringEquals", "saml:aud", ["https://signin.aws.amazon.com/saml"])]}))
	passes(trusting("accounts.google.com", {}))
	passes(trusting(testing.unknown([null], ["aws_iam_saml_provider.staff.arn"]), {}))
}

test_a_provider_that_one_organisation_has_for_itself_passes if {
	passes(trusting(arn_of("login.example.com"), {"conditions": [testing.condition("StringEquals", "login.example.com:aud", ["payments"])]}))
	passes(trusting(arn_of("token.actions.githubusercontent.com/example"), {}))
}

test_a_token_is_of_use_for_one_action if {
	tags := testing.action("sts:TagSession", "none", ["Tagging"])
	passes(trusting(actions, {"actions": [tags]}))
	fails(trusting(actions, {"actions": [tags, testing.action("STS:AssumeRoleWithWebIdentity", "none", ["Write"])]}), missing)
	fails(trusting(actions, {"actions": [testing.action("sts:*", "service", ["Write"])]}), missing)
	fails(trusting(actions, {"actions": [testing.action(testing.unknown([null], ["var.action"]), "none", [])]}), missing)
	fails(trusting(actions, {"actions": [], "not_actions": [tags]}), missing)
}

cluster := "oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"

pod(pattern) := trusting(arn_of(cluster), {"conditions": [testing.condition("StringLike", concat(":", [cluster, "sub"]), [pattern])]})

test_a_pod_of_a_cluster_is_named if {
	passes(pod("system:serviceaccount:payments:*"))
	passes(pod("system:serviceaccount:pay*"))
	passes(pod("a:b*"))
	every pattern in ["system:serviceaccount:*:*", "system:*", "*"] {
		wanted := found("fail", arn_of(cluster), eks, concat("", [pattern, " names nobody"]), [])
		testing.same(wanted, rule.findings) with input as testing.input_of_statement(pod(pattern))
	}
}

test_a_provider_in_an_account_that_is_not_known_yet_is_known if {
	provider := testing.unknown(["arn:aws:iam::", null, ":oidc-provider/token.actions.githubusercontent.com"], ["data.aws_caller_identity.own.account_id"])
	shown := "arn:aws:iam::(not known yet):oidc-provider/token.actions.githubusercontent.com"
	testing.same(found("fail", shown, github, missing, []), rule.findings) with input as testing.input_of_statement(trusting(provider, {}))
}

referring(reference) := trusting(testing.unknown([null], [reference]), {})

made(stack, url) := {"resources": {"aws_iam_openid_connect_provider": [provider_at("aws_iam_openid_connect_provider.ci", stack, url)]}}

read(url) := {"data": {"aws_iam_openid_connect_provider": [provider_at("data.aws_iam_openid_connect_provider.ci", "payments", url)]}}

provider_at(address, stack, url) := object.union(
	testing.resource("aws_iam_openid_connect_provider", {"url": url}),
	{"address": address, "stack": stack},
)

beside(lists, statement) := object.union(testing.input_of_statement(statement), lists)

hub := "https://token.actions.githubusercontent.com"

test_a_provider_is_what_the_reference_leads_to if {
	wanted := found("fail", "(not known yet)", github, missing, [])
	own := referring("aws_iam_openid_connect_provider.ci.arn")
	testing.same(wanted, rule.findings) with input as beside(made("payments", hub), own)
	there := referring("shared: aws_iam_openid_connect_provider.ci.arn")
	testing.same(wanted, rule.findings) with input as beside(made("shared", hub), there)
	looked_up := referring("data.aws_iam_openid_connect_provider.ci.arn")
	testing.same(wanted, rule.findings) with input as beside(read(hub), looked_up)
	testing.same(wanted, rule.findings) with input as beside(read("token.actions.githubusercontent.com"), looked_up)
	testing.empty(rule.findings) with input as beside(made("payments", "https://login.example.com"), own)
}

waiting(reference) := found("undetermined", "(not known yet)", table.not_known_yet, unsure, [reference])

test_a_provider_that_is_not_known_yet_is_undetermined if {
	reference := "aws_iam_openid_connect_provider.ci.arn"
	testing.same(waiting(reference), rule.findings) with input as testing.input_of_statement(referring(reference))
	testing.same(waiting(reference), rule.findings) with input as beside(made("shared", hub), referring(reference))
	later := made("payments", testing.unknown([null], ["aws_eks_cluster.jobs.identity"]))
	testing.same(waiting(reference), rule.findings) with input as beside(later, referring(reference))
	testing.same(waiting("var.provider"), rule.findings) with input as testing.input_of_statement(referring("var.provider"))
	inside := "module.ci.aws_iam_openid_connect_provider.github.arn"
	testing.same(waiting(inside), rule.findings) with input as testing.input_of_statement(referring(inside))
	half := trusting(testing.unknown(["arn:aws:iam::123456789012:oidc-provider/token.", null], ["var.issuer"]), {})
	half_shown := "arn:aws:iam::123456789012:oidc-provider/token.(not known yet)"
	half_wanted := found("undetermined", half_shown, table.not_known_yet, unsure, ["var.issuer"])
	testing.same(half_wanted, rule.findings) with input as testing.input_of_statement(half)
	ending := trusting(testing.unknown(["arn:aws:iam::123456789012:oidc-provider/", null], ["module.eks.oidc"]), {})
	shown := "arn:aws:iam::123456789012:oidc-provider/(not known yet)"
	wanted := found("undetermined", shown, table.not_known_yet, unsure, ["module.eks.oidc"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(ending)
}

later_with(key, pattern) := trusting(
	testing.unknown([null], ["var.provider"]),
	{"conditions": [testing.condition("StringLike", key, [pattern])]},
)

test_whoever_is_named_passes_whatever_the_provider if {
	raw := "${replace(aws_iam_openid_connect_provider.ci.url, \"https://\", \"\")}:sub"
	passes(later_with(raw, "system:serviceaccount:payments:*"))
	testing.same(waiting("var.provider"), rule.findings) with input as testing.input_of_statement(later_with(raw, "system:serviceaccount:pay*"))
	testing.same(waiting("var.provider"), rule.findings) with input as testing.input_of_statement(later_with("${local.issuer}:aud", "x"))
	testing.same(waiting("var.provider"), rule.findings) with input as testing.input_of_statement(later_with("oidc.${local.domain}:aud", "x"))
	open := testing.unknown(["repo:", null, ":*"], ["var.repository"])
	wanted := found("undetermined", "(not known yet)", table.not_known_yet, maybe, ["var.provider", "var.repository"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(later_with(raw, open))
}

test_a_provider_is_known_by_the_keys_of_its_tokens if {
	wanted := found("fail", "(not known yet)", github, "repo:* names nobody", [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(later_with("token.actions.githubusercontent.com:sub", "repo:*"))
	audience := found("fail", "(not known yet)", github, missing, [])
	testing.same(audience, rule.findings) with input as testing.input_of_statement(later_with("Token.Actions.githubusercontent.com:aud", "sts.amazonaws.com"))
	passes(later_with("saml:aud", "https://signin.aws.amazon.com/saml"))
	passes(later_with("login.example.com:aud", "payments"))
	elsewhere := later_with("token.actions.githubusercontent.com:ref", "refs/heads/main")
	testing.same(waiting("var.provider"), rule.findings) with input as testing.input_of_statement(elsewhere)
}

unread(kind) := {"version": 1, "resources": {}, "iam": {"statements": [], "undetermined": [{
	"address": "aws_iam_role_policy.example",
	"stack": "payments",
	"kind": kind,
	"path": ["assume_role_policy"],
	"waits_for": ["var.trust"],
	"reason": "is not known yet",
}]}}

test_a_policy_that_cannot_be_read_yet_is_undetermined if {
	params := {
		"principal": "a provider",
		"who": table.not_known_yet.who,
		"reason": "the policy document cannot be read before it is known",
		"page": table.not_known_yet.page,
	}
	wanted := {testing.found("undetermined", "aws_iam_role_policy.example", ["assume_role_policy"], params, ["var.trust"])}
	testing.same(wanted, rule.findings) with input as unread("trust")
	testing.empty(rule.findings) with input as unread("resource")
}

asked(issuer, claim, operator, value) := testing.input_of_statement(trusting(
	arn_of(issuer),
	{"conditions": [testing.condition(operator, concat(":", [issuer, claim]), [value])]},
))

test_each_provider_of_many_has_its_claims if {
	every issuer, claims in {
		"token.actions.githubusercontent.com": [
			"sub", "actor", "actor_id", "enterprise_id", "job_workflow_ref", "repository", "repository_id",
			"repository_owner_id",
		],
		"gitlab.com": ["sub", "namespace_id", "project_id", "user_email", "user_id", "user_login"],
		"app.terraform.io": ["sub"],
		"agent.buildkite.com": ["sub"],
		"oidc.codefresh.io": ["sub"],
		"scalr.io": ["sub"],
	} {
		count(rule.findings) == 1 with input as asked(issuer, "aud", "StringEquals", "x")
		count(rule.findings) == 1 with input as asked(issuer, "sub", "StringLike", "label:example*")
		every claim in claims {
			testing.empty(rule.findings) with input as asked(issuer, claim, "StringEquals", "x")
		}
	}
}
