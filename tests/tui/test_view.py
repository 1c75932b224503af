"""From state to view: pure, so that every promise can be checked without a screen."""

from dataclasses import fields
from itertools import pairwise

import pytest
import session_states as made
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tpdevice.core.band import BandKind, Support
from tpdevice.core.cue import Direction
from tpdevice.core.record import Buckets, Ending, Outcome
from tpdevice.core.rules import THERE_AT
from tpdevice.core.units import NS_PER_S
from tpdevice.session.cues import CUES
from tpdevice.session.leading import goal_for
from tpdevice.session.phases import Phase
from tpdevice.session.state import Lead
from tpdevice.signal.dwell import NOT_HOLDING
from tpdevice.signal.watch import Seen
from tpdevice.tui.breath import breath_at
from tpdevice.tui.present import present, stage_of
from tpdevice.tui.scale import edge_steps, full_scale, shown_steps, to_go, zone_of
from tpdevice.tui.sumup import parts_text, sum_up, whole_seconds
from tpdevice.tui.view import Awaited, Stage, View, Zone

FORCES_MN = st.integers(0, 200_000)


@st.composite
def bands(draw: st.DrawFn) -> tuple[int, int]:
    bottom = draw(st.integers(2_000, 120_000))
    return bottom, draw(st.integers(bottom + bottom // 8 + 2_000, 2 * bottom + 4_000))


@given(FORCES_MN, bands())
def test_a_shown_force_lies_on_the_same_side_of_the_shown_band(
    force_mn: int, band_mn: tuple[int, int]
) -> None:
    shown, (bottom, top) = shown_steps(force_mn, band_mn), edge_steps(*band_mn)
    zone = zone_of(force_mn, band_mn)
    assert (shown < bottom) == (zone is Zone.BELOW)
    assert (shown > top) == (zone is Zone.ABOVE)
    assert abs(shown - force_mn / 1000) <= 2


@given(FORCES_MN, bands())
def test_what_is_still_to_go_leads_to_the_shown_edge(
    force_mn: int, band_mn: tuple[int, int]
) -> None:
    shown, (bottom, top) = shown_steps(force_mn, band_mn), edge_steps(*band_mn)
    words = to_go(shown, band_mn)
    assert (words == "") == (bottom <= shown <= top)
    if words.endswith("to the band"):
        assert shown + int(words.split()[0]) == bottom
    elif words:
        assert shown - int(words.split()[0]) == top


@given(bands())
def test_the_scale_has_room_above_the_band_and_few_ticks(band_mn: tuple[int, int]) -> None:
    full, ticks = full_scale(band_mn[1], 500_000)
    assert full * 1000 >= 1.5 * band_mn[1]
    assert ticks[0] == 0
    assert ticks[-1] == full
    assert 2 <= len(ticks) <= 10


@given(st.builds(Buckets, *[st.integers(0, 400 * NS_PER_S)] * 6))
def test_the_parts_of_a_summary_add_up(buckets: Buckets) -> None:
    parts = whole_seconds(buckets)
    assert sum(part.time_s for part in parts) == round(buckets.total_ns / NS_PER_S + 1e-10)
    assert [part.name for part in parts[:4]] == ["held", "below", "above", "no data"]
    exact = dict(zip(("held", "below"), (buckets.held_ns, buckets.below_ns), strict=True))
    for part in parts[:2]:
        assert abs(part.time_s - exact[part.name] / NS_PER_S) < 1


def test_a_summary_says_its_figures_in_one_line() -> None:
    view = sum_up(made.summary(), made.header())
    text = "held 174 s · below 9 · above 3 · no data 3 · settling 9 = 198 s"
    assert parts_text(view) == text
    assert view.total_s == 198
    assert view.rating == "6 → 4"


def test_a_repetition_has_one_name_above_the_session_and_in_the_summary() -> None:
    assert present(made.state("hold")).step == "hold 2 of 3"
    assert [row.name for row in sum_up(made.summary(), made.header()).lines][1] == "hold 2"


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_summary_never_claims_a_release_or_a_treatment(outcome: Outcome) -> None:
    view = sum_up(made.summary(outcome=outcome, let_go=outcome is Outcome.LET_GO), made.header())
    words = f"{view.outcome} {view.ending} {view.cue.text} {' '.join(view.facts)}".lower()
    assert not [w for w in ("release", "healed", "treat", "cured", "success") if w in words]


def test_a_summary_reports_what_the_person_said() -> None:
    said = {o: sum_up(made.summary(outcome=o), made.header()).outcome for o in Outcome}
    assert said[Outcome.EASED] == "You reported it eased: about 6 to about 4, at matched force"
    assert said[Outcome.FADED].startswith("Your ratings came down; steady pressure alone often")
    assert said[Outcome.ROSE] == "It rose — ease off"
    assert said[Outcome.LET_GO] == "You felt it let go"
    assert said[Outcome.NO_CLEAR_CHANGE] == "No clear change — that is common"


@pytest.mark.parametrize("ending", list(Ending))
def test_every_ending_has_words_and_a_cue(ending: Ending) -> None:
    view = sum_up(made.summary(ending=ending, reason="because"), made.header())
    assert view.ending
    assert view.cue.word


def _leaves(value: object) -> list[object]:
    if hasattr(value, "__dataclass_fields__"):
        return [leaf for f in fields(value) for leaf in _leaves(getattr(value, f.name))]  # type: ignore[arg-type]
    return [value]


@pytest.mark.parametrize(
    "phase", [Phase.APPROACH, Phase.HOLD, Phase.READING, Phase.RELEASE, Phase.STOPPED]
)
def test_a_force_that_cannot_be_seen_is_in_no_field_of_the_view(phase: Phase) -> None:
    view = present(replace(made.unseen(), phase=phase))
    assert view.gauge.force_n is None
    assert view.gauge.zone is Zone.UNSEEN
    assert view.gauge.number == "no data"
    assert not [leaf for leaf in _leaves(view) if "38" in str(leaf)]
    assert view.timer is None or not view.timer.running


def test_a_session_that_stands_still_is_not_seen_either() -> None:
    view = present(made.state("hold"), stale=True)
    assert view.gauge.force_n is None
    assert view.cue.word == "COME OFF"
    assert view.timer is not None
    assert view.timer.caption == "paused: no data"


@pytest.mark.parametrize(
    ("force_n", "caption", "running"),
    [
        (38.4, "seconds to hold", True),
        (30.0, "paused: find the band", False),
        (53.0, "paused: find the band", False),
    ],
)
def test_the_seconds_run_only_in_the_band(force_n: float, caption: str, running: bool) -> None:  # noqa: FBT001
    timer = present(made.state("hold", force_n)).timer
    assert timer is not None
    assert (timer.big, timer.caption, timer.running) == ("22", caption, running)


@given(st.integers(25_000, 60_000), st.integers(-900, 900), st.sampled_from(list(Seen)))
def test_the_clock_and_the_needle_never_contradict_each_other(
    smooth_mn: int, off_mn: int, seen: Seen
) -> None:
    """Whatever the newest sample is, and whatever a margin still holds on to."""
    now = made.state("there", smooth_mn / 1000)
    dwells = tuple([made.LASTING if each is seen else NOT_HOLDING for each in Seen])
    chain = replace(now.chain, force_mn=smooth_mn + off_mn, dwells=dwells)
    for phase in (Phase.APPROACH, Phase.HOLD):
        view = present(replace(now, phase=phase, chain=chain))
        assert view.timer is not None
        inside = view.gauge.zone is Zone.INSIDE
        assert (view.timer.caption == "paused: find the band") is not inside
        assert view.timer.running is (inside and phase is Phase.HOLD)


def test_before_a_hold_a_force_in_the_band_is_not_told_to_find_it() -> None:
    coming = made.state("press_on", 38.4, phase=Phase.APPROACH, hold=made.holding(start_ns=None))
    timer = present(coming).timer
    assert timer is not None
    assert (timer.caption, timer.running) == ("in the band, not counting yet", False)
    below = present(
        made.state("press", 20.0, phase=Phase.APPROACH, hold=made.holding(start_ns=None))
    )
    assert below.timer is not None
    assert below.timer.caption == "to hold, once in the band"


def test_a_pause_says_how_to_go_on() -> None:
    timer = present(made.state("paused", paused_ns=made.NOW_NS)).timer
    assert timer is not None
    assert (timer.caption, timer.running) == ("paused: space goes on", False)


def test_settling_does_not_count() -> None:
    timer = present(made.state("settle", hold=made.holding(settled=False))).timer
    assert timer is not None
    assert (timer.caption, timer.running) == ("settling, then it counts", False)


def test_rest_counts_only_while_free() -> None:
    free = present(made.state("rest", 0.3, phase=Phase.REST)).timer
    pressed = present(made.state("rest_off", 20.0, phase=Phase.REST)).timer
    assert free is not None
    assert pressed is not None
    assert (free.big, pressed.big) == ("18", "30")


def test_answers_are_offered_only_while_they_are_awaited() -> None:
    assert present(made.state("rate")).awaited is Awaited.RATING
    assert "rate" in present(made.state("rate")).offers
    assert present(made.question()).offers[:2] == ("yes", "no")
    paused = present(made.state("rate", paused_ns=made.NOW_NS))
    assert paused.awaited is Awaited.NOTHING
    assert paused.offers[0] == "resume"


def test_marks_are_offered_one_after_the_other() -> None:
    assert "comfort" in present(made.calibrating()).offers
    assert "tender" not in present(made.calibrating()).offers
    assert [mark.label for mark in present(made.calibrating()).gauge.marks] == ["tender"]


def test_before_a_question_the_gauge_points_at_the_force_to_come_back_to() -> None:
    assert [mark.force_n for mark in present(made.matching()).gauge.marks] == [39.0]
    assert present(made.matching()).gauge.until_n == 39.0


@pytest.mark.parametrize("support", list(Support))
@pytest.mark.parametrize("phase", [Phase.APPROACH, Phase.HOLD])
def test_the_line_stands_where_there_is_said(support: Support, phase: Phase) -> None:
    header = made.header()
    header = replace(header, identity=replace(header.identity, support=support))
    there_n = 34.0 + 12.0 * THERE_AT[support]
    for lead in (
        None,
        Lead.begun(Direction.MORE, 0, "test"),
        Lead.begun(Direction.LESS, 0, "test"),
    ):
        now = made.state("more", phase=phase, header=header, hold=made.holding(lead=lead))
        goal = goal_for(now, made.BAND)
        assert present(now).gauge.until_n == pytest.approx(there_n)
        assert goal is None or goal.there_mn == pytest.approx(1000 * there_n)


def test_in_the_band_the_way_to_the_line_is_said_while_something_leads_there() -> None:
    more, less = (Lead.begun(way, 0, "test") for way in (Direction.MORE, Direction.LESS))
    below = made.state("more", 38.4, hold=made.holding(lead=more))
    above = made.state("less", 45.6, hold=made.holding(lead=less))
    assert present(below).gauge.to_go == "5 N to the line"
    assert present(above).gauge.to_go == "3 N over the line"
    assert present(made.state("hold", 38.4)).gauge.to_go == ""


def test_a_band_without_marks_has_a_line_only_while_something_leads_there() -> None:
    band = replace(made.BAND, kind=BandKind.UNCALIBRATED)
    assert present(made.state("hold", band=band)).gauge.until_n is None
    coming = made.state("press", 20.0, band=band, phase=Phase.APPROACH)
    assert present(coming).gauge.until_n == 36.0


def test_a_band_lowered_by_a_strong_rating_is_the_band_that_is_shown() -> None:
    view = present(made.state("strong", hold=made.holding(cap_mn=38_000)))
    assert view.gauge.band_text == "29 to 38 N"


def test_a_gentle_band_is_not_called_intense() -> None:
    gentle = replace(made.BAND, kind=BandKind.GENTLE)
    assert present(made.state("hold", band=gentle)).gauge.caption == "gentle"


def test_every_cue_fits_forty_columns_as_it_is_shown() -> None:
    for key in CUES:
        view: View = present(made.state(key))
        assert len(view.cue.text) <= 40
        assert view.cue.shape


def test_the_breath_is_six_a_minute_and_longer_out_than_in() -> None:
    ins = [breath_at(ms * 1_000_000).inhaling for ms in range(0, 60_000, 100)]
    begun = sum(now and not before for before, now in pairwise(ins))
    assert begun == 5  # and one at the start
    assert sum(ins) < len(ins) / 2
    assert breath_at(0).fill == 0
    assert breath_at(4 * NS_PER_S).fill == pytest.approx(1)


def test_the_screen_follows_the_session() -> None:
    seat, _ = made.seat(None)
    assert stage_of(seat, cue_read=False) is Stage.CONNECTING
    seat.state = made.question()
    assert stage_of(seat, cue_read=False) is Stage.QUESTION
    seat.state = made.state("hold")
    assert stage_of(seat, cue_read=False) is Stage.SESSION
    seat.state = made.lengthening()
    assert stage_of(seat, cue_read=False) is Stage.LENGTHEN
    seat.state = made.state("come_off_sharp", phase=Phase.STOPPED)
    seat.summary = made.summary()
    assert stage_of(seat, cue_read=False) is Stage.SESSION
    assert stage_of(seat, cue_read=True) is Stage.SUMMARY
    seat.failure = "gone"
    assert stage_of(seat, cue_read=False) is Stage.FAILED
