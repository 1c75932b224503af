"""What of a plan is due on a day: rests come first, and what was missed is told, not made up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pasts import answer, past, pasts, pressed

from tpdevice.core.plan import Side
from tpdevice.homework.past import HOUR_S, Past
from tpdevice.homework.plan import Day, Plan, PlanPoint
from tpdevice.homework.schedule import Agenda, Item, Stands, agenda
from tpdevice.homework.standing import rest_of

SHOULDER = PlanPoint("UT", Side.LEFT, "cane")
HIP = PlanPoint("GMD", Side.RIGHT, "ball", days=(Day.TUE,))
PLAN = Plan("Ada", (SHOULDER, HIP), weeks=2)
SUNDAY = date.fromordinal(739_676)
"""Of the first session of `pasts`, at 18:00 UTC."""


def on(days: int, done: Past | None = None, plan: Plan = PLAN, *, first: int = 1) -> Agenda:
    """Return the agenda at 18:00 so many days after that Sunday."""
    day = SUNDAY + timedelta(days=days)
    now_s = pressed().at_s + days * 24 * HOUR_S
    return agenda(
        plan, done or Past(), first=SUNDAY + timedelta(days=first), today=day, now_s=now_s
    )


def items(found: Agenda) -> list[tuple[str, Item]]:
    return [(each.point.point, each.item) for each in found.today]


def test_what_is_asked_for_on_a_day_is_due_and_nothing_else() -> None:
    assert SUNDAY.weekday() == 6
    assert items(on(1)) == [("UT", Item.DUE)]
    assert items(on(2)) == [("GMD", Item.DUE)]
    assert items(on(4)) == []


def test_a_plan_has_a_first_and_a_last_day() -> None:
    assert on(0).stands is Stands.NOT_YET
    assert [on(days).stands for days in (1, 14, 15)] == [Stands.RUNS, Stands.RUNS, Stands.OVER]
    assert items(on(15)) == items(on(0)) == []
    assert on(0).next_day == SUNDAY + timedelta(days=1)
    assert on(1).next_day == SUNDAY + timedelta(days=2)
    assert on(14).next_day is None


def test_what_was_pressed_today_is_done() -> None:
    assert items(on(1, past(pressed(at_h=20)))) == [("UT", Item.DONE)]


def test_a_day_between_comes_before_the_plan() -> None:
    assert items(on(1, past(pressed()))) == [("UT", Item.CLOSE)]
    assert items(on(1, past(pressed(at_h=-20)))) == [("UT", Item.DUE)]


def test_a_rest_comes_before_the_plan() -> None:
    sore = past(answer(pressed(at_h=-24), 7))
    assert items(on(1, sore)) == [("UT", Item.RESTS)]
    warned = past(answer(pressed(at_h=-48), warning=True))
    assert items(on(2, warned)) == [("GMD", Item.RESTS)]


def test_what_the_plan_leaves_out_is_not_asked_for() -> None:
    plan = Plan("Ada", (SHOULDER, HIP), exclude=("UT",))
    assert items(on(1, plan=plan)) == []
    assert [each.point.point for each in on(3, plan=plan).missed] == ["GMD"]


def test_what_was_missed_is_told_newest_first_and_not_due_later() -> None:
    found = on(4, past(pressed(at_h=24)))
    assert [((each.day - SUNDAY).days, each.point.point) for each in found.missed] == [
        (3, "UT"),
        (2, "GMD"),
    ]
    assert items(found) == []


def test_after_its_end_every_missed_day_is_still_told() -> None:
    assert len(on(40).missed) == 2 * 4


def test_a_session_dated_tomorrow_does_not_hide_that_of_yesterday() -> None:
    plan = Plan("Ada", (SHOULDER,), days=tuple(Day))
    done = past(pressed(1, at_h=48), pressed(2, at_h=96))
    assert items(on(3, done, plan=plan)) == [("UT", Item.CLOSE)]


@given(pasts(), st.integers(0, 20))
def test_nothing_is_due_where_a_rest_stands_or_that_was_pressed_the_day_before(
    done: Past, days: int
) -> None:
    plan = Plan("Ada", (SHOULDER, PlanPoint("GMD", Side.RIGHT, "x")), days=tuple(Day), weeks=4)
    now_s = pressed().at_s + days * 24 * HOUR_S
    today = SUNDAY + timedelta(days=days)
    found = agenda(plan, done, first=SUNDAY, today=today, now_s=now_s)
    for each in found.today:
        if each.item is Item.DUE:
            assert rest_of(done, each.place, now_s=now_s) is None
            recent = {today.toordinal(), today.toordinal() - 1}
            assert not [p for p in done.pressed if p.place == each.place and p.day in recent]


@given(pasts(), st.integers(0, 20))
def test_each_day_that_was_asked_for_is_done_or_missed(done: Past, days: int) -> None:
    plan = Plan("Ada", (SHOULDER,), days=tuple(Day), weeks=3)
    today = SUNDAY + timedelta(days=days)
    missed = {each.day for each in agenda(plan, done, first=SUNDAY, today=today, now_s=0).missed}
    did = {date.fromordinal(p.day) for p in done.pressed if p.place.point == "UT"}
    asked = {SUNDAY + timedelta(days=n) for n in range(days)}
    assert missed == asked - did
