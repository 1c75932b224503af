"""Leaving one phase and entering another."""

from dataclasses import replace

from tpdevice.core import rules
from tpdevice.core.record import Ending, Outcome
from tpdevice.core.units import ns
from tpdevice.session.guard import Danger
from tpdevice.session.phases import ENDED, Happening, Phase, following
from tpdevice.session.state import State, hold_for, unsettled
from tpdevice.session.summary import repetition_row, summarise, with_repetition_closed
from tpdevice.session.turn import Turn
from tpdevice.signal.chain import forget
from tpdevice.signal.hold import EMPTY


def move(turn: Turn, happening: Happening) -> None:
    """Let a happening move the session, if the table says that it does."""
    before = turn.state.phase
    after = following(before, happening)
    if after is before:
        return
    _leave(turn, after)
    turn.state = replace(
        turn.state,
        phase=after,
        since_ns=turn.state.now_ns,
        chain=forget(turn.state.chain),
        paused_ns=None if after in ENDED else turn.state.paused_ns,
    )
    turn.note("phase", after, happening)
    _enter(turn, happening)


def stop(turn: Turn, danger: Danger) -> None:
    """End this point for today: the guard said so, or the person did."""
    if turn.state.phase in ENDED:
        return
    by_person = danger is Danger.STOP
    ending = Ending.STOPPED_BY_PERSON if by_person else Ending.STOPPED_BY_GUARD
    turn.state = replace(turn.state, danger=danger, ending=ending, reason=str(danger))
    turn.note("guard", danger.name.lower(), str(danger), value=turn.state.chain.force_mn, unit="mN")
    move(turn, Happening.STOP_PRESSED if by_person else Happening.COME_OFF)


def end(turn: Turn, happening: Happening, ending: Ending, reason: str) -> None:
    """End the session for a reason that is nobody's danger."""
    if turn.state.phase in ENDED:
        return
    turn.state = replace(turn.state, ending=ending, reason=reason)
    move(turn, happening)


def more_to_come(state: State) -> bool:
    """Say whether another repetition follows the present one."""
    if state.repetition >= state.repetitions:
        return False
    pressed_ns = state.chain.pressed_ns + ns(state.header.limits.pressed_session_s)
    if pressed_ns >= ns(rules.PRESSED_PER_SITTING_S):
        return False
    row = repetition_row(state)
    held_ns = sum(r.buckets.held_ns for r in state.done) + (row.buckets.held_ns if row else 0)
    return hold_for(state.header, held_before_ns=held_ns).target_ns >= ns(rules.SHORTEST_HOLD_S)


def _leave(turn: Turn, after: Phase) -> None:
    """Close a hold when its release begins, and a repetition when the release is over."""
    state = turn.state
    hold = state.hold
    if after in (Phase.RELEASE, *ENDED) and hold.start_ns is not None and hold.end_ns is None:
        turn.state = replace(state, hold=replace(hold, end_ns=state.now_ns, ask=None))
    if after in (Phase.REST, Phase.LENGTHEN, *ENDED):
        _close_repetition(turn)


def _close_repetition(turn: Turn) -> None:
    closed = with_repetition_closed(turn.state)
    if len(closed.done) > len(turn.state.done):
        turn.row(closed.done[-1])
    chain = replace(closed.chain, account=EMPTY, peak_mn=0)
    held_ns = sum(row.buckets.held_ns for row in closed.done)
    hold = hold_for(closed.header, held_before_ns=held_ns)
    turn.state = replace(closed, chain=chain, hold=hold)


def _enter(turn: Turn, happening: Happening) -> None:
    state = turn.state
    match state.phase:
        case Phase.HOLD:
            start_ns = state.now_ns if state.hold.start_ns is None else state.hold.start_ns
            turn.state = replace(state, hold=replace(unsettled(state), start_ns=start_ns))
        case Phase.APPROACH if happening is Happening.RESTED:
            turn.state = replace(state, repetition=state.repetition + 1, aim_mn=_aim(state))
        case Phase.APPROACH if happening is Happening.MARKED:
            turn.state = replace(state, chain=replace(state.chain, peak_mn=0))
        case Phase.DONE | Phase.STOPPED:
            _finish(turn)
        case _:
            pass


def _aim(state: State) -> int | None:
    """Return the next aim: after "eased" the old feeling may lie a little higher."""
    if state.band is None:
        return None
    if state.done and state.done[-1].outcome is Outcome.EASED:
        return min(round(rules.REMATCH * state.band.aim_mn), state.band.top_mn)
    return state.band.aim_mn


def _finish(turn: Turn) -> None:
    state = turn.state
    if state.ending is None:
        turn.state = state = replace(state, ending=Ending.FINISHED, reason="all done")
    over = state.phase is Phase.DONE or state.danger is Danger.STOP
    turn.state = replace(state, over=over)
    turn.row(summarise(state))
