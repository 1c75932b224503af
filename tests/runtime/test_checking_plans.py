"""Everything that is wrong with a plan is told at once, whoever finds it."""

import pytest

from tpdevice.core.errors import PlanError
from tpdevice.runtime.plans import checked, opened

SOUND = """\
person = "Ada"
[[points]]
point = "UT"
side = "left"
tool = "cane"
"""


def told(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.key) for each in checked(text.encode()).problems if not each.hint]


def test_a_sound_plan_has_no_errors() -> None:
    assert told(SOUND) == []
    assert opened(SOUND.encode()).plan.person == "Ada"


def test_a_plan_that_is_refused_says_where_the_others_are_told_only_if_there_are_others() -> None:
    alone, together = SOUND.replace('"UT"', '"UTT"'), SOUND.replace('"UT"', '"UTT"\nx = 1')
    hints = []
    for text in (alone, together):
        with pytest.raises(PlanError) as error:
            opened(text.encode())
        hints.append(error.value.hint)
    assert hints == ["", "`tpdevice plan check` tells all of them, each with its line."]


def test_what_the_atlas_does_not_have_is_told_beside_what_cannot_be_read() -> None:
    text = SOUND.replace('"UT"', '"UTT"') + "hold_s = 600\ncap_n = 1\nweeeks = 3\n"
    assert told(text) == [
        (3, "points[1].point"), (6, "points[1].hold_s"), (8, "points[1].weeeks"),
    ]  # fmt: skip


def test_a_place_that_cannot_be_read_does_not_hide_the_next_one() -> None:
    text = SOUND.replace('side = "left"\n', "") + SOUND[15:].replace('"UT"', '"UTT"')
    assert (4 + 2, "points[2].point") in [*told(text)]
    assert (2, "points[1].side") in told(text)


def test_a_place_without_a_side_or_a_tool_is_held_against_the_atlas_all_the_same() -> None:
    lacking = SOUND.replace('side = "left"\n', "").replace('tool = "cane"\n', "")
    assert told(lacking + "cap_n = 400\n") == [
        (2, "points[1].side"), (2, "points[1].tool"), (4, "points[1].cap_n"),
    ]  # fmt: skip
    meant = {each.key: each.nearest for each in checked(
        lacking.replace('"UT"', '"UTT"').replace("person", "persom").encode()
    ).problems}  # fmt: skip
    assert (meant["points[1].point"], meant["persom"]) == ("UT", "person")


def test_a_side_that_is_wrong_or_missing_is_told_once() -> None:
    for side in ('side = "lefft"\n', ""):
        text = SOUND.replace('side = "left"\n', side)
        assert [key for _, key in told(text)].count("points[1].side") == 1


def test_what_is_left_out_is_held_against_the_atlas_of_a_file_with_other_errors() -> None:
    text = 'weeks = 99\nexclude = ["UT", "QQQQ"]\n' + SOUND
    assert told(text) == [(1, "weeks"), (2, "exclude"), (5, "points[1].point")]
    assert told(text.replace('["UT", "QQQQ"]', "3")) == [(1, "weeks"), (2, "exclude")]
