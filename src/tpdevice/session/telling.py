"""When a cue is shown: at once, after the present one had its time, or again."""

from typing import Final

from msgspec.structs import replace

from tpdevice.core.cue import Cue, Direction, Priority, Told
from tpdevice.core.text import sentence
from tpdevice.core.units import ns
from tpdevice.session import byball
from tpdevice.session.cues import CUES, REPEAT_S
from tpdevice.session.effects import Show
from tpdevice.session.lengthening import movement
from tpdevice.session.phases import Phase
from tpdevice.session.situation import asks_for_less, situation
from tpdevice.session.state import State
from tpdevice.session.turn import Turn


def tell(turn: Turn) -> None:
    """Show the cue that fits, unless the present one must stand a little longer."""
    _tell(turn)
    if turn.state.echo:
        turn.state = replace(turn.state, echo="")


def tell_again(turn: Turn) -> None:
    """Show once more what stands, because the person wants it."""
    state = turn.state
    if state.told is not None:
        turn.effects.append(Show(replace(state.told, at_ns=state.now_ns, echo="", again=True)))


def _tell(turn: Turn) -> None:
    state = turn.state
    key, cause = situation(state)
    cue = CUES[key]
    question_id = _question_id(state, key)
    turn.state = state = byball.asked(state, question_id)
    text = _text(cue, cause)
    items = _items(state, key, question_id)
    told = state.told
    if told is not None:
        stood_ns = state.now_ns - told.at_ns
        same = (told.cue.key, told.question_id, told.text, told.items)
        if same == (key, question_id, text, items):
            if not _again(state, told):
                return
        elif _waits(cue, told) and stood_ns < ns(told.cue.min_s):
            return
    first = key == "question" and state.questions == state.header.screen
    wakes = first and byball.listening(state)
    shown = Told(state.now_ns, cue, state.phase, cause, question_id, text, items, state.echo, wakes)
    turn.effects.append(Show(shown))
    turn.note("cue", key, cause)
    turn.state = replace(
        state,
        told=shown,
        cues=state.cues + 1,
        hold=replace(
            state.hold,
            cues=state.hold.cues + 1,
            there=key == "there",
            offered=state.hold.offered or key == "deeper",
        ),
        battery_told=state.battery_told or key == "battery",
        noted_until_ns=0 if key == "let_go" else state.noted_until_ns,
        offer_until_ns=0 if key == "deeper" else state.offer_until_ns,
    )


_BEFORE_CAUSE: Final = {
    "wait_withheld": "No live force yet",
    "come_off_withheld": "No live force",
    "reading": "Only read and logged",
}
"""Where the cause itself says what to do, or why: what is said before it."""


def _text(cue: Cue, cause: str) -> str:
    """Return the cue's own text, or one made for this moment."""
    before = _BEFORE_CAUSE.get(cue.key)
    return cue.text if before is None or not cause else f"{before}. {sentence(cause)}"


def _again(state: State, told: Told) -> bool:
    """Say whether the present cue is said once more: a correction whose time was up, mostly."""
    lead = state.hold.lead
    if lead is not None and state.phase is Phase.HOLD:
        return lead.since_ns > told.at_ns
    return told.cue.priority is Priority.CORRECT and state.now_ns - told.at_ns >= ns(REPEAT_S)


def _waits(cue: Cue, told: Told) -> bool:
    """Say whether a cue lets the present one stand for its time; what asks for less never does.

    To stay is less than "more": who is back in the band must not press on for the sake of a word.
    """
    enough = told.cue.direction is Direction.MORE and cue.direction is not Direction.MORE
    return cue.priority < told.cue.priority and not (enough or asks_for_less(cue))


def _items(state: State, key: str, question_id: str | None) -> tuple[str, ...]:
    """Return what there is to read: where and how to press, or which movement to make."""
    if question_id == "place":
        return state.header.rules.guidance
    words = movement(state).words
    return (words,) if key.startswith("lengthen") and words else ()


def _question_id(state: State, key: str) -> str | None:
    if key in ("question", "question_ball"):
        return state.questions[0] if state.questions else None
    return "zero_far" if key in ("zero_far", "zero_far_ball") else None
