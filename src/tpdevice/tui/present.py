"""From the state of a session to what is shown. Pure: the same state gives the same view."""

from collections.abc import Sequence
from typing import Final

from tpdevice.core.coaching import Coaching, in_words
from tpdevice.core.cue import Priority, Told
from tpdevice.core.settings import Unit, fine_text, force_text
from tpdevice.core.text import harmless
from tpdevice.core.units import NS_PER_S
from tpdevice.runtime.seat import Seat
from tpdevice.session.answering import By, worded
from tpdevice.session.byball import listening
from tpdevice.session.cues import CUES
from tpdevice.session.lengthening import movement
from tpdevice.session.phases import ENDED, Phase
from tpdevice.session.state import Stage as Ramping
from tpdevice.session.state import State
from tpdevice.tui.breath import breath_at
from tpdevice.tui.gauging import gauge_of
from tpdevice.tui.shapes import shape_for
from tpdevice.tui.timing import timer_of
from tpdevice.tui.view import Awaited, CueView, Stage, StatsView, View
from tpdevice.tui.waiting import nothing_text, unseen_text

_BREATHLESS: Final = frozenset({*ENDED, Phase.READING})
"""Phases that lead nobody."""
_CAUTIOUS: Final = frozenset({Phase.CALIBRATE, Phase.APPROACH, Phase.HOLD, Phase.RELEASE})


def stage_of(seat: Seat, *, cue_read: bool) -> Stage:
    """Return which screen fits; `cue_read` once the person has seen the last cue."""
    if seat.failure:
        return Stage.FAILED
    state = seat.state
    if seat.summary is not None and (state is None or state.over or seat.finished or cue_read):
        return Stage.SUMMARY
    if state is None:
        return Stage.CONNECTING
    if state.phase is Phase.SCREENING and not state.paused:
        return Stage.QUESTION
    return Stage.LENGTHEN if state.phase is Phase.LENGTHEN else Stage.SESSION


def present(
    state: State,
    *,
    stale: bool = False,
    status: str = "",
    troubles: Sequence[str] = (),
    unit: Unit = Unit.N,
    by: By = By.KEYS,
    speaks: bool = False,
) -> View:
    """Return what to show; `stale` when the session itself stopped answering."""
    header = state.header
    seen = state.visible and not stale
    told = None if state.told is None else worded(state.told, by)
    return View(
        title=harmless(header.rules.label) or harmless(header.identity.point),
        side=header.identity.side,
        tool=harmless(header.identity.tool),
        point=header.identity.point,
        simulated=header.simulated,
        done=len(state.done),
        repetitions=0 if _only_read(state) else state.repetitions,
        step=_step(state),
        sensor=_sensor(state, seen=seen),
        seen=seen,
        battery=_battery(state),
        elapsed=clock_text(state.now_ns),
        cue=_stale_cue() if stale and state.phase in _CAUTIOUS else cue_of(told),
        gauge=gauge_of(state, seen=seen, unit=unit),
        timer=timer_of(state, seen=seen, unit=unit),
        breath=None if state.phase in _BREATHLESS else breath_at(state.now_ns),
        awaited=_awaited(state),
        question=told.question_id if told is not None else None,
        items=told.items if told is not None else (),
        offers=_offers(state, speaks=speaks),
        stats=_stats(state, unit),
        notice=_notice(state, status=status, troubles=troubles),
        reading=reading_of(state, unit=unit) if seen else "",
        coaching=_coaching(state),
        only_read=state.phase is Phase.READING,
        movement=harmless(movement(state).words),
        figure=movement(state).key,
        paused=state.paused,
        reads_itself=state.ball.armed,
    )


def _sensor(state: State, *, seen: bool) -> str:
    if seen:
        return "sensor ✓"
    return f"{nothing_text(state)} ✗" if state.sight.link_up else "no sensor ✗"


def _only_read(state: State) -> bool:
    return state.read is not None or state.header.coaching is Coaching.NONE


def _coaching(state: State) -> str:
    """Return what the sensor does not allow, while the first question is asked."""
    first = state.phase is Phase.SCREENING and state.questions == state.header.screen
    return in_words(state.header.coaching, state.header.why_not_more) if first else ""


