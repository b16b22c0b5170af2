package lib.tags_test

import data.lib.tags
import data.lib.testing

later := testing.unknown([null], ["var.tags"])

block(type, content) := {"providers": [{"type": type, "stack": "payments", "values": {"default_tags": [content]}}]}

# the leaf of Team of a resource, under a configuration
leads(wanted, attributes, configuration) if {
	found := tags.leaf(testing.resource("aws_vpc", attributes), "Team") with input as {"configurations": [configuration]}
	testing.same(wanted, found)
}

given(path, value) := {"path": path, "state": "given", "value": value}

open(path) := {"path": path, "state": "unknown", "waits_for": ["var.tags"]}

absent(path) := {"path": path, "state": "absent"}

path := ["tags", "Team"]

none := block("aws", {})

test_a_tag_of_the_resource_comes_first if {
	both := {"tags": {"Team": "a"}, "tags_all": {"Team": "b"}}
	leads(given(path, "a"), both, block("aws", {"tags": {"Team": "c"}}))
	leads(given(path, later), {"tags": {"Team": later}}, none)
}

test_a_tag_of_all_tags_comes_next if {
	every own in [null, {}, {"Team": null}, later] {
		leads(given(["tags_all", "Team"], "b"), {"tags": own, "tags_all": {"Team": "b"}}, block("aws", {"tags": {"Team": "c"}}))
	}
}

test_a_tag_of_the_provider_comes_last if {
	defaults := block("aws", {"tags": {"Team": "c"}})
	every attributes in [{}, {"tags": later}, {"tags": {"Team": null}, "tags_all": {"Team": null}}, {"provider": "aws"}] {
		leads(given(path, "c"), attributes, defaults)
	}
	leads(absent(path), {"provider": "aws.global"}, defaults)
	leads(absent(path), {}, block("aws.global", {"tags": {"Team": "c"}}))
	leads(given(path, "c"), {"provider": "aws.global"}, block("aws.global", {"tags": {"Team": "c"}}))
	referred := testing.unknown([null], ["aws.global"])
	leads(given(path, "c"), {"provider": referred}, block("aws.global", {"tags": {"Team": "c"}}))
	leads(absent(path), {"provider": referred}, defaults)
}

test_the_provider_of_another_stack_brings_nothing if {
	elsewhere := {"providers": [{"type": "aws", "stack": "ledger", "values": {"default_tags": [{"tags": {"Team": "c"}}]}}]}
	leads(absent(path), {}, elsewhere)
}

test_tags_that_are_not_known_may_bring_the_key if {
	leads(open(path), {"tags": later}, none)
	leads(open(path), {"tags": {}, "tags_all": later}, none)
	leads(open(path), {}, block("aws", {"tags": later}))
	leads(open(path), {}, block("aws", later))
	other := testing.unknown([null], ["var.other"])
	leads(open(path), {"tags": later, "tags_all": other}, block("aws", {"tags": other}))
	leads(open(path), {"tags_all": later}, block("aws", {"tags": other}))
}

test_a_key_that_is_nowhere_is_absent if {
	leads(absent(path), {}, none)
	leads(absent(path), {"tags": {"Name": "a"}, "tags_all": {"Name": "a"}}, block("aws", {"tags": {"Team": null}}))
}

test_a_group_has_its_tags_in_blocks if {
	leads(given(["tag", 1, "value"], "a"), {"tag": [{"key": "Name", "value": "b"}, {"key": "Team", "value": "a"}]}, none)
	leads(given(["tag", 0, "value"], null), {"tag": [{"key": "Team"}]}, none)
	leads(absent(["tag", "Team"]), {"tag": [{"key": "Name", "value": "b"}, {"value": "c"}]}, block("aws", {"tags": {"Team": "c"}}))
	leads(open(["tag", "Team"]), {"tag": [{"key": "Name", "value": "b"}, {"key": later, "value": "a"}]}, none)
	leads(open(["tag", "Team"]), {"tag": [later]}, none)
	leads(given(["tag", 1, "value"], "a"), {"tag": [later, {"key": "Team", "value": "a"}]}, none)
}
