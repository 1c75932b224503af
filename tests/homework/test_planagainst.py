"""What a plan asks for is held against the atlas: it may ask for less, and never for more."""

from dataclasses import replace

import pytest

from tpdevice.core.band import Support
from tpdevice.core.plan import Side
from tpdevice.homework.offered import Offer, Offered
from tpdevice.homework.planagainst import against, partly
from tpdevice.homework.planfile import read_plan
from tpdevice.homework.problems import Problem

BOTH = (Side.LEFT, Side.RIGHT)
ATLAS = Offered(
    points={
        "UT": Offer(
            "UT", "top of the shoulder", "Upper trapezius", BOTH, (Support.CANE, Support.WALL),
            gentle=False, ceiling_n=110, hold_s=60, repetitions=3, words=("trap",),
        ),
        "LS": Offer(
            "LS", "corner of the blade", "Levator scapulae", BOTH, (Support.CANE,),
            gentle=False, ceiling_n=100, hold_s=60, repetitions=3,
        ),
        "TEM": Offer(
            "TEM", "temple", "Temporalis", BOTH, (Support.HAND,),
            gentle=True, ceiling_n=15, hold_s=20, repetitions=2, care="Softly.",
        ),
    },
    never={"throat": "Throat: never offered. Vessels lie there."},
    movements={"ear-to-shoulder": "Let the ear sink."},
)  # fmt: skip
HEAD = 'person = "Robin"\ndays = ["mon", "thu"]\n'
PLACE = '[[points]]\npoint = "UT"\nside = "left"\ntool = "hook cane"\n'


def found(text: str) -> list[Problem]:
    read = read_plan(text.encode())
    assert read.plan is not None, read.problems
    return list(against(read.plan, ATLAS, read.lines))


def errors(text: str) -> list[tuple[int, str]]:
    return [(p.line, p.key) for p in found(text) if not p.hint]


def hints(text: str) -> list[tuple[int, str]]:
    assert errors(text) == []
    return [(p.line, p.key) for p in found(text)]


def test_what_stands_in_for_a_side_is_not_held_against_the_atlas() -> None:
    right = replace(ATLAS.points["UT"], sides=(Side.RIGHT,))
    atlas = replace(ATLAS, points={"UT": right})
    lacking = read_plan((HEAD + PLACE.replace('side = "left"\n', "cap_n = 400\n")).encode())
    assert lacking.plan is None
    side, cap = partly(lacking, atlas)
    assert (side.key, cap.key) == ("points[1].side", "points[1].cap_n")
    assert side.what.startswith("This is missing")


def test_a_plan_within_the_atlas_has_no_problems() -> None:
    more = 'cap_n = 110\nhold_s = 60\nrepetitions = 3\nmovements = ["ear-to-shoulder"]\n'
    assert found(HEAD + PLACE + more) == []


@pytest.mark.parametrize(
    ("said", "meant"), [("UTT", "UT"), ("trap", "UT"), ("tempel", "TEM"), ("qqqq", "")]
)
def test_an_unknown_place_names_the_one_that_was_meant(said: str, meant: str) -> None:
    (problem,) = found(HEAD + PLACE.replace("UT", said))
    assert (problem.line, problem.nearest, problem.hint) == (4, meant, False)


def test_a_place_that_is_never_offered_says_why() -> None:
    (problem,) = found(HEAD + PLACE.replace("UT", "Throat"))
    assert (problem.what, problem.hint) == ("Throat: never offered. Vessels lie there.", False)


def test_a_side_that_a_place_does_not_have_is_an_error() -> None:
    [side] = found(HEAD + PLACE.replace("left", "middle"))
    assert str(side) == "line 5, points[1].side: UT has no side 'middle': left or right."


def test_a_gentle_place_is_pressed_only_as_the_atlas_says_and_another_is_hinted_at() -> None:
    gentle = PLACE.replace("UT", "TEM")
    assert errors(HEAD + gentle + 'support = "wall"\n') == [(7, "points[1].support")]
    assert hints(HEAD + PLACE + 'support = "lying"\n') == [(7, "points[1].support")]


@pytest.mark.parametrize(
    "line",
    [
        "cap_n = 110.1",
        "hold_s = 60.5",
        "band_n = [20, 111]",
        "band_n = [40, 20]",
        "band_n = [40, 42]",
        'movements = ["ear-to-shoulders"]',
    ],
)
def test_more_than_the_atlas_has_is_an_error(line: str) -> None:
    assert errors(HEAD + PLACE + line + "\n") == [(7, f"points[1].{line.split(maxsplit=1)[0]}")]


def test_a_gentle_place_allows_fewer_repetitions() -> None:
    gentle = PLACE.replace("UT", "TEM")
    assert errors(HEAD + gentle + "repetitions = 3\n") == [(7, "points[1].repetitions")]


