"""From the state of a session to its gauge: force, band, the line to go on to, and marks."""

from typing import Final

from tpdevice.core.band import Band, BandKind
from tpdevice.core.units import newtons
from tpdevice.session.leading import goal_for, marks
from tpdevice.session.phases import Phase
from tpdevice.session.rating import matching
from tpdevice.session.state import Asking, Calibrating, State
from tpdevice.tui.scale import full_scale, shown_edges_n, shown_n, to_go, zone_of
from tpdevice.tui.timing import eases_off_marked
from tpdevice.tui.view import GaugeView, Mark, Zone
from tpdevice.tui.waiting import nothing_text

_CAPTIONS: Final = {
    BandKind.STANDARD: "comfortably intense",
    BandKind.GENTLE: "gentle",
    BandKind.TENDER_ONLY: "around first tender",
    BandKind.UNCALIBRATED: "what feels like 3 to 5",
}


_UNBANDED: Final = frozenset({Phase.CALIBRATE, Phase.READING})


def gauge_of(state: State, *, seen: bool) -> GaugeView:
    """Return force, band, and what else is pointed at."""
    band = state.asked_band if state.phase not in _UNBANDED else None
    edges = None if band is None else (band.bottom_mn, band.top_mn)
    whole = state.band if band is not None else None
    full_n, ticks_n = full_scale(None if whole is None else whole.top_mn, state.bounds.ceiling_mn)
    force_mn = max(0, state.chain.smooth_mn)
    shown = shown_n(force_mn, edges)
    until_mn = None if band is None else _until_mn(state, band)
    return GaugeView(
        full_n=full_n,
        ticks_n=ticks_n,
        band_n=None if band is None else (newtons(band.bottom_mn), newtons(band.top_mn)),
        until_n=None if until_mn is None else newtons(until_mn),
        caption=_CAPTIONS[band.kind] if band is not None else "",
        band_text=_band_text(band),
        force_n=newtons(force_mn) if seen else None,
        number=f"{shown} N" if seen else nothing_text(state),
        to_go=_to_go(state, edges) if seen and state.phase in (Phase.APPROACH, Phase.HOLD) else "",
        zone=zone_of(force_mn, edges) if seen else Zone.UNSEEN,
        marks=_marks(state),
    )


def _until_mn(state: State, band: Band) -> int | None:
    """Return where "there" is said: the force to go on to, from below and from above.

    A band without marks has no such place but while something leads to it.
    """
    goal = goal_for(state, band)
    if goal is not None:
        return goal.there_mn
    if band.kind is BandKind.UNCALIBRATED and not matching(state):
        return None
    return marks(state, band)[1]


def _to_go(state: State, edges: tuple[int, int] | None) -> str:
    """Return how far it is to the band, or in it to the line that something leads to."""
    band = state.asked_band
    force_mn = max(0, state.chain.smooth_mn)
    outside = to_go(shown_n(force_mn, edges), edges)
    goal = None if band is None else goal_for(state, band)
    if outside or goal is None:
        return outside
    left_mn = goal.there_mn - force_mn if goal.rising else force_mn - goal.there_mn
    left_n = round(newtons(left_mn))
    if left_n < 1:
        return ""
    return f"{left_n} N to the line" if goal.rising else f"{left_n} N over the line"


def _band_text(band: Band | None) -> str:
    if band is None:
        return ""
    bottom, top = shown_edges_n(band.bottom_mn, band.top_mn)
    return f"{bottom} to {top} N"


def _marks(state: State) -> tuple[Mark, ...]:
    """Return the marks of the present ramp, or the force to come back to before a question."""
    if state.phase is Phase.CALIBRATE:
        return _ramp_marks(state.calibrating)
    ask, reference = state.hold.ask, state.hold.reference_mn
    if ask is None or ask.stage is not Asking.MATCH or reference is None:
        return ()
    return (Mark(newtons(reference), "as before", "before"),)


def _ramp_marks(calibrating: Calibrating) -> tuple[Mark, ...]:
    """Return the marks of this ramp alone: those of the one before would suggest an answer."""
    ramp = calibrating.ramps[-1] if eases_off_marked(calibrating) else calibrating.now
    if ramp is None:
        return ()
    found = (Mark(newtons(ramp.tender_mn), "tender", "tender"),)
    if ramp.comfort_mn is None:
        return found
    return (*found, Mark(newtons(ramp.comfort_mn), "comfort mark", "comfort"))
