"""APPROACH and HOLD: coming into the band, staying there, and being asked how strong it is."""

from dataclasses import replace

from tpdevice.core import rules
from tpdevice.core.band import Band, BandKind
from tpdevice.core.record import RatingRow
from tpdevice.core.units import ns
from tpdevice.session.guard import check_rating
from tpdevice.session.moving import move, stop
from tpdevice.session.notices import Notice
from tpdevice.session.phases import Happening, Phase
from tpdevice.session.state import Ask, Asking, Hold, State, hold_for
from tpdevice.session.turn import Turn
from tpdevice.signal.chain import Seen

_OFFER_NS = ns(4.0)
_STRONG_NS = ns(3.0)


def next_mark_ns(hold: Hold) -> int:
    """Return the held time at which something is due next."""
    return min(ns(hold.due_s[0]), hold.target_ns) if hold.due_s else hold.target_ns


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


def _drop_question(turn: Turn) -> None:
    hold = turn.state.hold
    if hold.ask is None:
        return
    due_s = hold.due_s if hold.ask.final else (hold.ask.due_s, *hold.due_s)
    turn.state = replace(turn.state, hold=replace(hold, ask=None, due_s=due_s))


def _settle(turn: Turn) -> None:
    state = turn.state
    reference = state.hold.reference_mn
    if reference is None and state.chain.settling_count:
        reference = state.chain.settling_sum_mn // state.chain.settling_count
    hold = replace(state.hold, settled=True, reference_mn=reference)
    turn.state = replace(state, hold=hold)


def _mark(turn: Turn) -> None:
    state = turn.state
    hold = state.hold
    held_ns = state.chain.account.buckets.held_ns
    if held_ns >= hold.target_ns and not _prolonged(turn):
        hold = turn.state.hold
        ended = replace(hold, end_ns=state.now_ns, due_s=())
        turn.state = replace(turn.state, hold=ended)
        turn.note("hold", "complete", value=held_ns, unit="ns")
        _open(turn, due_s=held_ns / 1e9, final=True)
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
    """Take an answer from 0 to 10. One that nobody asked for is kept too, as unmatched."""
    state = turn.state
    if not rules.RATING_MIN <= value <= rules.RATING_MAX:
        return
    ask = state.hold.ask
    first = next((r.value for r in state.hold.ratings if r.value is not None), None)
    if ask is None or state.phase is not Phase.HOLD:
        turn.note("rating", "unasked", value=value)
        danger = check_rating(value, first=None, matched=False)
        if danger is not None:
            stop(turn, danger)
        return
    matched = ask.matched and ask.stage is Asking.ANSWER
    danger = check_rating(value, first=first, matched=matched)
    _consider(turn, value)
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
        force_mn=state.chain.smooth_mn,
        reference_mn=state.hold.reference_mn,
    )
    turn.row(row)
    hold = replace(state.hold, ratings=(*state.hold.ratings, row), ask=None)
    turn.state = replace(state, hold=hold)
    if ask.final and not danger_follows:
        move(turn, Happening.HELD)


def _consider(turn: Turn, value: int) -> None:
    """Ask for less after a strong answer, offer more after a light one."""
    state = turn.state
    band = state.asked_band
    if band is None:
        return
    light, strong = rules.RATING_LIGHT, rules.RATING_STRONG
    if band.kind is BandKind.UNCALIBRATED:
        light, strong = rules.UNCALIBRATED_RATING[0] - 1, rules.UNCALIBRATED_RATING[1] + 1
    if value >= strong:
        _ask_for_less(turn, band)
    elif value <= light and state.chain.smooth_mn < (state.aim_mn or band.aim_mn):
        turn.state = replace(state, offer_until_ns=state.now_ns + _OFFER_NS)


def _ask_for_less(turn: Turn, band: Band) -> None:
    state = turn.state
    cap_mn = min(band.top_mn, round(rules.LESS_AFTER_STRONG * state.chain.smooth_mn))
    turn.state = replace(
        state,
        hold=replace(state.hold, cap_mn=cap_mn),
        strong_until_ns=state.now_ns + _STRONG_NS,
    )
    turn.note("band", "top", "strong rating", value=cap_mn, unit="mN")
