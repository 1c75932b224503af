"""The table of a session's actions as Textual's bindings."""

from typing import Final

from textual.binding import Binding

from tpdevice.tui.actions import ACTIONS, CLOSE, rating_of

ONLY_BY_ONE: Final = (
    "pageup",
    "pagedown",
    "left",
    "up",
    "down",
    "home",
    "end",
    "tab",
    "backspace",
    "full_stop",
    "f5",
)
"""Keys that mean something only where all are one: those of a clicker and what lies near."""


def bindings() -> list[Binding]:
    """Return every key of the table; they outrank whatever has the focus."""
    found = []
    for row in ACTIONS:
        for key in row.keys:
            if key not in CLOSE.keys:
                value = rating_of(key) if row.name == "rate" else 0
                found.append(
                    Binding(key, f"app.chosen('{row.name}', {value})", row.label, priority=True)
                )
    found += [Binding(key, "app.one", "one key", priority=True, show=False) for key in ONLY_BY_ONE]
    closing = {"escape": "stop", "enter": "next", "q": "close"}
    found += [
        Binding(key, f"app.chosen_or_close('{name}')", name, priority=True)
        for key, name in closing.items()
    ]
    return found
