"""The table of a session's actions as Textual's bindings."""

from textual.binding import Binding

from tpdevice.tui.actions import ACTIONS, CLOSE, rating_of


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
    closing = {"escape": "stop", "enter": "next", "q": "close"}
    found += [
        Binding(key, f"app.chosen_or_close('{name}')", name, priority=True)
        for key, name in closing.items()
    ]
    return found
