"""Which cue fits a moment: what goes before guiding, or stands in for it."""

from typing import Final

from tpdevice.core import rules
from tpdevice.core.cue import Cue, Direction, Priority
from tpdevice.core.record import Ending
from tpdevice.core.tape import Header
from tpdevice.core.units import ns
from tpdevice.session import byball
from tpdevice.session.bandrule import steered
from tpdevice.session.cues import CUES
from tpdevice.session.guard import Danger
from tpdevice.session.guiding import guiding, just_there, stands
from tpdevice.session.moving import Bar
from tpdevice.session.phases import ENDED, Phase
from tpdevice.session.state import State
from tpdevice.session.watching import ramp_top_mn
from tpdevice.signal.watch import Seen

_BATTERY_NS: Final = ns(4.0)
_NEEDS_SIGHT: Final = frozenset(
    {Phase.CALIBRATE, Phase.READING, Phase.APPROACH, Phase.HOLD, Phase.RELEASE, Phase.REST}
)
_UNSEEN: Final = {"come_off": "come_off_unseen", "wait": "wait_sensor"}
_OF_DANGER: Final = {
    Danger.CEILING: "come_off_ceiling",
    Danger.ALARM: "come_off_alarm",
    Danger.TOO_LONG: "come_off_long",
    Danger.RATING: "come_off_rating",
    Danger.ROSE: "come_off_rose",
    Danger.SHARP: "come_off_sharp",
    Danger.STOP: "come_off_stop",
}
_OF_ENDING: Final = {
    Ending.FINISHED: "done",
    Ending.READ: "read",
    Ending.SCREENED_OUT: "refused",
    Ending.NOT_OFFERED: "not_offered",
    Ending.UNTOUCHED: "untouched",
    Ending.INTERRUPTED: "interrupted",
    Ending.QUIT: "quit",
}
_OF_BAR: Final[dict[str, str]] = {
    Bar.STOPPED: "stopped_today",
    Bar.PLACES: "enough_places",
    Bar.SITTING: "enough_sitting",
    Bar.DAY: "enough_today",
}


def asks_for_less(cue: Cue) -> bool:
    """Say whether a cue leads downward: such a one is never held back."""
    return cue.direction in (Direction.LESS, Direction.OFF)


def situation(state: State) -> tuple[str, str]:
    """Return the key of the cue that fits, and what brought it."""
    if state.phase in ENDED:
        return _ended(state)
    unseen = not state.visible and state.phase in _NEEDS_SIGHT
    if unseen and state.sight.ever:
        return _unseen(state, "come_off")
    by_ball = byball.cue(state)
    if by_ball:
        return by_ball, "by the ball"
    armed = state.ball.armed
    if state.paused:
        return "paused_ball" if armed else "paused", "space"
    if state.phase is Phase.SCREENING:
        return "question_ball" if armed else "question", "screening"
    if unseen:
        return _unseen(state, "wait")
    key, cause = guiding(state)
    if key == "zero_far" and armed:
        key = "zero_far_ball"
    cue = CUES[key]
    if cue.direction is Direction.MORE and not _room_for_more(state):
        return _instead_of_more(state, key), cause
    pressing_in = cue.direction is Direction.MORE and state.chain.holds(Seen.PRESSED)
    leads = pressing_in or asks_for_less(cue)
    calm = cue.priority <= Priority.GUIDE and not leads and not just_there(state)
    if calm and _battery_news(state):
        return "battery", _battery_cause(state)
    return key, cause


def _unseen(state: State, word: str) -> tuple[str, str]:
    """Return what is said while there is no force to see: what to do, where the sensor says why."""
    if state.withheld:
        return f"{word}_withheld", state.withheld
    return _UNSEEN[word], state.sight.why


def _battery_news(state: State) -> bool:
    """Say whether the warning is to be told: once, in the first calm moment."""
    if state.battery_low_ns is None or not state.battery_told:
        return state.battery_low_ns is not None
    return stands(state, "battery", less_than_ns=_BATTERY_NS)


def _battery_cause(state: State) -> str:
    left = state.battery_percent
    if left is None or left > rules.BATTERY_LOW_PERCENT:
        return "the sensor warned"
    return f"{left} % left"


def _room_for_more(state: State) -> bool:
    """Say whether more force may be asked for at all: only below the top of what is allowed."""
    if state.phase is Phase.CALIBRATE:
        return state.chain.force_mn < ramp_top_mn(state)
    band = state.asked_band
    if band is None or state.chain.force_mn >= band.top_mn:
        return False
    return (
        state.phase is Phase.HOLD
        or state.chain.smooth_mn < steered(band, state.header.identity.support)[1]
    )


def _instead_of_more(state: State, key: str) -> str:
    """Return what is said in place of a cue that would ask for too much."""
    if state.told is not None and state.told.cue.key == key:
        # It stands since force was lower, and "less" follows it soon enough.
        return key
    if state.phase is Phase.CALIBRATE:
        return "calibrate_off"
    return "settle" if state.chain.holds(Seen.IN) else "less"


def _ended(state: State) -> tuple[str, str]:
    if state.danger is not None:
        return _OF_DANGER[state.danger], str(state.danger)
    ending = state.ending or Ending.FINISHED
    if ending is Ending.NOT_OFFERED and state.marks is None:
        return not_begun(state.header, state.reason), state.reason
    return _OF_ENDING[ending], state.reason


def not_begun(header: Header, reason: str) -> str:
    """Return the key of the cue for a session that did not begin, for the reason that it gave."""
    rest = header.limits.rest
    if rest is not None and reason == rest.words:
        return "seek_care" if rest.care else "rests"
    return _OF_BAR.get(reason, "not_offered")
