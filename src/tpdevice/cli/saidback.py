"""An answer in a session, said back in a word or two; what a cue answers by itself is not."""

from tpdevice.core.action import Action
from tpdevice.runtime.pressabout import Kind, about
from tpdevice.session.state import State


def said_back(state: State | None, action: Action, value: int) -> str:
    """Return the answer in words, or nothing where none is awaited."""
    if state is None:
        return ""
    kind = about(state).kind
    if kind is Kind.RATING and action is Action.RATE:
        return f"{value} of 10."
    if kind is Kind.CHOICE and action in (Action.YES, Action.NO):
        return "Yes." if action is Action.YES else "No."
    return ""
