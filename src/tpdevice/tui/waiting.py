"""Why no force is seen, for how long, and until when it is waited for."""

from typing import Final

from tpdevice.core import rules
from tpdevice.core.units import NS_PER_S
from tpdevice.session.phases import ENDED, Phase
from tpdevice.session.state import State

_WAITS_ON: Final = frozenset({*ENDED, Phase.LENGTHEN})
"""Phases that no absent sensor ends."""
_LEAST_S: Final = 3
"""A shorter wait is not worth a figure. Chosen."""


def waited_text(begun_ns: int, now_ns: int) -> str:
    """Return how long something has been waited for, or nothing while that is not long."""
    waited_s = (now_ns - begun_ns) // NS_PER_S
    return f"for {waited_s} s" if waited_s >= _LEAST_S else ""


def nothing_text(state: State) -> str:
    """Return what there is instead of a force."""
    return "no live force" if state.withheld else "no data"


def unseen_text(state: State) -> str:
    """Return what to do about it, how long it has been so, and when the session gives up."""
    since_ns = state.sight.unseen_since_ns
    if since_ns is None or state.phase in _WAITS_ON:
        return ""
    waited = waited_text(since_ns, state.now_ns)
    how_long = f"{nothing_text(state)} {waited}, ends at {rules.LINK_GONE_S:.0f} s"
    return " · ".join(filter(None, (state.withheld, how_long if waited else "")))
