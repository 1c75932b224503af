"""Being asked how strong it is: at the force of the first answer, and what an answer changes."""

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.band import Band, BandKind
from tpdevice.core.cue import Direction
from tpdevice.core.record import RatingRow
from tpdevice.core.units import ns
from tpdevice.session import bydip
from tpdevice.session.bandrule import lowered, steered
from tpdevice.session.guard import Danger, check_rating
from tpdevice.session.moving import move, stop
from tpdevice.session.phases import Happening, Phase
from tpdevice.session.state import Ask, Asking, Lead, State
from tpdevice.session.turn import Turn
from tpdevice.signal.chain import inside
from tpdevice.signal.watch import Seen

_OFFER_NS = ns(4.0)
"""An offer that has not been made by then is no longer fresh. Chosen."""
_STRONG_NS = ns(3.0)
_TYPED_NS = ns(0.7)
"""Between the two figures of a 10 that is typed. Chosen."""
_ROOM = 2
"""Margins that must be left above for "a little deeper" to stay in the band. Chosen."""


def reference_mn(state: State) -> tuple[int, int] | None:
    """Return the force from, to that counts as the reference, or None before there is one."""
    reference = state.hold.reference_mn
    if reference is None:
        return None
    return round(reference * (1 - rules.MATCH)), round(reference * (1 + rules.MATCH))


def matching(state: State) -> bool:
    """Say whether force is being brought to the reference."""
    ask = state.hold.ask
    return state.phase is Phase.HOLD and ask is not None and ask.stage is Asking.MATCH


def answer_due_ns(state: State) -> int | None:
    """Return the session time at which patience with a rating ends, or None without one."""
    ask = state.hold.ask
    if ask is None:
        return None
    patience_s = rules.MATCH_PATIENCE_S
    if ask.stage is Asking.ANSWER:
        patience_s = rules.LIST_PATIENCE_S if state.ball.keyless else rules.ANSWER_PATIENCE_S
    return ask.since_ns + ns(patience_s)


def due(turn: Turn, *, due_s: float, final: bool) -> None:
    """Begin a rating: bring force to the reference first."""
    state = turn.state
    hold = state.hold
    ask = Ask(due_s, Asking.MATCH, state.now_ns, matched=False, final=final)
    if state.ball.keyless and not bydip.rates(state):
        close(turn, ask, None)  # nobody is kept waiting for an answer that cannot be given
        return
    turn.state = replace(state, hold=replace(hold, ask=ask))
    window = reference_mn(turn.state)
    if hold.reference_mn is None or window is None:
        ask_now(turn, matched=False)
    elif window[0] <= state.chain.steady_mn <= window[1]:
        ask_now(turn, matched=True)
    elif hold.cap_mn is not None and hold.cap_mn < hold.reference_mn * (1 - rules.MATCH):
        # After a strong rating nobody is led back to the force at which it was given.
        ask_now(turn, matched=False)


def ask_now(turn: Turn, *, matched: bool) -> None:
    """Put the question that is due to the person."""
    state = turn.state
    if state.hold.ask is None:
        return
    asked = replace(state.hold.ask, stage=Asking.ANSWER, since_ns=state.now_ns, matched=matched)
    state = _led_back_only(state)
    turn.state = replace(state, hold=replace(state.hold, ask=asked))


def _led_back_only(state: State) -> State:
    """Return the state after a match: of corrections, only a way back into the band goes on."""
    if state.chain.holds(Seen.OUT):
        return state
    hold = state.hold
    ended = replace(hold, lead=None, there=hold.there or hold.lead is not None)
    return replace(state, chain=inside(state.chain), hold=ended)


def too_late(turn: Turn) -> None:
    """Ask without a match, or go on without an answer: patience with either has ended."""
    ask = turn.state.hold.ask
    if ask is None:
        return
    if ask.stage is Asking.MATCH:
        ask_now(turn, matched=False)
    else:
        close(turn, ask, None)


def rated(turn: Turn, value: int) -> None:
    """Take an answer from 0 to 10. One that nobody asked for only ever asks for less."""
    state = turn.state
    if not rules.RATING_MIN <= value <= rules.RATING_MAX:
        return
    ask = state.hold.ask
    if ask is None and not state.chain.holds(Seen.PRESSED):
        # There is nothing that the number could be about: a key that was touched, most likely.
        turn.note("rating", "unasked", "nothing is pressed", value=value)
        return
    if value == 0 and _was_a_one(state):
        _ten(turn)
        return
    if matching(state):
        state = _led_back_only(state)
    turn.state = state = replace(state, rated=(value, state.now_ns), echo=str(value))
    pressing = state.phase in (Phase.APPROACH, Phase.HOLD)
    danger = check_rating(value, start=_start(state) if pressing else None)
    if ask is None or state.phase is not Phase.HOLD:
        turn.note("rating", "unasked", value=value)
        if pressing:
            _ask_for_less_if_strong(turn, value)
    else:
        _ask_for_less_if_strong(turn, value)
        _offer_more_if_light(turn, value)
        close(turn, _as_answered(state, ask), value, danger_follows=danger is not None)
    if danger is not None:
        stop(turn, danger)


def _as_answered(state: State, ask: Ask) -> Ask:
    """Return the question as it is answered: matched only while force is still near enough."""
    reference = state.hold.reference_mn
    near = reference is not None and (
        abs(state.chain.steady_mn - reference) <= rules.MATCH_ANSWERED * reference
    )
    return replace(ask, matched=ask.matched and ask.stage is Asking.ANSWER and near)


def _was_a_one(state: State) -> bool:
    """Say whether a 0 that comes now is the end of a 10 that somebody types."""
    if state.rated is None:
        return False
    value, at_ns = state.rated
    return value == 1 and state.now_ns - at_ns <= _TYPED_NS


