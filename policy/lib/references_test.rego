package lib.references_test

import data.lib.references
import data.lib.testing

later(reference) := testing.unknown([null], [reference])

test_a_reference_to_an_attribute_is_that_resource if {
	every reference in [
		"aws_vpc.main.id", "payments aws_vpc.main.id", "module.net.aws_vpc.main.id", "random_pet.name.id",
	] {
		references.names_resource(reference)
		references.of_a_resource(later(reference))
	}
}

test_what_could_be_any_resource_names_none if {
	every reference in [
		"var.vpc_id", "local.vpc_id", "data.aws_vpc.main.id", "each.aws_vpc", "count.aws_index", "module.net.vpc_id",
		"environment.scope_of", "payments var.vpc_id", "self.id",
	] {
		not references.names_resource(reference)
		not references.of_a_resource(later(reference))
	}
	not references.of_a_resource("aws_vpc.main.id")
}

test_steps_are_those_behind_the_stack if {
	references.steps_of("payments aws_vpc.main.id") == ["aws_vpc", "main", "id"]
	references.steps_of("aws_vpc.main.id") == ["aws_vpc", "main", "id"]
}

test_open_references_are_those_that_could_be_any_resource if {
	references.open_references(testing.unknown([null], ["var.a", "aws_vpc.main.id"])) == {"var.a"}
	references.open_references(["vpc-1", later("var.b"), later("aws_vpc.main.id")]) == {"var.b"}
	references.open_references("vpc-1") == set()
	references.open_references({"id": later("var.b")}) == set()
	system := testing.input_of_system([["aws_subnet", "a", {"vpc_id": later("var.b")}], ["aws_subnet", "b", {"vpc_id": later("var.a")}]], [])
	found := references.open("aws_subnet", "vpc_id") with input as system
	found == ["var.a", "var.b"]
	none := references.open("aws_subnet", "other") with input as system
	none == []
}

system := testing.input_of_system(
	[["aws_vpc", "v", {}], ["aws_subnet", "a", {}]],
	[["aws_subnet.a", "vpc_id", "aws_vpc.v"], ["aws_subnet.a", "other", "aws_vpc.w"], ["aws_lb.l", "vpc_id", "aws_vpc.v"]],
)

test_who_names_whom_is_asked_by_type_and_path if {
	found := references.from(system.resources.aws_vpc[0], "aws_subnet", "vpc_id") with input as system
	found == {"aws_subnet.a"}
	others := references.from(system.resources.aws_vpc[0], "aws_subnet", "other") with input as system
	others == set()
	references.to(system.resources.aws_subnet[0], "vpc_id") == {"aws_vpc.v"}
	references.to(system.resources.aws_subnet[0], "other") == {"aws_vpc.w"}
}

test_what_leads_to_one_thing_has_one_key if {
	references.key("a") == references.key("a")
	references.key("a") != references.key("b")
	references.key(later("var.a")) == references.key(later("var.a"))
	references.key(later("var.a")) != references.key(later("var.b"))
	references.key(testing.unknown(["a", null], ["var.a"])) != references.key(later("var.a"))
}
