"""A plan that is open bounds the sessions of its person, and unlocks nothing."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from carelog import ADA
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tpdevice.core.band import NoBand, Thresholds
from tpdevice.core.errors import PlanError
from tpdevice.core.plan import Identity, Limits, Side
from tpdevice.core.tape import Header
from tpdevice.core.units import mn
from tpdevice.devices.progressor import SPEC
from tpdevice.homework.keepingto import Planned, bounded
from tpdevice.homework.plan import PlanPoint
from tpdevice.runtime import content
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.ownplan import close_open, first_person, open_file, own_plan
from tpdevice.runtime.past import history_of
from tpdevice.runtime.plans import opened
from tpdevice.session.bandrule import band_for, outer_ceiling_mn
from tpdevice.store.database import open_store
from tpdevice.store.plans import LeftOut, keep_reason, reasons_of

SENSOR = Device(SPEC, "Progressor_0001", "C0:DE")
PLAN = """
person = "Ada"
full_ratings = true
exclude = ["LS"]
[[points]]
point = "UT"
side = "left"
tool = "cane"
hold_s = 45
repetitions = 2
rest_s = 50
cap_n = 60
movements = ["look-to-armpit"]
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def first_entry(
    log: Path, who: Identity = ADA, *, days: int = 0, simulated: bool = False
) -> Header:
    day = (local_now().date() + timedelta(days=days)).isoformat()
    history = history_of(log, who, SENSOR, local_date=day, simulated=simulated)
    return header(
        who, SENSOR, history=history, wishes=Wishes(), local_date=day, simulated=simulated
    )


@pytest.mark.parametrize("simulated", [False, True])
def test_a_session_keeps_to_the_plan(log: Path, *, simulated: bool) -> None:
    open_file(log, opened(PLAN.encode()), name="plan")
    first = first_entry(log, simulated=simulated)
    asked = first.prescription
    assert (asked.hold_s, asked.repetitions, asked.rest_s) == (45, 2, 50)
    assert asked.rating_at_s == (0.0, 8.0, 20.0)
    assert first.limits.plan_n == 60
    assert first.rules.lengthen == content.point("LS").lengthen
    assert [each.key for each in first.rules.movements] == ["look-to-armpit"]


def test_all_movements_of_the_plan_follow_in_its_order_in_words(log: Path) -> None:
    several = PLAN.replace('["look-to-armpit"]', '["thread-the-needle", "look-to-armpit"]')
    open_file(log, opened(several.encode()), name="plan")
    named = first_entry(log).rules.movements
    assert [each.key for each in named] == ["thread-the-needle", "look-to-armpit"]
    words = {point.figure: point.lengthen for point in content.points().values()}
    assert [each.words for each in named] == [words[each.key] for each in named]


def test_without_movements_in_the_plan_it_is_that_of_the_atlas(log: Path) -> None:
    open_file(log, opened(PLAN.replace('["look-to-armpit"]', "[]").encode()), name="plan")
    rules = first_entry(log).rules
    assert (rules.movements, rules.lengthen) == ((), content.point("UT").lengthen)


def test_the_top_of_a_plans_band_lowers_the_ceiling_until_the_band_ends_there(log: Path) -> None:
    plan = PLAN.replace("cap_n = 60", "band_n = [20, 27]")
    usual = first_entry(log)
    open_file(log, opened(plan.encode()), name="plan")
    first = first_entry(log)
    assert outer_ceiling_mn(first.rules, first.limits) == 30_000
    assert outer_ceiling_mn(usual.rules, usual.limits) > 30_000
    strong = Thresholds(mn(24), mn(80))
    band = band_for(strong, support=ADA.support, point=first.rules, limits=first.limits)
    assert not isinstance(band, NoBand)
    assert band.top_mn <= 27_000


@pytest.mark.parametrize(("cap_n", "top_n", "most_n"), [(28, 27, 28), (60, 27, 30)])
def test_of_cap_and_band_the_lower_one_holds(
    log: Path, cap_n: float, top_n: float, most_n: float
) -> None:
    both = PLAN.replace("cap_n = 60", f"cap_n = {cap_n}\nband_n = [20, {top_n}]")
    open_file(log, opened(both.encode()), name="plan")
    assert first_entry(log).limits.plan_n == pytest.approx(most_n)


@pytest.mark.parametrize(
    ("before_n", "cap_n", "most_n"),
    [(40, 60, 40), (60, 40, 40), (40, None, 40), (None, None, None)],
)
def test_a_limit_that_is_lower_already_stays(
    before_n: float | None, cap_n: float | None, most_n: float | None
) -> None:
    asked = PlanPoint("UT", Side.LEFT, "cane", cap_n=cap_n)
    assert bounded(Limits(before_n, 980.0, 0.0, 0.0), asked).plan_n == most_n


def test_another_side_another_person_and_another_time_are_as_ever(log: Path) -> None:
    open_file(log, opened(PLAN.encode()), name="plan")
    usual = (60, 3, None)
    for first in (
        first_entry(log, replace(ADA, side=Side.RIGHT)),
        first_entry(log, replace(ADA, profile="Bob")),
        first_entry(log, days=28),
    ):
        asked = first.prescription
        assert (asked.hold_s, asked.repetitions, first.limits.plan_n) == usual
    assert first_entry(log, days=27).limits.plan_n == 60


@pytest.mark.parametrize("simulated", [False, True])
def test_what_a_plan_leaves_out_does_not_begin(log: Path, *, simulated: bool) -> None:
    open_file(log, opened(PLAN.encode()), name="plan")
    rest = first_entry(log, replace(ADA, point="LS"), simulated=simulated).limits.rest
    assert rest is not None
    assert rest.firm
    assert "your plan leaves this place out" in rest.words
    close_open(log, "Ada")
    assert first_entry(log, replace(ADA, point="LS"), simulated=simulated).limits.rest is None


