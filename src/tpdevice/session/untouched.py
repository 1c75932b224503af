"""A session that nobody touches: it says so twice, and then goes on without.

Staying off is an answer, too. Whoever held something before goes on to the movement; else it ends,
and nothing is counted. A pause, lost data and a zero that is still to be taken are other reasons
for nobody to press; none of that time counts.
"""

from typing import Final

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.record import Ending
from tpdevice.core.units import ns
from tpdevice.session.moving import end, move
from tpdevice.session.phases import Happening, Phase
from tpdevice.session.state import Stage, State
from tpdevice.session.turn import Turn
from tpdevice.signal.watch import Seen

NOBODY: Final = "nobody pressed for two minutes"
LEFT_OUT: Final = "nobody came back on for two minutes; the rest was left out"


def untouched_ns(state: State) -> int:
    """Return for how long nobody has pressed although pressing is waited for, ns."""
    if state.paused or not state.visible or state.zero.needed:
        return 0
    if state.phase is Phase.APPROACH:
        asked_ns = state.lasted_ns()
    elif state.phase is Phase.CALIBRATE and state.calibrating.stage is Stage.TENDER:
        asked_ns = state.now_ns - state.calibrating.since_ns
    else:
        return 0
    free_ns = state.chain.dwell(Seen.FREE).lasted_ns(state.now_ns)
    return min(asked_ns, free_ns, state.now_ns - state.sight.seen_since_ns)


def asks(state: State) -> str:
    """Return the cue for somebody who does not press, or nothing while there is time."""
    lasted_ns = untouched_ns(state)
    first_s, second_s = rules.UNTOUCHED_ASK_S
    if lasted_ns >= ns(second_s):
        return "press_or_end"
    return "press_ready" if lasted_ns >= ns(first_s) else ""


def tick(turn: Turn) -> None:
    """Go on without whoever does not press."""
    state = turn.state
    if untouched_ns(state) < ns(rules.UNTOUCHED_S):
        return
    if state.held_ns == 0:
        end(turn, Happening.UNTOUCHED, Ending.UNTOUCHED, NOBODY)
        return
    turn.state = replace(state, ending=Ending.FINISHED, reason=LEFT_OUT)
    move(turn, Happening.STAYED_OFF)
