package rules.supply["module-source_test"]

import data.lib.testing
import data.rules.supply["module-source"] as rule

called(attributes) := testing.input_of_configuration({"modules": [testing.block("module.vpc", "vpc", attributes)]})

planned(attributes) := object.union(called(attributes), {"stage": "plan"})

finding(status, source, problem, waits_for) := {{
	"status": status,
	"address": "module.vpc",
	"stack": "payments",
	"path": ["source"],
	"params": {"source": source, "problem": problem},
	"waits_for": waits_for,
}}

fails(source) if {
	wanted := finding("fail", source, "which is not in this repository", [])
	testing.same(wanted, rule.findings) with input as called({"source": source})
	testing.same(wanted, rule.findings) with input as planned({"source": source})
}

test_a_module_of_a_registry_fails if fails("terraform-aws-modules/vpc/aws")

test_a_module_of_a_repository_fails if fails("git::https://git.example/vpc?ref=v1")

test_an_absolute_path_fails if fails("/opt/modules/vpc")

test_a_module_beside_the_configuration_passes_on_the_plan if {
	testing.empty(rule.findings) with input as planned({"source": "./modules/vpc"})
	testing.empty(rule.findings) with input as planned({"source": "../vpc"})
}

test_a_module_beside_the_configuration_waits_for_the_plan if {
	wanted := finding("undetermined", "./vpc", "and its resources are seen by the plan only", ["module.vpc"])
	testing.same(wanted, rule.findings) with input as called({"source": "./vpc"})
}

test_an_expression_could_be_any_source_and_fails if {
	wanted := finding("fail", "(not known yet)", "which is not in this repository", [])
	testing.same(wanted, rule.findings) with input as called({"source": testing.unknown([null], ["var.source"])})
}

test_a_module_without_a_source_fails if {
	wanted := finding("fail", "not set", "which is not in this repository", [])
	testing.same(wanted, rule.findings) with input as called({})
}
