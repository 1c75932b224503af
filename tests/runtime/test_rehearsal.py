"""A plan rehearsed: real sessions on their days, kept to the plan, and bounded by what was said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tpdevice.core.tape import Header
from tpdevice.homework.past import Past
from tpdevice.homework.schedule import Item
from tpdevice.runtime.care import NOTHING_YET, care_for
from tpdevice.runtime.ownplan import Own, open_file
from tpdevice.runtime.plans import opened
from tpdevice.runtime.rehearsal import Rehearsal, Rehearsed, Wanted
from tpdevice.store.database import open_for_reading
from tpdevice.store.followups import past_of
from tpdevice.store.plans import reasons_of
from tpdevice.store.read import SessionPage, list_sessions, show_session

FIRST = date(2026, 10, 5)  # a Monday
PLAN = """
person = "Ada"
weeks = 2
[[points]]
point = "UT"
side = "left"
tool = "cane"
hold_s = 20
repetitions = 1
cap_n = 90
movements = ["look-to-armpit"]
"""
SECOND = """
[[points]]
point = "LS"
side = "left"
tool = "cane"
hold_s = 20
repetitions = 1
days = ["mon"]
"""


class Done(NamedTuple):
    """What a rehearsal told, and what it left in the log."""

    log: Path
    own: Own
    told: list[Rehearsed]
    kept: list[SessionPage]

    @property
    def headers(self) -> list[Header]:
        return [page.header for page in self.kept]


Play = Callable[..., Done]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Return what rehearses a plan; the same rehearsal is played once."""
    played: dict[tuple[object, ...], Done] = {}

    def rehearse(
        habit: str, seed: int, *, text: str = PLAN, days: int = 14, again: int = 0
    ) -> Done:
        which = (habit, seed, text, days, again)
        if which not in played:
            log = tmp_path_factory.mktemp("rehearsed") / "log.db"
            own = open_file(log, opened(text.encode()), name="plan.toml")
            wanted = Wanted(own, habit, seed, FIRST, FIRST + timedelta(days=days - 1))
            played[which] = Done(log, own, list(Rehearsal(log, wanted).days()), _kept(log))
        return played[which]

    return rehearse


def _kept(log: Path) -> list[SessionPage]:
    with open_for_reading(log) as store:
        lines = list_sessions(store, limit=100, include_simulated=True)
        return [show_session(store, number) for number in sorted(line.id for line in lines)]


def test_every_day_that_asks_for_something_has_its_session_in_the_evening(play: Play) -> None:
    done = play("diligent", 2)
    days = [FIRST + timedelta(days=each) for each in (0, 2, 4, 7, 9, 11)]
    assert [each.day for each in done.told] == days
    began = [page.line.started for page in done.kept]
    assert began == [datetime(day.year, day.month, day.day, 18).astimezone() for day in days]
    assert [page.line.local_date for page in done.kept] == [day.isoformat() for day in days]


def test_all_of_it_is_marked_simulated_and_counts_for_nobody(play: Play) -> None:
    done = play("diligent", 2)
    assert {page.line.simulated for page in done.kept} == {True}
    with open_for_reading(done.log) as store:
        assert past_of(store, "Ada") == Past()
    assert care_for(done.log, "Ada") == NOTHING_YET


def test_sessions_keep_to_the_plan(play: Play) -> None:
    for header in play("diligent", 2).headers:
        assert (header.prescription.hold_s, header.prescription.repetitions) == (20, 1)
        assert header.limits.plan_n == 90
        assert "armpit" in header.rules.lengthen


def test_marks_are_found_on_the_first_day_and_used_for_a_week(play: Play) -> None:
    done = play("diligent", 2)
    assert [bool(page.marks) for page in done.kept] == [True, False, False, False, True, False]
    kept = [header.calibration for header in done.headers[1:4]]
    assert {None if each is None else each.tender_n for each in kept} == {
        done.kept[0].marks[-1].tender_mn / 1000
    }


def test_the_same_seed_is_the_same_weeks_and_another_is_not(play: Play) -> None:
    def outcome(seed: int, again: int = 0) -> list[tuple[int, int | None]]:
        told = play("diligent", seed, days=3, again=again).told
        return [(each.summary.peak_mn, each.summary.last_rating) for each in told if each.summary]

    assert outcome(2) == outcome(2, again=1)
    assert outcome(2) != outcome(3)


def test_what_is_said_a_day_later_lets_the_place_rest_and_lowers_the_next_band(play: Play) -> None:
    done = play("too-hard", 2)
    rested = [each for each in done.told if each.asked.item is Item.RESTS]
    assert rested
    assert all(each.summary is None for each in rested)
    lowered = [header.limits.lower_percent for header in done.headers]
    assert lowered[0] == 0
    assert max(lowered) in {10, 20}
    with open_for_reading(done.log) as store:
        said = [row["soreness"] for row in store.rows("SELECT soreness FROM follow_up")]
        reasons = {each.local_date: each.reason for each in reasons_of(store, done.own.number)}
    assert max(said) >= 6
    assert set(reasons.values()) <= {"sore"}
    assert set(reasons) <= {each.day for each in rested}


def test_pressing_too_hard_is_stopped_by_the_guard(play: Play) -> None:
    ended = [page.line.ending for page in play("too-hard", 2).kept]
    assert "stopped for safety" in ended
    assert {page.line.ending for page in play("diligent", 2).kept} == {"finished"}


def test_whoever_leaves_days_out_has_no_session_on_them_and_may_say_why(play: Play) -> None:
    done = play("sporadic", 1)
    left = [each for each in done.told if each.summary is None]
    assert left
    assert len(done.kept) == len(done.told) - len(left)
    with open_for_reading(done.log) as store:
        reasons = {each.local_date: each.reason for each in reasons_of(store, done.own.number)}
    assert reasons == {each.day: each.why for each in left if each.why}
    assert reasons


def test_a_second_place_of_a_day_is_in_the_same_sitting(play: Play) -> None:
    done = play("diligent", 2, text=PLAN + SECOND, days=1)
    one, two = done.headers
    assert (one.identity.point, two.identity.point) == ("UT", "LS")
    assert (one.limits.places_before, two.limits.places_before) == (0, 1)
    first = done.told[0].summary
    assert first is not None
    assert two.limits.pressed_session_s == pytest.approx(first.pressed_ns / 1e9)
    assert done.kept[1].line.started > done.kept[0].line.started + timedelta(minutes=1)
