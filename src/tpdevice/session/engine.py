"""The engine: `step(state, event)` says what a session is afterwards, and what is to be done.

It is pure. The guard is asked first, on force as it came, before anything else looks at it.
"""

from msgspec.structs import replace

from tpdevice.core.coaching import Coaching
from tpdevice.core.record import Ending
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Header
from tpdevice.core.units import ns
from tpdevice.session import (
    byball,
    bydip,
    calibrate,
    guard,
    holding,
    keys,
    lengthening,
    sight,
    untouched,
)
from tpdevice.session import events as ev
from tpdevice.session.effects import Effect
from tpdevice.session.moving import barred, end, more_to_come, move, pressed_enough, stop
from tpdevice.session.notices import Notice
from tpdevice.session.phases import ENDED, Happening, Phase
from tpdevice.session.state import State, hold_for
from tpdevice.session.telling import tell
from tpdevice.session.turn import Turn
from tpdevice.session.watching import deadline_ns, watch_for
from tpdevice.signal.chain import Chain, Step, advance, unseen
from tpdevice.signal.dwell import NEVER
from tpdevice.signal.watch import Watch

_OVER_NS = ns(10.0)
_SLICE = 512
"""Samples that are looked at in one go; a bound on the work when much happens in a large block."""


def begin(header: Header, *, rate_hz: float, gap_ns: int) -> tuple[State, tuple[Effect, ...]]:
    """Return the first state of a session, and what is to be done."""
    turn = Turn(
        State(
            header=header,
            chain=Chain(rate_hz, gap_ns),
            hold=hold_for(header, held_before_ns=0),
            repetitions=header.prescription.repetitions,
            questions=header.screen,
            fading=header.fading,
        )
    )
    turn.note("phase", Phase.SCREENING, "session begins")
    bar = barred(turn.state)
    if bar is not None:
        end(turn, Happening.NOT_OFFERED, Ending.NOT_OFFERED, bar)
    elif not header.screen:
        move(turn, Happening.SCREENED)
    tell(turn)
    return turn.state, tuple(turn.effects)


def step(state: State, event: ev.Event) -> tuple[State, tuple[Effect, ...]]:
    """Return the state after an event, and what is to be done, in order."""
    turn = Turn(state)
    match event:
        case ev.Samples():
            _samples(turn, event.block)
            return turn.state, tuple(turn.effects)
        case ev.Ticked():
            turn.at(event.at_ns)
            _tick(turn)
        case ev.Pressed():
            turn.at(event.key.at_ns)
            keys.pressed(turn, event.key)
        case _:
            turn.at(event.at_ns)
            sight.changed(turn, event)
    tell(turn)
    return turn.state, tuple(turn.effects)


def _samples(turn: Turn, block: SampleBlock) -> None:
    """Follow samples. Cues change only where something happens, never because a block ends."""
    at = late = 0
    seen_since_ns = turn.state.sight.seen_since_ns
    if block.t_ns[0] < seen_since_ns:
        late = int(block.t_ns.searchsorted(seen_since_ns))
    while at < late:
        at += _piece(turn, block.part(at, min(late, at + _SLICE)), late=True)
    while at < len(block):
        at += _piece(turn, block.part(at, at + _SLICE))


def _piece(turn: Turn, block: SampleBlock, *, late: bool = False) -> int:
    """Take in the start of a block, as far as one set of limits holds; return how much it was.

    What comes late, after a silence, is looked at by the guard, and counted as nothing.
    """
    state = turn.state
    verdict = guard.check(state.guard, block, state.bounds)
    danger = verdict.danger
    if danger is not None:
        block = block.part(0, verdict.at + 1)
    looked = len(block)
    dipped = bydip.DEAF if late else bydip.hear(state, block)
    if dipped.at != NEVER:
        block = block.part(0, dipped.at + 1)
    heard = byball.DEAF if late else byball.hear(state, block)
    if heard.tap is not None:
        block = block.part(0, heard.at + 1)
    taken = _taken(state, block, late=late)
    used, chain = taken.used, taken.chain
    if used < looked:
        # What happens there may change the limits: the guard looks again at what follows.
        block = block.part(0, used)
        verdict = guard.check(state.guard, block, state.bounds)
        heard = byball.DEAF if late else byball.hear(state, block)
        dipped = bydip.DEAF if late else bydip.hear(state, block)
    assert chain.t_ns is not None
    turn.state = state.later(
        max(state.now_ns, chain.t_ns),
        chain=chain,
        guard=verdict.state,
        ball=bydip.after(byball.after(state.ball, heard), dipped),
    )
    if verdict.danger is not None and state.phase not in ENDED:
        stop(turn, verdict.danger)
        tell(turn)
        return used
    for notice in taken.happened:
        _notice(turn, Notice(notice))
    if heard.tap is not None:
        byball.heard(turn, heard)
    if dipped.at != NEVER and turn.state.ball.listing is not None:
        bydip.heard(turn, dipped)
    # Where the guard acts later in the same block, that is over: only to come off is told, although
    # it would have been told had the block been cut before.
    said = heard.tap is not None or dipped.at != NEVER
    if (taken.happened or said) and danger is None:
        tell(turn)
    return used


def _taken(state: State, block: SampleBlock, *, late: bool) -> Step:
    chain = state.chain
    if late:
        return advance(chain, block, Watch(free_mn=state.free_mn))
    if chain.t_ns is not None and chain.t_ns < state.sight.seen_since_ns:
        chain = unseen(chain)
    return advance(chain, block, watch_for(state))


def _notice(turn: Turn, notice: Notice) -> None:
    match turn.state.phase:
        case Phase.CALIBRATE:
            calibrate.on_notice(turn, notice)
        case Phase.APPROACH | Phase.HOLD:
            holding.on_notice(turn, notice)
        case Phase.RELEASE if notice is Notice.FREE:
            more = more_to_come(turn.state)
            move(turn, Happening.FREE_AGAIN if more else Happening.FREE_LAST)
        case Phase.REST if notice is Notice.RESTED:
            move(turn, Happening.RESTED)
        case Phase.STOPPED if notice is Notice.FREE:
            turn.state = replace(turn.state, over=True)
        case _:
            pass


def _tick(turn: Turn) -> None:
    state = turn.state
    if state.phase is Phase.STOPPED:
        waited = state.now_ns - state.since_ns >= _OVER_NS
        turn.state = replace(state, over=state.over or waited or not state.visible)
        return
    uncoached = state.header.coaching is Coaching.NONE
    if state.phase is Phase.CALIBRATE and uncoached and state.visible:
        # No zero: what sends no live force is never still for a second, or always.
        calibrate.begin(turn)
        return
    due_ns = deadline_ns(state)
    if due_ns is not None and state.now_ns >= due_ns:
        _deadline(turn)
    pressing = turn.state.phase in (Phase.APPROACH, Phase.HOLD) and not turn.state.paused
    if pressing and pressed_enough(turn.state):
        holding.on_notice(turn, Notice.LONG_ENOUGH)
    byball.tick(turn)
    bydip.tick(turn)
    sight.watch_link(turn)
    sight.doubt_zero(turn)
    untouched.tick(turn)
    sight.try_zero(turn)


def _deadline(turn: Turn) -> None:
    state = turn.state
    if state.phase is Phase.READING:
        end(turn, Happening.READ, Ending.READ, "" if state.read is None else state.read.why)
        return
    if state.phase is not Phase.LENGTHEN:
        holding.on_notice(turn, Notice.DEADLINE)
        return
    lengthening.once_done(turn)
