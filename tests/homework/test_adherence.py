"""Done against asked, both ways, capped; and what is looked at first."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from some_result import HOLD, MONDAY, PLAN, result, session

from tpdevice.core.record import Ending
from tpdevice.homework.adherence import Adherence, Dose, Share, adherence
from tpdevice.homework.past import Place
from tpdevice.homework.result import Felt, LeftOut, OverCap, Rated, Result, Sensor
from tpdevice.homework.standout import Kind, exceptions

USUAL = {"UT": Dose(60, 3), "QL": Dose(45, 2)}
WEDNESDAY, FRIDAY, SUNDAY = date(2026, 3, 4), date(2026, 3, 6), date(2026, 3, 8)
LOWER = Place("QL", "right")


def of(made: Result, **options: Any) -> Adherence:
    return adherence(PLAN, made, usual=USUAL, **options)


def back(day: date = MONDAY, **changes: Any) -> Any:
    return session(day, point="QL", side="right", **changes)


def test_a_week_in_which_everything_was_done_is_all_of_it() -> None:
    whole = (replace(HOLD, held_s=60),) * 3
    days = [session(day, holds=whole) for day in (MONDAY, WEDNESDAY, FRIDAY)]
    done = of(result(*days, back(holds=whole)))
    assert (done.days, done.held) == (Share(3, 3), Share(630, 630))
    assert (done.days.percent, done.held.percent, done.missed) == (100, 100, ())
    assert [(each.place.point, each.held.asked) for each in done.places] == [
        ("UT", 540),
        ("QL", 90),
    ]


def test_a_day_without_anything_is_missed_once_it_is_over() -> None:
    done = of(result(session(), until=WEDNESDAY))
    assert (done.days, done.missed) == (Share(1, 1), ())
    done = of(result(session(), until=date(2026, 3, 5)))
    assert (done.days, done.missed) == (Share(1, 2), (WEDNESDAY,))


def test_a_day_of_the_plan_on_which_one_place_was_done_is_missed_at_the_other_only() -> None:
    done = of(result(session()))
    assert done.missed == (WEDNESDAY, FRIDAY)
    assert done.places[1].missed == (MONDAY,)
    assert done.places[1].days == Share(0, 1)


def test_more_at_one_place_makes_up_for_nothing_at_another() -> None:
    long = session(holds=(replace(HOLD, held_s=900),))
    done = of(result(long, until=MONDAY))
    assert done.places[0].held.percent == 100
    assert done.held == Share(180, 180)
    done = of(result(long, until=date(2026, 3, 3)))
    assert done.held == Share(180, 270)
    assert done.held.percent == 66


def test_a_day_of_its_own_choice_counts_and_never_more_than_were_planned() -> None:
    tuesday, thursday = date(2026, 3, 3), date(2026, 3, 5)
    done = of(result(session(tuesday), session(thursday)))
    assert done.days == Share(2, 3)
    assert done.missed == (MONDAY, WEDNESDAY, FRIDAY)
    every = [session(date.fromordinal(MONDAY.toordinal() + n)) for n in range(7)]
    assert of(result(*every)).days.percent == 100


def test_time_without_data_counts_nowhere_and_is_told() -> None:
    unseen = session(holds=(replace(HOLD, held_s=10, no_data_s=50),))
    place = of(result(unseen)).places[0]
    assert (place.held.done, place.no_data_s) == (10, 50)


@pytest.mark.parametrize(
    "changes", [{"ending": str(Ending.READ)}, {"sensor": Sensor("", "", 1.0)}], ids=str
)
def test_what_no_sensor_measured_against_a_band_is_kept_apart(changes: dict[str, Any]) -> None:
    place = of(result(session(**changes))).places[0]
    assert place.no_sensor == (MONDAY,)
    assert (place.days, place.held.done) == (Share(0, 3), 0)


def test_a_session_beside_the_plan_and_one_after_its_end_count_in_nothing() -> None:
    late = session(date(2026, 4, 1))
    done = of(result(session(asked=False), late, until=date(2026, 4, 2)))
    assert (done.days.done, done.held.done) == (0, 0)
    assert done.days.asked == 12


def test_simulated_sessions_count_only_if_asked_for() -> None:
    made = result(session(simulated=True))
    assert of(made).days.done == 0
    assert of(made, simulated=True).days.done == 1


def test_before_anything_was_asked_there_is_no_percentage() -> None:
    done = of(result(until=date(2026, 3, 1)))
    assert (done.days.percent, done.held.percent) == (None, None)


@given(
    st.lists(
        st.builds(
            session,
            st.dates(MONDAY, SUNDAY),
            holds=st.just((HOLD,) * 3),
            simulated=st.booleans(),
            asked=st.booleans(),
        )
    )
)
def test_no_share_is_ever_over_what_was_asked(sessions: list[Any]) -> None:
    done = of(result(*sessions))
    for share in (done.days, done.held, *[each.days for each in done.places]):
        assert 0 <= share.done <= share.asked
        assert share.percent is None or 0 <= share.percent <= 100


def test_what_is_looked_at_first_is_in_the_order_of_how_grave_it_is() -> None:
    made = result(
        session(MONDAY, ratings=(Rated(1, 0, 7, matched=True, force_n=30.0),)),
        session(
            WEDNESDAY, over_cap=(OverCap(1.0, 0.5, 50.0, 42.0), OverCap(9.0, 0.25, 60.0, 42.0))
        ),
        session(FRIDAY, ending=str(Ending.STOPPED_BY_GUARD), reason="too strong"),
        felt=(Felt(f"{MONDAY} UT", 24, WEDNESDAY, 3, bruise=False, warning=True),),
    )
    found = exceptions(made, missed=(SUNDAY,))
    assert [(each.kind, each.day) for each in found] == [
        (Kind.WARNING, WEDNESDAY),
        (Kind.OVER_CAP, WEDNESDAY),
        (Kind.RATING, MONDAY),
        (Kind.STOPPED, FRIDAY),
        (Kind.MISSED, SUNDAY),
    ]
    assert found[1].words == "2 times over the cap, 0.8 s in all; 60 N where 42 N"
    assert found[3].words == "stopped for safety: too strong"


def test_a_missed_day_stands_beside_why_each_reason_once() -> None:
    left = [LeftOut(SUNDAY, "UT", side, "no time") for side in ("left", "right")]
    left += [LeftOut(SUNDAY, "QL", "left", "sore"), LeftOut(MONDAY, "UT", "left", "sore")]
    sunday, friday = exceptions(result(left_out=tuple(left)), missed=(FRIDAY, SUNDAY))
    assert (sunday.day, sunday.why) == (SUNDAY, "no time, sore")
    assert (friday.day, friday.why) == (FRIDAY, "")


def test_an_ordinary_session_stands_out_in_nothing() -> None:
    calm = session(
        ratings=(
            Rated(1, 0, 6, matched=True, force_n=30.0),
            Rated(1, 20, None, matched=False, force_n=30.0),
        )
    )
    said = Felt(calm.uid, 24, WEDNESDAY, 9, bruise=True, warning=False)
    assert exceptions(result(calm, felt=(said,))) == ()


@pytest.mark.parametrize(
    "ending", [e for e in Ending if e not in (Ending.FINISHED, Ending.READ, Ending.NOT_OFFERED)]
)
def test_every_end_before_the_end_is_early(ending: Ending) -> None:
    (found,) = exceptions(result(session(ending=str(ending))))
    assert found.kind is Kind.STOPPED


def test_a_simulated_exception_is_marked() -> None:
    (found,) = exceptions(result(session(simulated=True, ending=str(Ending.QUIT))))
    assert found.simulated