def _notice(state: State, *, status: str, troubles: Sequence[str]) -> str:
    link = () if state.visible else ("" if state.withheld else status, unseen_text(state))
    return harmless(" · ".join(filter(None, link)) or " ".join(troubles[-1:]))


def reading_of(state: State, *, unit: Unit = Unit.N) -> str:
    """Return what the sensor shows before the session begins: one sees that it works."""
    if state.phase is not Phase.SCREENING or not state.visible:
        return ""
    reads = f"the sensor reads {force_text(state.chain.smooth_mn, unit)}"
    if state.ball.armed:
        return CUES["question_ball"].text
    return f"{reads} · 2 presses wake it" if listening(state) else reads


def clock_text(now_ns: int) -> str:
    """Return a time as minutes and seconds."""
    minutes, rest_s = divmod(now_ns // NS_PER_S, 60)
    return f"{minutes}:{rest_s:02}"


def cue_of(told: Told | None) -> CueView:
    """Return the cue as it is shown."""
    if told is None:
        return CueView("WAIT", "The session is about to begin", "ask", shape_for("wait_sensor", ""))
    cue = told.cue
    return CueView(
        word=cue.word,
        text=harmless(told.text or cue.text),
        tone=cue.tone,
        shape=shape_for(cue.key, cue.tone),
        urgent=cue.priority is Priority.STOP,
    )


def _stale_cue() -> CueView:
    """Return what is said when the session itself does not answer: nobody watches the force."""
    shape = shape_for("come_off_unseen", "stop")
    return CueView("COME OFF", "The program does not answer. Come off", "stop", shape, urgent=True)


def _step(state: State) -> str:
    if state.phase is Phase.SCREENING:
        return "before you begin"
    if _only_read(state):
        return "not coached"
    if state.phase is Phase.CALIBRATE:
        return "finding your range"
    return f"hold {min(state.repetition, state.repetitions)} of {state.repetitions}"


def _battery(state: State) -> str:
    low = "battery low" if state.battery_low_ns is not None else ""
    if state.battery_percent is not None:
        return f"{low} {state.battery_percent} %".strip()
    if low:
        return low
    return "" if state.battery_mv is None else f"{state.battery_mv / 1000:.1f} V"


def _awaited(state: State) -> Awaited:
    question = None if state.told is None else state.told.cue.question
    if state.phase in ENDED or state.paused:
        return Awaited.NOTHING
    return {"rating": Awaited.RATING, "yes_no": Awaited.YES_NO}.get(question or "", Awaited.NOTHING)


def _offers(state: State, *, speaks: bool) -> tuple[str, ...]:
    """Return the names of the actions that make sense, the most useful first."""
    if state.phase in ENDED:
        return ("close",)
    names: list[str] = []
    awaited = _awaited(state)
    if awaited is Awaited.YES_NO:
        names += ["yes", "no"]
    if awaited is Awaited.RATING:
        names += ["rate", "sharp"]
    names.append("resume" if state.paused else "pause")
    if speaks and awaited is not Awaited.NOTHING:
        names.append("again")
    if state.phase is Phase.CALIBRATE and not state.paused and not state.zero.needed:
        names += {Ramping.TENDER: ["tender"], Ramping.COMFORT: ["comfort"]}.get(
            state.calibrating.stage, []
        )
    if state.phase is Phase.LENGTHEN:
        names.append("next")
    if state.hold.start_ns is not None and state.phase in (Phase.APPROACH, Phase.HOLD):
        names.append("let_go_noted" if state.now_ns < state.noted_until_ns else "let_go")
    if "sharp" not in names and state.phase in _CAUTIOUS:
        names.append("sharp")
    return tuple(names)


def _stats(state: State, unit: Unit) -> StatsView:
    peak = f"peak {fine_text(state.chain.peak_mn, unit)}"
    if _only_read(state):
        return StatsView(peak, mean="", in_band="not coached")
    account = state.chain.account
    spent = account.buckets
    inside_ns = spent.held_ns + spent.settling_ns
    seen_ns = inside_ns + spent.below_ns + spent.above_ns
    mean_mn = account.mean_mn
    return StatsView(
        peak=peak,
        mean="mean –" if mean_mn is None else f"mean {fine_text(mean_mn, unit)}",
        in_band="– in band" if seen_ns == 0 else f"{100 * inside_ns / seen_ns:.0f} % in band",
    )
