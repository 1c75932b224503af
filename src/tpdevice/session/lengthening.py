"""What lengthens after the last hold: the atlas's movement, or those of a plan, one by one."""

from msgspec.structs import replace

from tpdevice.core.plan import Move
from tpdevice.session.moving import move
from tpdevice.session.phases import Happening
from tpdevice.session.state import State
from tpdevice.session.turn import Turn


def movements(state: State) -> tuple[Move, ...]:
    """Return every movement; one without a key is the atlas's own."""
    rules = state.header.rules
    return rules.movements or (Move("", rules.lengthen),)


def movement(state: State) -> Move:
    """Return the movement that is made now, or comes first."""
    every = movements(state)
    return every[min(state.moved, len(every) - 1)]


def once_done(turn: Turn) -> None:
    """Count a movement that was made once; after the last time the next one comes."""
    state = turn.state
    turn.state = replace(state, lengthened=state.lengthened + 1)
    turn.note("lengthen", "done", value=turn.state.lengthened)
    if turn.state.lengthened >= state.header.prescription.lengthen_times:
        over(turn)


def over(turn: Turn) -> None:
    """Go on to the next movement, or end where there is none."""
    state = turn.state
    if state.moved + 1 >= len(movements(state)):
        move(turn, Happening.LENGTHENED)
        return
    # While it is paused, the time of the pause is added once it goes on.
    since_ns = state.now_ns if state.paused_ns is None else state.paused_ns
    turn.state = replace(state, moved=state.moved + 1, lengthened=0, since_ns=since_ns)
    turn.note("lengthen", "next", movement(turn.state).key)
