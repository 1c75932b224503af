"""A correction goes on from its first word until "there": when it begins, and when it ends.

"More" starts a slow change that the person goes on with, and "there" ends it. In between, and as
long as all is well, nothing is said.
"""

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.band import Band, BandKind
from tpdevice.core.cue import Direction
from tpdevice.core.units import ns
from tpdevice.session.bandrule import steered
from tpdevice.session.notices import Notice
from tpdevice.session.phases import Phase
from tpdevice.session.rating import matching, reference_mn
from tpdevice.session.state import Asking, Lead, State
from tpdevice.session.turn import Turn
from tpdevice.signal import chain, watch


def lead(turn: Turn, direction: Direction, why: str) -> None:
    """Begin a correction, or turn the present one round."""
    state = turn.state
    begun = Lead.begun(direction, state.now_ns, why)
    turn.state = replace(state, hold=replace(state.hold, lead=begun, there=False))


def lead_by_mean(turn: Turn, direction: Direction, why: str) -> None:
    """Begin a correction, unless force is there already and only its mean comes late."""
    state = turn.state
    band = state.asked_band
    if band is None:
        return
    _, there_mn, _ = marks(state, band)
    smooth_mn = state.chain.smooth_mn
    if smooth_mn < there_mn if direction is Direction.MORE else smooth_mn > there_mn:
        lead(turn, direction, why)
    else:
        turn.state = replace(state, hold=replace(state.hold, calm_ns=_calm_ns(state)))


def look_at_once(turn: Turn) -> None:
    """Begin what the mean asks for already, before a word is said that it would take back."""
    state = turn.state
    band = state.asked_band
    steer = None if band is None else steer_for(state, band)
    if steer is None or state.newest_ns < steer.from_ns:
        return
    mean_mn = state.chain.steady_mn
    if mean_mn < steer.more_mn:
        lead_by_mean(turn, Direction.MORE, Notice.SAGGED)
    elif mean_mn > steer.less_mn:
        lead_by_mean(turn, Direction.LESS, Notice.RISEN)


def there(turn: Turn) -> None:
    """End a correction; the mean needs a while before it may begin another."""
    state = turn.state
    hold = replace(state.hold, lead=None, there=True, calm_ns=_calm_ns(state))
    # Or the run below the band, which a margin ends, would say "more" at the next sample.
    inside = chain.inside(state.chain)
    turn.state = replace(state, chain=inside, hold=hold, strong_until_ns=0)


def look_again(turn: Turn) -> None:
    """Say a correction anew that force does not follow, and drop one that all is well without."""
    state = turn.state
    band, begun = state.asked_band, state.hold.lead
    if band is None or begun is None:
        return
    needed = _needed(state, band)
    last_ns = begun.since_ns + ns(rules.LEAD_S)
    if needed is not None:
        direction, why = needed
        lead(turn, direction, begun.why if direction is begun.direction else why)
    elif state.now_ns >= last_ns:
        there(turn)
    else:
        turn.state = replace(state, hold=replace(state.hold, lead=replace(begun, look_ns=last_ns)))


def _needed(state: State, band: Band) -> tuple[Direction, Notice] | None:
    """Return which correction force and its mean ask for now, or None."""
    more_mn, _, less_mn = marks(state, band)
    mean_mn, force_mn = state.chain.steady_mn, state.chain.force_mn
    if mean_mn > less_mn or force_mn > band.top_mn:
        return Direction.LESS, Notice.RISEN
    if mean_mn < more_mn or force_mn < band.bottom_mn:
        return Direction.MORE, Notice.SAGGED
    return None


def lead_due_ns(state: State) -> int | None:
    """Return the session time at which a correction is looked at anew, or None without one."""
    begun = state.hold.lead
    return None if begun is None else begun.look_ns


def steer_for(state: State, band: Band) -> watch.Steer | None:
    """Return what begins a correction before the band is left, or None while nothing may."""
    hold = state.hold
    answering = hold.ask is not None and hold.ask.stage is Asking.ANSWER
    if state.phase is not Phase.HOLD or hold.lead is not None or answering or state.paused:
        return None
    more_mn, _, less_mn = marks(state, band)
    return watch.Steer(more_mn, less_mn, hold.calm_ns)


def goal_for(state: State, band: Band) -> watch.Goal | None:
    """Return where the present correction ends, or None without one."""
    if state.paused:
        return None
    begun = state.hold.lead
    if state.phase is not Phase.APPROACH and begun is None:
        return None
    rising = state.phase is Phase.APPROACH or begun is None or begun.direction is Direction.MORE
    _, there_mn, less_mn = marks(state, band)
    if not rising and band.kind is BandKind.UNCALIBRATED and not matching(state):
        there_mn = less_mn - band.margin_mn
    # All of the band: who crosses the mark between two samples is there as well.
    return watch.Goal(there_mn, rising=rising, inside_mn=(band.bottom_mn, band.top_mn))


def _calm_ns(state: State) -> int:
    return state.now_ns + ns(rules.CALM_S)


def marks(state: State, band: Band) -> tuple[int, int, int]:
    """Return where "more", "there" and "less" are said now: near the reference before a rating."""
    reference, window = state.hold.reference_mn, reference_mn(state)
    if reference is None or window is None or not matching(state):
        return steered(band, state.header.identity.support)
    low_mn, high_mn = window
    return max(low_mn, band.bottom_mn), min(reference, band.top_mn), min(high_mn, band.top_mn)