@pytest.mark.parametrize("where", ["throat", "SCM", "armpit", "belly"])
def test_a_plan_unlocks_no_place_that_is_never_offered(log: Path, where: str) -> None:
    with pytest.raises(PlanError):
        open_file(log, opened(PLAN.replace('"UT"', f'"{where}"').encode()), name="plan")
    assert not log.exists()


def test_a_place_with_a_question_of_its_own_keeps_it(log: Path) -> None:
    plan = PLAN.replace('"UT"', '"PIR"').replace("cap_n = 60\n", "")
    open_file(log, opened(plan.replace("hold_s = 45", "hold_s = 20").encode()), name="plan")
    who = replace(ADA, point="PIR", support=content.point("PIR").supports[0])
    assert content.point("PIR").locked_by in first_entry(log, who).screen


@given(
    hold_s=st.none() | st.floats(5, 90),
    repetitions=st.none() | st.integers(1, 3),
    rest_s=st.none() | st.floats(30, 300),
    cap_n=st.none() | st.floats(0.1, 500),
    top_n=st.none() | st.floats(1, 500),
    point=st.sampled_from(list(content.points())),
    short=st.booleans(),
)
def test_no_plan_asks_for_more_than_a_session_does_by_itself(
    *,
    hold_s: float | None,
    repetitions: int | None,
    rest_s: float | None,
    cap_n: float | None,
    top_n: float | None,
    point: str,
    short: bool,
) -> None:
    known = content.point(point)
    band_n = None if top_n is None else (top_n / 2, top_n)
    asked = PlanPoint(
        point, known.sides[0], "x", band_n=band_n, cap_n=cap_n, hold_s=hold_s,
        repetitions=repetitions, rest_s=rest_s,
    )  # fmt: skip
    who = Identity("Ada", point, known.sides[0], "x", known.supports[0])
    with_, without = (
        header(
            who, SENSOR, history=History(planned=plan), wishes=Wishes(short=short),
            local_date="2026-03-01", simulated=False,
        )
        for plan in (Planned(asked), None)
    )  # fmt: skip
    less, usual = with_.prescription, without.prescription
    assert less.hold_s <= usual.hold_s
    assert less.repetitions <= usual.repetitions
    assert less.rest_s >= usual.rest_s
    assert all(at_s < less.hold_s for at_s in less.rating_at_s)
    assert with_.rules.ceiling_n == without.rules.ceiling_n
    if cap_n is not None:
        assert with_.limits.plan_n is not None
        assert with_.limits.plan_n <= cap_n


def test_a_newer_plan_takes_the_place_of_an_older_one(log: Path) -> None:
    open_file(log, opened(PLAN.encode()), name="plan")
    open_file(log, opened(PLAN.replace("cap_n = 60", "cap_n = 50").encode()), name="plan")
    assert first_entry(log).limits.plan_n == 50
    assert close_open(log, "Ada")
    assert not close_open(log, "Ada")
    assert first_entry(log).limits.plan_n is None


def test_a_plan_begins_when_it_is_opened_or_when_it_says(log: Path) -> None:
    now = datetime.fromisoformat("2026-11-28T20:00:00+01:00")
    assert open_file(log, opened(PLAN.encode()), name="plan", now=now).first == date(2026, 11, 28)
    later = "first_day = 2026-12-07\n" + PLAN
    assert open_file(log, opened(later.encode()), name="plan", now=now).first == date(2026, 12, 7)


def test_a_plan_that_is_over_or_has_errors_is_not_opened(log: Path) -> None:
    for text, why in (
        ("first_day = 2020-01-01\n" + PLAN, "It is over: its last day was"),
        (PLAN.replace("cap_n = 60", "cap_n = 111"), "a plan can only lower it"),
    ):
        with pytest.raises(PlanError, match=why):
            open_file(log, opened(text.encode()), name="plan")
    assert not log.exists()


def test_hints_do_not_keep_a_plan_from_being_opened(log: Path) -> None:
    text = 'days = ["mon", "tue"]\n' + PLAN
    assert open_file(log, opened(text.encode()), name="plan").profile == "Ada"


def test_who_has_only_a_plan_is_known_at_home(log: Path) -> None:
    open_file(log, opened(PLAN.encode()), name="plan", profile="Bea")
    assert first_person(log) == "Bea"


def test_a_reason_is_kept_once_for_a_place_and_day(log: Path) -> None:
    number = open_file(log, opened(PLAN.encode()), name="plan").number
    day = date(2026, 11, 30)
    with open_store(log) as store:
        own = own_plan(store, "Ada")
        assert own is not None
        assert own.number == number
        assert keep_reason(store, number, LeftOut(day, "UT", "left", "sore"), now=local_now())
        again = LeftOut(day, "UT", "left", "no time")
        assert not keep_reason(store, number, again, now=local_now())
        assert [each.reason for each in reasons_of(store, number)] == ["sore"]


def test_an_issue_that_was_replaced_is_not_opened_again(log: Path) -> None:
    text = 'plan_id = "desk"\nissue = 2\n' + PLAN
    open_file(log, opened(text.encode()), name="plan")
    older = opened(text.replace("issue = 2", "issue = 1").encode())
    with pytest.raises(PlanError, match="It is issue 1, and you have issue 2 of it open"):
        open_file(log, older, name="plan")
    close_open(log, "Ada")
    assert open_file(log, older, name="plan").plan.issue == 1
