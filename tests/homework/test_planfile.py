"""A plan file is read whole, or everything that is wrong with it is said, each with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from tpdevice.core.plan import Side
from tpdevice.homework import plankeys
from tpdevice.homework.plan import Day, Plan, PlanPoint, Therapist
from tpdevice.homework.planfile import BYTES_MAX, PROBLEMS_MAX, read_plan
from tpdevice.homework.problems import Problem

GOOD = """
person = "Robin"
days = ["mon", "thu"]
first_day = 2026-11-30

[therapist]
name = "Kim"

[[points]]
point = "UT"
side = "left"
tool = "hook cane"
hold_s = 45
notes = '''
slowly, please
side = "not a key"
'''

[[points]]
point = "LS"
side = "right"
tool = "ball"
"""


def problems(text: str) -> list[Problem]:
    read = read_plan(text.encode())
    assert (read.plan is None) is bool(read.problems)
    return list(read.problems)


def only(text: str) -> Problem:
    (found,) = problems(text)
    return found


def test_a_plan_is_read() -> None:
    plan = read_plan(GOOD.encode()).plan
    assert plan is not None
    assert (plan.person, plan.days, plan.first_day) == (
        "Robin",
        (Day.MON, Day.THU),
        date(2026, 11, 30),
    )
    assert [(p.point, p.side, p.hold_s) for p in plan.points] == [
        ("UT", Side.LEFT, 45),
        ("LS", Side.RIGHT, None),
    ]


def test_line_ends_of_other_systems_and_a_mark_of_the_order_of_bytes_are_read() -> None:
    text = "\ufeff" + GOOD.replace("\n", "\r\n")
    assert read_plan(text.encode()).plan == read_plan(GOOD.encode()).plan


def test_all_errors_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = GOOD.replace('"Robin"', "7").replace('"thu"', '"thus"').replace('side = "right"\n', "")
    text = text.replace("hold_s = 45", 'hold_s = "45"')
    assert [(p.line, p.key, p.nearest) for p in problems(text)] == [
        (2, "person", ""),
        (3, "days", "thu"),
        (13, "points[1].hold_s", ""),
        (19, "points[2].side", ""),
    ]


def test_an_unknown_key_names_its_line_and_the_nearest_known_one() -> None:
    found = only(GOOD.replace("hold_s", "holds_s"))
    assert str(found) == (
        "line 13, points[1].holds_s: There is no such key here. Did you mean 'hold_s'?"
    )


def test_a_key_inside_a_long_text_is_not_taken_for_one() -> None:
    assert only(GOOD.replace('side = "right"', 'side = "rigth"')).line == 21


def test_a_place_in_an_inline_table_has_the_line_of_the_list() -> None:
    text = 'person = "a"\n\npoints = [{point = "UT", tool = "x"}]\n'
    assert only(text).line == 3


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("true", "true"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("-5", "-5"),
        ("1e400", "inf"),
        ("[]", "an empty list"),
        ("{}", "a table"),
        ("9" * 400, "so large a number"),
        ('"\\u001b[2Jx"', "the text '[2Jx'"),
    ],
)
def test_a_value_of_another_kind_is_refused_in_words(value: str, said: str) -> None:
    found = only(GOOD.replace("hold_s = 45", f"hold_s = {value}"))
    assert found.what == f"Expected a number of seconds from 5 to 90, not {said}."


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "C:\\\\evil", ".hidden", "a\\u0000b", "a\\u202eb", "a\\nb", " a", "",
     "a  b", "a" * 81, "\\u001b[31m"],
)  # fmt: skip
def test_a_name_that_hides_something_or_leads_somewhere_is_refused(name: str) -> None:
    assert only(GOOD.replace('"Robin"', f'"{name}"')).key == "person"


def test_notes_may_have_lines_and_joiners_but_nothing_hidden() -> None:
    assert read_plan(GOOD.replace("slowly", "s\u200clowly").encode()).plan
    assert "U+202E" in only(GOOD.replace("slowly", "s\u202elowly")).what


def test_no_session_is_led_through_more_movements_than_somebody_stays_for() -> None:
    keys = [f'"m{number}"' for number in range(5)]
    found = only(GOOD.replace("hold_s = 45", f"movements = [{', '.join(keys)}]\nhold_s = 45"))
    assert found.what.startswith("Expected a list of at most 4 movements")
    four = f"movements = [{', '.join(keys[:4])}]"
    assert read_plan(GOOD.replace("hold_s = 45", four).encode()).plan


def test_a_day_stands_only_once() -> None:
    assert only(GOOD.replace('"thu"', '"mon"')).what == "A day stands here twice."


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"x" * (BYTES_MAX + 1), 1, "bytes: a plan has at most"),
        (b"a = 1\nb = '\xff'", 2, "no UTF-8 text"),
        (b'person = "a"\nperson = "b"', 2, "no TOML"),
        (b"a = " + b"[" * 60_000, 1, "too deep"),
        (b"a." * 20_000 + b"a = 1", 1, "too deep"),
        (b"[" + b"a." * 20_000 + b"a]", 1, "too deep"),
        (b"a = " + b"1" * 60_000, 1, "too long"),
        (b"a = '\x1b[2J'", 1, "no TOML"),
        (b"person = 'a\x00'", 1, "no TOML"),
        (b'person = "a', 1, "no TOML"),
        (b"\x00" * 100, 1, "no TOML"),
    ],
)
def test_a_hostile_file_is_refused_in_a_line(data: bytes, line: int, what: str) -> None:
    (found,) = read_plan(data).problems
    assert found.line == line
    assert what in found.what
    assert str(found).isprintable()


def test_of_very_many_errors_only_the_first_are_told() -> None:
    text = "".join(f"k{n} = 1\n" for n in range(5_000))
    assert len(problems(text)) == PROBLEMS_MAX


def test_a_hostile_key_is_shown_harmlessly() -> None:
    shown = [str(found) for found in problems(GOOD + '"\\u001b[2J{0}\\u202e" = 1\n')]
    assert len(shown) == 1
    assert shown[0].isprintable()


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_plan_or_problems(data: bytes) -> None:
    read = read_plan(data)
    assert (read.plan is None) is bool(read.problems)
    assert all(str(problem).isprintable() for problem in read.problems)


@given(
    st.integers(0, len(GOOD)), st.sampled_from(['"', "'''", "[", "]", "{", "\\", "=", "\n", "#"])
)
def test_a_slip_anywhere_in_a_plan_is_read_or_told(at: int, slip: str) -> None:
    read = read_plan((GOOD[:at] + slip + GOOD[at:]).encode())
    assert (read.plan is None) is bool(read.problems)


@pytest.mark.parametrize(
    ("kind", "keys"),
    [(Plan, plankeys.PLAN), (PlanPoint, plankeys.POINT), (Therapist, plankeys.THERAPIST)],
)
def test_every_key_of_a_plan_has_words_for_what_it_holds(
    kind: type[Struct], keys: dict[str, str]
) -> None:
    assert [each.name for each in fields(kind)] == list(keys)