def test_a_band_ends_below_the_cap_of_the_same_plan() -> None:
    assert errors(HEAD + PLACE + "cap_n = 40\nband_n = [30, 41]\n") == [(8, "points[1].band_n")]
    assert hints(HEAD + PLACE + "cap_n = 40\nband_n = [30, 38]\n") == [(8, "points[1].band_n")]
    assert found(HEAD + PLACE + "cap_n = 40\nband_n = [30, 36]\n") == []


def test_a_hold_too_short_to_count_is_hinted_at() -> None:
    assert hints(HEAD + PLACE + "hold_s = 9\n") == [(7, "points[1].hold_s")]


def test_what_is_left_out_must_exist_and_is_not_asked_for() -> None:
    assert errors('exclude = ["UTT"]\n' + HEAD + PLACE) == [(1, "exclude")]
    assert errors('exclude = ["UT"]\n' + HEAD + PLACE) == [(5, "points[1].point")]
    assert errors('exclude = ["TEM", "throat"]\n' + HEAD + PLACE) == []


def test_the_same_place_stands_only_once() -> None:
    assert errors(HEAD + PLACE + PLACE) == [(8, "points[2].point")]


def test_more_than_two_places_in_a_day_are_an_error_and_days_of_their_own_mend_it() -> None:
    two = PLACE + PLACE.replace("left", "right")
    third = PLACE.replace("UT", "LS")
    assert errors(HEAD + two) == []
    assert errors(HEAD + two + third) == [(2, "days")]
    assert errors(HEAD + two + third + 'days = ["tue"]\n') == []


@pytest.mark.parametrize(
    ("days", "close"),
    [
        ('["mon", "tue"]', True),
        ('["sun", "mon"]', True),
        ('["mon", "wed", "fri"]', False),
        ('["sat"]', False),
    ],
)
def test_following_days_at_the_same_place_are_hinted_at(days: str, *, close: bool) -> None:
    text = f'person = "Robin"\ndays = {days}\n' + PLACE
    assert hints(text) == ([(2, "days")] if close else [])
    own = HEAD + PLACE + f"days = {days}\n"
    assert hints(own) == ([(7, "points[1].days")] if close else [])


TWO = HEAD + PLACE + PLACE.replace("UT", "LS")


def test_what_two_places_of_one_day_ask_beyond_a_sitting_is_a_hint_with_what_fits() -> None:
    (hint,) = found(TWO)
    assert (hint.line, hint.key, hint.hint) == (2, "days", True)
    assert "mon: about 9 minutes of pressing, and a sitting ends at 6" in hint.what
    assert "2 x 60 s and 2 x 60 s fit" in hint.what


@pytest.mark.parametrize("change", ["repetitions = 2\n", "hold_s = 30\n"])
def test_two_places_that_fit_into_a_sitting_are_right(change: str) -> None:
    assert hints(HEAD + PLACE + change + PLACE.replace("UT", "LS") + change) == []


def test_two_places_on_days_of_their_own_have_a_sitting_each() -> None:
    other = PLACE.replace("UT", "LS") + 'days = ["wed", "sat"]\n'
    assert hints(HEAD + PLACE + other) == []


def test_a_place_that_asks_for_little_leaves_more_to_the_other() -> None:
    once = TWO + "repetitions = 1\n"
    assert hints(once) == []
    assert len(hints(TWO + "repetitions = 2\n")) == 1


def told(text: str) -> list[tuple[int, str]]:
    read = read_plan(text.encode())
    assert read.plan is None
    return [(p.line, p.key) for p in partly(read, ATLAS) if not p.hint]


def test_a_place_asked_for_twice_is_told_beside_what_keeps_a_plan_from_being_read() -> None:
    assert told(HEAD + "wekks = 4\n" + PLACE + PLACE) == [(3, "wekks"), (9, "points[2].point")]


def test_a_place_without_a_side_is_not_taken_for_another() -> None:
    sideless = PLACE.replace('side = "left"\n', "")
    assert told(HEAD + PLACE + sideless) == [(7, "points[2].side")]


def test_too_many_places_in_a_day_are_told_beside_what_keeps_a_plan_from_being_read() -> None:
    three = PLACE + PLACE.replace("UT", "LS") + PLACE.replace("left", "right")
    assert told(HEAD + "wekks = 4\n" + three) == [(2, "days"), (3, "wekks")]
    own = 'days = ["wed"]\n'
    assert told(HEAD + "wekks = 4\n" + three + own) == [(3, "wekks")]


def test_days_that_cannot_be_read_are_told_once() -> None:
    three = PLACE + PLACE.replace("UT", "LS") + PLACE.replace("left", "right")
    assert told('person = "Robin"\ndays = ["mond"]\n' + three) == [(2, "days")]
