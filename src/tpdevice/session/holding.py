"""APPROACH and HOLD: coming into the band, and staying there for as long as was asked."""

from typing import Final

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.band import BandKind
from tpdevice.core.cue import Direction
from tpdevice.core.units import ns, seconds
from tpdevice.session import leading, rating
from tpdevice.session.bandrule import in_one_go_ns
from tpdevice.session.moving import move
from tpdevice.session.notices import Notice
from tpdevice.session.phases import Happening
from tpdevice.session.state import Hold, hold_for
from tpdevice.session.turn import Turn
from tpdevice.signal.watch import Seen

_WAY: Final = {
    Notice.LOW: Direction.MORE,
    Notice.SAGGED: Direction.MORE,
    Notice.OVER: Direction.LESS,
    Notice.RISEN: Direction.LESS,
}


def next_mark_ns(hold: Hold) -> int:
    """Return the held time at which something is due next; a question waits for the last one."""
    if hold.ask is not None or not hold.due_s:
        return hold.target_ns
    return min(ns(hold.due_s[0]), hold.target_ns)


def on_notice(turn: Turn, notice: Notice) -> None:
    """Follow what force does around the band."""
    match notice:
        case Notice.ENTERED | Notice.THERE:
            move(turn, Happening.IN_BAND)
            leading.there(turn)
        case Notice.SAGGED | Notice.RISEN:
            leading.lead_by_mean(turn, _WAY[notice], notice)
        case Notice.LOW | Notice.OVER:
            leading.lead(turn, _WAY[notice], notice)
        case Notice.SETTLED:
            _settle(turn)
        case Notice.OUT_LONG:
            out(turn, Happening.OUT_LONG)
        case Notice.LONG_ENOUGH:
            rating.drop(turn)
            move(turn, Happening.LONG_ENOUGH)
        case Notice.MARK:
            _mark(turn)
        case Notice.MATCHED:
            rating.ask_now(turn, matched=True)
        case Notice.DEADLINE:
            _too_late(turn)
        case _:
            pass


def _too_late(turn: Turn) -> None:
    """Lose patience with a correction or a question, whichever time is up."""
    lead_ns, answer_ns = leading.lead_due_ns(turn.state), rating.answer_due_ns(turn.state)
    now_ns = turn.state.now_ns
    if lead_ns is not None and now_ns >= lead_ns:
        leading.look_again(turn)
    if answer_ns is not None and now_ns >= answer_ns:
        rating.too_late(turn)


def out(turn: Turn, happening: Happening) -> None:
    """Leave the hold with what was held; a question that was open comes again later."""
    complete = turn.state.hold.end_ns is not None
    rating.drop(turn)
    move(turn, Happening.HELD if complete else happening)


def _settle(turn: Turn) -> None:
    state = turn.state
    hold, chain = state.hold, state.chain
    reference = hold.reference_mn
    if not hold.ratings and chain.settling_count:
        reference = chain.settling_sum_mn // chain.settling_count
    turn.state = replace(state, hold=replace(hold, settled=True, reference_mn=reference))
    _ask_if_due(turn)


def _mark(turn: Turn) -> None:
    state = turn.state
    hold = state.hold
    held_ns = state.chain.account.buckets.held_ns
    if held_ns >= hold.target_ns and not _prolonged(turn):
        if hold.ask is not None:
            rating.close(turn, hold.ask, None)
        ended = replace(turn.state.hold, end_ns=state.newest_ns, due_s=())
        turn.state = replace(turn.state, hold=ended)
        turn.note("hold", "complete", value=held_ns, unit="ns")
        _begin_rating(turn, due_s=seconds(hold.target_ns), final=True)
        return
    _ask_if_due(turn)


def _ask_if_due(turn: Turn) -> None:
    hold = turn.state.hold
    held_ns = turn.state.chain.account.buckets.held_ns
    if hold.due_s and held_ns >= ns(hold.due_s[0]) and hold.ask is None:
        turn.state = replace(turn.state, hold=replace(hold, due_s=hold.due_s[1:]))
        _begin_rating(turn, due_s=hold.due_s[0], final=False)


def _begin_rating(turn: Turn, *, due_s: float, final: bool) -> None:
    rating.due(turn, due_s=due_s, final=final)
    if rating.matching(turn.state):
        leading.look_at_once(turn)


def _prolonged(turn: Turn) -> bool:
    """Make a light hold longer: 90 s where the mean force is at most T, and two of them."""
    state = turn.state
    hold, marks, band = state.hold, state.marks, state.band
    mean_mn = state.chain.account.mean_mn
    if hold.lengthened or marks is None or marks.tender_mn is None or mean_mn is None:
        return False
    if band is None or band.kind is BandKind.GENTLE or mean_mn > marks.tender_mn:
        return False
    if state.header.limits.lower_percent > 0:
        # It is light because the place was sore: no reason to press it for longer.
        return False
    asked_s = state.header.prescription.hold_s
    if not rules.SHORT_HOLD_S <= asked_s < rules.LONG_HOLD_S or hold.target_ns < ns(asked_s):
        return False
    held_before_ns = sum(row.buckets.held_ns for row in state.done)
    longer = hold_for(state.header, held_before_ns=held_before_ns, asked_s=rules.LONG_HOLD_S)
    pressed_ns = state.chain.dwell(Seen.PRESSED).lasted_ns(state.now_ns)
    fits = pressed_ns + longer.target_ns - hold.target_ns <= in_one_go_ns(band)
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
