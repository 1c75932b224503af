"""From the state of a session to its gauge: force, band, the line to go on to, and marks."""

from typing import Final

from tpdevice.core.band import Band, BandKind
from tpdevice.core.settings import Unit, force_text, steps_figure
from tpdevice.core.units import newtons
from tpdevice.session.leading import goal_for, marks
from tpdevice.session.phases import Phase
from tpdevice.session.rating import matching
from tpdevice.session.state import Asking, Calibrating, State
from tpdevice.tui.scale import band_figures, full_scale, shown_steps, to_go, zone_of
from tpdevice.tui.timing import eases_off_marked
from tpdevice.tui.view import GaugeView, Mark, Zone
from tpdevice.tui.waiting import nothing_text

_CAPTIONS: Final = {
    BandKind.STANDARD: "comfortably intense",
    BandKind.GENTLE: "gentle",
    BandKind.TENDER_ONLY: "around first tender",
    BandKind.UNCALIBRATED: "what feels like 3 to 5",
}


_LEADING: Final = frozenset({Phase.APPROACH, Phase.HOLD})
_UNBANDED: Final = frozenset({Phase.CALIBRATE, Phase.READING})


def gauge_of(state: State, *, seen: bool, unit: Unit = Unit.N) -> GaugeView:
    """Return force, band, and what else is pointed at."""
    band = state.asked_band if state.phase not in _UNBANDED else None
    edges = None if band is None else (band.bottom_mn, band.top_mn)
    whole = state.band if band is not None else None
    top_mn = None if whole is None else whole.top_mn
    full_n, ticks_n = full_scale(top_mn, state.bounds.ceiling_mn, unit=unit)
    force_mn = max(0, state.chain.smooth_mn)
    shown = shown_steps(force_mn, edges, unit=unit)
    until_mn = None if band is None else _until_mn(state, band)
    return GaugeView(
        full_n=full_n,
        ticks_n=ticks_n,
        band_n=None if band is None else (newtons(band.bottom_mn), newtons(band.top_mn)),
        until_n=None if until_mn is None else newtons(until_mn),
        caption=_CAPTIONS[band.kind] if band is not None else "",
        band_text=_band_text(band, unit),
        force_n=newtons(force_mn) if seen else None,
        number=f"{steps_figure(shown, unit)} {unit}" if seen else nothing_text(state),
        to_go=_to_go(state, edges, unit) if seen and state.phase in _LEADING else "",
        zone=zone_of(force_mn, edges) if seen else Zone.UNSEEN,
        marks=_marks(state, unit),
        unit=unit,
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


def _to_go(state: State, edges: tuple[int, int] | None, unit: Unit) -> str:
    """Return how far it is to the band, or in it to the line that something leads to."""
    band = state.asked_band
    force_mn = max(0, state.chain.smooth_mn)
    outside = to_go(shown_steps(force_mn, edges, unit=unit), edges, unit=unit)
    goal = None if band is None else goal_for(state, band)
    if outside or goal is None:
        return outside
    left_mn = goal.there_mn - force_mn if goal.rising else force_mn - goal.there_mn
    if round(newtons(left_mn)) < 1:
        return ""
    left = force_text(left_mn, unit)
    return f"{left} to the line" if goal.rising else f"{left} over the line"


def _band_text(band: Band | None, unit: Unit) -> str:
    if band is None:
        return ""
    return f"{band_figures(band.bottom_mn, band.top_mn, unit=unit)} {unit}"


def _marks(state: State, unit: Unit) -> tuple[Mark, ...]:
    """Return the marks of the present ramp, or the force to come back to before a question."""
    if state.phase is Phase.CALIBRATE:
        return _ramp_marks(state.calibrating, unit)
    ask, reference = state.hold.ask, state.hold.reference_mn
    if ask is None or ask.stage is not Asking.MATCH or reference is None:
        return ()
    return (_mark(reference, "as before", "before", unit),)


def _ramp_marks(calibrating: Calibrating, unit: Unit) -> tuple[Mark, ...]:
    """Return the marks of this ramp alone: those of the one before would suggest an answer."""
    ramp = calibrating.ramps[-1] if eases_off_marked(calibrating) else calibrating.now
    if ramp is None:
        return ()
    found = (_mark(ramp.tender_mn, "tender", "tender", unit),)
    if ramp.comfort_mn is None:
        return found
    return (*found, _mark(ramp.comfort_mn, "comfort mark", "comfort", unit))


def _mark(force_mn: int, label: str, short: str, unit: Unit) -> Mark:
    return Mark(newtons(force_mn), label, short, force_text(force_mn, unit))
