package lib.text_test

import data.lib.testing
import data.lib.text

open(parts) := text.of(testing.unknown(parts, ["var.x"]))

test_what_is_not_known_is_a_hole if {
	text.of("a") == "a"
	text.of(7) == "7"
	text.of(null) == "not set"
	open(["a-", null, "-b"]) == concat("", ["a-", text.hole, "-b"])
	open([null]) == text.hole
	text.hole == "\u0001"
}

may(left, right) if {
	text.may_equal(left, right)
	text.may_equal(right, left)
}

never(left, right) if {
	not text.may_equal(left, right)
	not text.may_equal(right, left)
}

test_a_shape_is_what_is_known_at_both_ends if {
	text.shape("abc") == [1000000, 1000000]
	text.shape(open(["ab", null, "c", null, "def"])) == [2, 3]
	text.shape(open([null])) == [0, 0]
}

known := [1000000, 1000000]

test_what_two_shapes_are_compared_by_is_what_both_know if {
	wanted := {"before": 1, "after": 2, "skipped": 0, "kept": "2 2 1 3", "asked": "1 3 2 2"}
	testing.same(wanted, text.meeting([2, 2], [1, 3]))
	turned := {"before": 1, "after": 2, "skipped": 1, "kept": "1 3 2 2", "asked": "2 2 1 3"}
	testing.same(turned, text.meeting([1, 3], [2, 2]))
	not text.meeting(known, known)
}

test_a_text_is_kept_where_one_that_may_be_equal_asks if {
	left := text.meeting_keys(open(["ab", null, "yz"]), text.meeting([2, 2], [1, 3]))
	testing.same({"kept": "2 2 1 3\na\nyz", "asked": "1 3 2 2\na\nyz"}, left)
	right := text.meeting_keys(open(["a", null, "xyz"]), text.meeting([1, 3], [2, 2]))
	testing.same({"kept": left.asked, "asked": left.kept}, right)
	testing.same("1000000 1000000 2 2\nab\nyz", text.meeting_keys("abxyz", text.meeting(known, [2, 2])).kept)
	testing.same("1000000 1000000 2 2\na\na", text.meeting_keys("a", text.meeting(known, [2, 2])).kept)
	testing.same("1000000 1000000 2 0\nab\n", text.meeting_keys("abxyz", text.meeting(known, [2, 0])).kept)
}

test_known_texts_are_equal_or_not if {
	may("a", "a")
	never("a", "b")
	never("a", "ab")
}

test_a_hole_may_become_what_is_missing if {
	may(open(["a-", null]), "a-b")
	may(open(["a-", null]), "a-")
	may(open([null, "-b"]), "a-b")
	may(open(["a", null, "c"]), "abc")
	may(open([null]), "")
	never(open(["a-", null]), "b-a")
	never(open([null, "-b"]), "b-a")
	never(open(["a-", null]), "a")
	never(open(["aa", null, "aa"]), "aaa")
	may(open(["aa", null, "aa"]), "aaaa")
}

test_two_texts_with_holes_may_meet if {
	may(open(["a", null]), open([null, "b"]))
	may(open(["a", null, "c"]), open(["ab", null]))
	never(open(["a", null]), open(["b", null]))
	never(open([null, "a"]), open([null, "b"]))
	may(open([null, "ab"]), open([null, "b"]))
}
