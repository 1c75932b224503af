"""APPROACH and HOLD: coming into the band, staying there, and being asked how strong it is."""

from dataclasses import replace

from tpdevice.core import rules
from tpdevice.core.band import Band, BandKind
from tpdevice.core.record import RatingRow
from tpdevice.core.units import ns, seconds
from tpdevice.session.bandrule import lowered
from tpdevice.session.guard import check_rating
from tpdevice.session.moving import move, stop
from tpdevice.session.notices import Notice
from tpdevice.session.phases import Happening, Phase
from tpdevice.session.state import Ask, Asking, Hold, State, hold_for
from tpdevice.session.turn import Turn
from tpdevice.signal.chain import Seen

_OFFER_NS = ns(4.0)
_STRONG_NS = ns(3.0)
_ROOM = 2
"""Margins that must be left above for "a little deeper" to stay in the band. Chosen."""


def next_mark_ns(hold: Hold) -> int:
    """Return the held time at which something is due next; a question waits for the last one."""
    if hold.ask is not None or not hold.due_s:
        return hold.target_ns
    return min(ns(hold.due_s[0]), hold.target_ns)


def reference_mn(state: State) -> tuple[int, int] | None:
    """Return the force from, to that counts as the reference, or None before there is one."""
    reference = state.hold.reference_mn
    if reference is None:
        return None
    return round(reference * (1 - rules.MATCH)), round(reference * (1 + rules.MATCH))


def on_notice(turn: Turn, notice: Notice) -> None:
    """Follow what force does around the band."""
    match notice:
        case Notice.ENTERED:
            move(turn, Happening.IN_BAND)
        case Notice.SETTLED:
            _settle(turn)
        case Notice.OUT_LONG:
            out(turn, Happening.OUT_LONG)
        case Notice.LONG_ENOUGH:
            _drop_question(turn)
            move(turn, Happening.LONG_ENOUGH)
        case Notice.MARK:
            _mark(turn)
        case Notice.MATCHED:
            _ask(turn, matched=True)
        case Notice.DEADLINE:
            _too_late(turn)
        case _:
            pass


def out(turn: Turn, happening: Happening) -> None:
    """Leave the hold with what was held; a question that was open comes again later."""
    complete = turn.state.hold.end_ns is not None
    _drop_question(turn)
    move(turn, Happening.HELD if complete else happening)


def interrupt_question(turn: Turn) -> None:
    """Put a question off: what was felt before a pause says nothing about after it."""
    ask = turn.state.hold.ask
    if ask is None:
        return
    if not ask.final:
        _drop_question(turn)
        return
    again = replace(ask, stage=Asking.MATCH, since_ns=turn.state.now_ns, matched=False)
    turn.state = replace(turn.state, hold=replace(turn.state.hold, ask=again))


def _drop_question(turn: Turn) -> None:
    hold = turn.state.hold
    if hold.ask is None:
        return
    due_s = hold.due_s if hold.ask.final else (hold.ask.due_s, *hold.due_s)
    turn.state = replace(turn.state, hold=replace(hold, ask=None, due_s=due_s))


def _settle(turn: Turn) -> None:
    state = turn.state
    hold, chain = state.hold, state.chain
    reference = hold.reference_mn
    if not hold.ratings and chain.settling_count:
        reference = chain.settling_sum_mn // chain.settling_count
    turn.state = replace(state, hold=replace(hold, settled=True, reference_mn=reference))


def _mark(turn: Turn) -> None:
    state = turn.state
    hold = state.hold
    held_ns = state.chain.account.buckets.held_ns
    if held_ns >= hold.target_ns and not _prolonged(turn):
        if hold.ask is not None:
            _close(turn, hold.ask, None)
        ended = replace(turn.state.hold, end_ns=state.newest_ns, due_s=())
        turn.state = replace(turn.state, hold=ended)
        turn.note("hold", "complete", value=held_ns, unit="ns")
        _open(turn, due_s=seconds(hold.target_ns), final=True)
        return
    hold = turn.state.hold
    if hold.due_s and held_ns >= ns(hold.due_s[0]) and hold.ask is None:
        turn.state = replace(turn.state, hold=replace(hold, due_s=hold.due_s[1:]))
        _open(turn, due_s=hold.due_s[0], final=False)