def _ten(turn: Turn) -> None:
    """Make a 10 of the 1 that came just before."""
    state = turn.state
    ratings = state.hold.ratings
    turn.note("rating", "ten", "1 and 0 in one go", value=rules.RATING_MAX)
    if ratings and state.rated == (ratings[-1].value, ratings[-1].at_ns):
        row = replace(ratings[-1], value=rules.RATING_MAX)
        turn.row(row)
        turn.state = replace(state, hold=replace(state.hold, ratings=(*ratings[:-1], row)))
    stop(turn, Danger.RATING)


def close(turn: Turn, ask: Ask, value: int | None, *, danger_follows: bool = False) -> None:
    """Keep an answer, or that there was none; the last one ends the hold."""
    state = turn.state
    row = RatingRow(
        at_ns=state.now_ns,
        repetition=state.repetition,
        due_s=ask.due_s,
        held_ns=state.chain.account.buckets.held_ns,
        value=value,
        matched=ask.matched,
        force_mn=state.chain.steady_mn,
        reference_mn=state.hold.reference_mn,
    )
    turn.row(row)
    hold = replace(state.hold, ratings=(*state.hold.ratings, row), ask=None)
    turn.state = replace(state, hold=hold)
    if ask.final and not danger_follows:
        move(turn, Happening.HELD)


def _start(state: State) -> int | None:
    """Return what the start was rated at the force of now, or None while that is not known.

    It is the first rating at this force or more, and no less than one before it at less force.
    """
    start = rules.RATING_MIN
    for rating in state.hold.ratings:
        if rating.value is None:
            continue
        start = max(start, rating.value)
        if not _harder(state, _given_at_mn(rating)):
            return start
    return None


def _given_at_mn(rating: RatingRow) -> int:
    """Return the force of a rating; what was matched counts as the reference itself."""
    reference = rating.reference_mn
    return rating.force_mn if reference is None or not rating.matched else reference


def _harder(state: State, then_mn: int) -> bool:
    """Say whether force is above what it was then: as felt over seconds, or by now.

    The mean of two seconds may be as far off as when a matched answer comes. The quarter second is
    for force that rises while the answer is on its way.
    """
    felt = state.chain.steady_mn > then_mn * (1 + rules.MATCH_ANSWERED)
    return felt or state.chain.smooth_mn > then_mn * (1 + rules.MATCH)


def _wanted(band: Band) -> tuple[int, int]:
    """Return the lightest and the strongest rating at which nothing changes."""
    if band.kind is BandKind.UNCALIBRATED:
        return rules.UNCALIBRATED_RATING
    return rules.RATING_LIGHT + 1, rules.RATING_STRONG - 1


def _ask_for_less_if_strong(turn: Turn, value: int) -> None:
    """After a strong answer, ask for no more than a part of the force at which it was given."""
    state = turn.state
    band = state.asked_band
    if band is None:
        return
    strong = value > _wanted(band)[1]
    turn.state = state = replace(state, hold=replace(state.hold, strong=strong))
    if not strong:
        return
    felt_mn = state.chain.smooth_mn
    if state.chain.holds(Seen.FREE):
        felt_mn = state.hold.reference_mn or band.aim_mn
    cap_mn = min(band.top_mn, round(rules.LESS_AFTER_STRONG * felt_mn))
    lower = lowered(band, cap_mn)
    turn.state = replace(
        state,
        hold=replace(state.hold, cap_mn=cap_mn, lead=_down(state, lower)),
        aim_mn=min(state.aim_mn or lower.aim_mn, lower.aim_mn),
        strong_until_ns=state.now_ns + _STRONG_NS,
    )
    turn.note("band", "top", "strong rating", value=cap_mn, unit="mN")


def _down(state: State, lower: Band) -> Lead | None:
    """Return the correction into a lowered band; what asked for more is over in any case."""
    _, there_mn, _ = steered(lower, state.header.identity.support)
    if state.phase is not Phase.HOLD or state.chain.smooth_mn <= there_mn:
        return None
    return Lead.begun(Direction.LESS, state.now_ns, "strong rating")


def _offer_more_if_light(turn: Turn, value: int) -> None:
    """After a light answer, offer a little more: once in a hold, and not to who began stronger."""
    state = turn.state
    band, hold = state.asked_band, state.hold
    if band is None or hold.offered:
        return
    lightest, _ = _wanted(band)
    # Who comes down to a 2 has eased, or got used to it: that is no reason to press harder.
    came_down = any(r.value is not None and r.value >= lightest for r in hold.ratings)
    if value < lightest and not came_down:
        turn.state = replace(state, offer_until_ns=state.now_ns + _OFFER_NS)


def room_for_a_little(state: State) -> bool:
    """Say whether a little more would stay in the band."""
    band = state.asked_band
    return band is not None and state.chain.smooth_mn + _ROOM * band.margin_mn <= band.top_mn


def interrupt(turn: Turn) -> None:
    """Put a question off: what was felt before a pause says nothing about after it."""
    ask = turn.state.hold.ask
    if ask is None:
        return
    if not ask.final:
        drop(turn)
        return
    again = replace(ask, stage=Asking.MATCH, since_ns=turn.state.now_ns, matched=False)
    turn.state = replace(turn.state, hold=replace(turn.state.hold, ask=again))


def drop(turn: Turn) -> None:
    """Take a question back; it is due again as soon as the hold goes on."""
    hold = turn.state.hold
    if hold.ask is None:
        return
    due_s = hold.due_s if hold.ask.final else (hold.ask.due_s, *hold.due_s)
    turn.state = replace(turn.state, hold=replace(hold, ask=None, due_s=due_s))
