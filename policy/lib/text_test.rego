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

test_texts_that_may_meet_have_one_key if {
	left := open(["ab", null, "yz"])
	right := open(["a", null, "xyz"])
	key := text.meeting_key(left, [2, 2], [1, 3])
	key == "3\n5\na\nyz"
	key == text.meeting_key(right, [1, 3], [2, 2])
	text.meeting_key("abxyz", [1000000, 1000000], [2, 2]) == text.meeting_key(left, [2, 2], [1000000, 1000000])
	not text.meeting_key("abc", [1000000, 1000000], [1000000, 1000000])
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
