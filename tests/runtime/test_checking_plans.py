"""Everything that is wrong with a plan is told at once, whoever finds it."""

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


def test_what_the_atlas_does_not_have_is_told_beside_what_cannot_be_read() -> None:
    text = SOUND.replace('"UT"', '"UTT"') + "hold_s = 600\ncap_n = 1\nweeeks = 3\n"
    assert told(text) == [
        (3, "points[1].point"), (6, "points[1].hold_s"), (8, "points[1].weeeks"),
    ]  # fmt: skip


def test_a_place_that_cannot_be_read_does_not_hide_the_next_one() -> None:
    text = SOUND.replace('side = "left"\n', "") + SOUND[15:].replace('"UT"', '"UTT"')
    assert (4 + 2, "points[2].point") in [*told(text)]
    assert (2, "points[1].side") in told(text)
