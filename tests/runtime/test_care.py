"""Care around the sessions of one person, from the log to words."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from carelog import ADA, press, say
from msgspec.structs import replace

from tpdevice.core.plan import Identity, Rest, Side
from tpdevice.core.tape import Header
from tpdevice.devices.progressor import SPEC
from tpdevice.homework.due import Kind
from tpdevice.homework.past import Place
from tpdevice.runtime.care import ALREADY, Care, answered, care_for, here
from tpdevice.runtime.carewords import until_text
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.past import history_of
from tpdevice.store.database import open_store

EVENING = datetime(2026, 3, 1, 18, tzinfo=timezone(timedelta(hours=2)))
"""A Sunday."""
SHOULDER = Place("UT", "left")
NEXT = EVENING + timedelta(hours=25)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def after(log: Path, **since: float) -> Care:
    return care_for(log, "Ada", now=EVENING + timedelta(**since))


def rest_now(log: Path, identity: Identity = ADA, **since: float) -> Rest | None:
    with open_store(log) as store:
        return here(store, identity, now=EVENING + timedelta(**since)).rest


def test_without_a_log_there_is_a_first_time(log: Path) -> None:
    (first,) = after(log, hours=0).items
    assert first.kind is Kind.FIRST
    assert not log.exists()


def test_a_day_later_it_is_asked_how_it_is(log: Path) -> None:
    press(log, EVENING)
    care = after(log, hours=25)
    (question,) = care.questions
    assert question.title.endswith("shoulder, left")
    assert (question.when, question.again) == ("yesterday", False)
    assert [item.kind for item in care.items] == [Kind.ANSWER, Kind.MAY]


def test_what_is_said_is_kept_and_means_something_for_the_next_time(log: Path) -> None:
    press(log, EVENING)
    (question,) = after(log, hours=25).questions
    said = answered(log, question, soreness=7, bruise=False, warning=False, now=NEXT)
    assert "Rest this place for 72 hours" in said
    assert said.endswith("It rests until Thursday 5 March, 19:00.")
    care = after(log, hours=26)
    assert care.questions == ()
    (rests,) = care.items
    assert (rests.kind, rests.place, rests.until) == (
        Kind.RESTS,
        SHOULDER,
        "Thursday 5 March, 19:00",
    )
    assert rests.why.startswith("It was very sore afterwards. ")
    assert [item.lower_percent for item in after(log, days=10).items] == [20]


def test_an_answer_that_comes_twice_is_kept_once(log: Path) -> None:
    press(log, EVENING)
    (question,) = after(log, hours=25).questions
    answered(log, question, soreness=7, bruise=False, warning=False, now=NEXT)
    assert answered(log, question, soreness=0, bruise=False, warning=False, now=NEXT) == ALREADY
    assert rest_now(log, hours=30) is not None


def test_simulated_sessions_and_those_of_others_are_asked_about_never(log: Path) -> None:
    press(log, EVENING, simulated=True)
    press(log, EVENING, replace(ADA, profile="Bo"))
    care = after(log, hours=25)
    assert care.questions == ()
    assert [item.kind for item in care.items] == [Kind.FIRST]


def test_a_rest_says_why_until_when_and_whether_one_may_insist(log: Path) -> None:
    say(log, press(log, EVENING), soreness=5)
    advice = rest_now(log, hours=26)
    assert advice == Rest(
        "it was sore afterwards, so it rests until tomorrow, 18:00; this rest is advice"
    )
    say(log, press(log, EVENING, replace(ADA, side=Side.RIGHT)), bruise=True)
    firm = rest_now(log, replace(ADA, side=Side.RIGHT), hours=26)
    assert firm is not None
    assert firm.firm
    assert firm.words.endswith(
        "so it rests until Thursday 5 March, 18:00; this rest cannot be skipped"
    )


def test_a_warning_sign_closes_every_place_and_says_what_to_do(log: Path) -> None:
    say(log, press(log, EVENING), warning=True)
    for identity in (ADA, replace(ADA, point="GMD", tool="ball")):
        rest = rest_now(log, identity, days=30)
        assert rest is not None
        assert (rest.firm, rest.care) == (True, True)
        assert "Dark urine with muscle pain is urgent" in rest.words
    assert rest_now(log, replace(ADA, profile="Bo"), days=30) is None
    care = after(log, hours=48)
    assert [item.kind for item in care.items] == [Kind.ANSWER, Kind.SEEK_CARE]
    assert care.questions[0].again


def test_another_tool_at_the_same_place_rests_and_is_lowered_too(log: Path) -> None:
    say(log, press(log, EVENING), soreness=5)
    with open_store(log) as store:
        assert here(store, replace(ADA, tool="ball"), now=NEXT).lower_percent == 10
        assert here(store, replace(ADA, side=Side.RIGHT), now=NEXT).lower_percent == 0


def test_six_sessions_without_a_gain_and_a_place_that_is_pressed_each_day_bring_advice(
    log: Path,
) -> None:
    for day in range(0, 12, 2):
        press(log, EVENING + timedelta(days=day))
    assert [(a.key, a.place) for a in after(log, days=12).advice] == [("look", SHOULDER)]
    press(log, EVENING + timedelta(days=11), start=3)
    press(log, EVENING + timedelta(days=12), start=3)
    (pattern,) = after(log, days=12).advice
    assert pattern.key == "pattern"
    assert pattern.title.endswith("shoulder, left")


def test_a_point_that_the_atlas_no_longer_has_goes_by_its_id(log: Path) -> None:
    press(log, EVENING, replace(ADA, point="OLD"))
    assert after(log, hours=25).questions[0].title == "OLD, left"


@pytest.mark.parametrize(
    ("in_h", "text"),
    [
        (0.01, "today, 18:01"),
        (5, "today, 23:00"),
        (6, "tomorrow, 00:00"),
        (29.5, "tomorrow, 23:30"),
        (30, "Tuesday 3 March, 00:00"),
    ],
)
def test_the_end_of_a_rest_is_told_by_the_clock_on_the_wall(in_h: float, text: str) -> None:
    assert until_text(round(EVENING.timestamp() + in_h * 3600), EVENING) == text


# Into the session.


def test_what_was_said_reaches_the_next_session_through_its_header(log: Path) -> None:
    say(log, press(log, local_now() - timedelta(hours=25)), soreness=5)
    history = _history(log)
    assert history.rest is not None
    assert history.lower_percent == 10
    limits = _opened(history, Wishes()).limits
    assert (limits.rest, limits.lower_percent) == (history.rest, 10)


def test_who_insists_passes_over_advice_and_keeps_the_lower_band(log: Path) -> None:
    say(log, press(log, local_now() - timedelta(hours=25)), soreness=5)
    limits = _opened(_history(log), Wishes(anyway=True)).limits
    assert (limits.rest, limits.lower_percent) == (None, 10)


@pytest.mark.parametrize("worse", [{"soreness": 6}, {"bruise": True}, {"warning": True}])
def test_nobody_passes_over_a_firm_rest(log: Path, worse: dict[str, Any]) -> None:
    say(log, press(log, local_now() - timedelta(hours=25)), **worse)
    rest = _opened(_history(log), Wishes(anyway=True)).limits.rest
    assert rest is not None
    assert rest.firm


def test_a_simulated_session_knows_nothing_of_it(log: Path) -> None:
    say(log, press(log, local_now() - timedelta(hours=25)), warning=True)
    history = _history(log, simulated=True)
    assert (history.rest, history.lower_percent) == (None, 0)


def _history(log: Path, *, simulated: bool = False) -> History:
    day = local_now().date().isoformat()
    return history_of(log, ADA, _sensor(), local_date=day, simulated=simulated)


def _opened(history: History, wishes: Wishes) -> Header:
    return header(
        ADA, _sensor(), history=history, wishes=wishes, local_date="2026-03-01", simulated=False
    )


def _sensor() -> Device:
    return Device(SPEC, "Progressor_0001", "C0:DE")