def _prolonged(turn: Turn) -> bool:
    """Make a light hold longer: 90 s where the mean force is at most T, and two of them."""
    state = turn.state
    hold, marks, band = state.hold, state.marks, state.band
    mean_mn = state.chain.account.mean_mn
    if hold.lengthened or marks is None or marks.tender_mn is None or mean_mn is None:
        return False
    if band is None or band.kind is BandKind.GENTLE or mean_mn > marks.tender_mn:
        return False
    asked_s = state.header.prescription.hold_s
    if not rules.SHORT_HOLD_S <= asked_s < rules.LONG_HOLD_S or hold.target_ns < ns(asked_s):
        return False
    held_before_ns = sum(row.buckets.held_ns for row in state.done)
    longer = hold_for(state.header, held_before_ns=held_before_ns, asked_s=rules.LONG_HOLD_S)
    pressed_ns = state.chain.dwell(Seen.PRESSED).lasted_ns(state.now_ns)
    fits = pressed_ns + longer.target_ns - hold.target_ns <= ns(rules.IN_ONE_GO_S)
    if longer.target_ns <= hold.target_ns or not fits:
        return False
    turn.state = replace(
        state,
        hold=replace(
            hold,
            target_ns=longer.target_ns,
            due_s=(*hold.due_s, asked_s),
            lengthened=True,
        ),
        repetitions=min(state.repetitions, rules.LONG_HOLD_REPETITIONS),
    )
    turn.note("hold", "longer", "light pressure", value=longer.target_ns, unit="ns")
    return True


def _open(turn: Turn, *, due_s: float, final: bool) -> None:
    """Begin a rating: bring force to the reference first, unless this one makes the reference."""
    state = turn.state
    hold = state.hold
    ask = Ask(due_s, Asking.MATCH, state.now_ns, matched=False, final=final)
    turn.state = replace(state, hold=replace(hold, ask=ask))
    if not hold.ratings or hold.reference_mn is None:
        _ask(turn, matched=hold.reference_mn is not None)
    elif hold.cap_mn is not None and hold.cap_mn < hold.reference_mn * (1 - rules.MATCH):
        # After a strong rating nobody is led back to the force at which it was given.
        _ask(turn, matched=False)


def _ask(turn: Turn, *, matched: bool) -> None:
    state = turn.state
    if state.hold.ask is None:
        return
    ask = replace(state.hold.ask, stage=Asking.ANSWER, since_ns=state.now_ns, matched=matched)
    turn.state = replace(state, hold=replace(state.hold, ask=ask))


def _too_late(turn: Turn) -> None:
    ask = turn.state.hold.ask
    if ask is None:
        return
    if ask.stage is Asking.MATCH:
        _ask(turn, matched=False)
    else:
        _close(turn, ask, None)


def rated(turn: Turn, value: int) -> None:
    """Take an answer from 0 to 10. One that nobody asked for only ever asks for less."""
    state = turn.state
    if not rules.RATING_MIN <= value <= rules.RATING_MAX:
        return
    ask = state.hold.ask
    first = next((r.value for r in state.hold.ratings if r.value is not None), None)
    matched = ask is not None and ask.matched and ask.stage is Asking.ANSWER
    danger = check_rating(value, first=first, matched=matched and not _harder(state))
    if ask is None or state.phase is not Phase.HOLD:
        turn.note("rating", "unasked", value=value)
        if state.phase in (Phase.APPROACH, Phase.HOLD):
            _ask_for_less_if_strong(turn, value)
    else:
        _ask_for_less_if_strong(turn, value)
        _offer_more_if_light(turn, value)
        _close(turn, replace(ask, matched=matched), value, danger_follows=danger is not None)
    if danger is not None:
        stop(turn, danger)


def _close(turn: Turn, ask: Ask, value: int | None, *, danger_follows: bool = False) -> None:
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


def _harder(state: State) -> bool:
    """Say whether force rose above the reference while the answer was on its way.

    What hurts is the force of now, so this looks at a quarter second and not at the mean of two.
    """
    window = reference_mn(state)
    return window is not None and state.chain.smooth_mn > window[1]


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
        hold=replace(state.hold, cap_mn=cap_mn),
        aim_mn=min(state.aim_mn or lower.aim_mn, lower.aim_mn),
        strong_until_ns=state.now_ns + _STRONG_NS,
    )
    turn.note("band", "top", "strong rating", value=cap_mn, unit="mN")


def _offer_more_if_light(turn: Turn, value: int) -> None:
    """After a light answer, offer a little more where the band has room for it."""
    state = turn.state
    band = state.asked_band
    if band is None or value >= _wanted(band)[0]:
        return
    if state.chain.smooth_mn + _ROOM * band.margin_mn <= band.top_mn:
        turn.state = replace(state, offer_until_ns=state.now_ns + _OFFER_NS)
