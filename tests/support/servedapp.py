"""A small Textual app for a server to show; it says what it is told."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from tpdevice.tui.messages import Unwatched


class ServedApp(App[int]):
    AUTO_FOCUS = ""
    BINDINGS = [("i", "type", ""), ("e", "leave", ""), ("space", "blank", "")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Static("standing words", id="words")
        yield Static("", id="told")
        yield Input(id="field")

    def on_unwatched(self, _: Unwatched) -> None:
        self.query_one("#told", Static).update("nobody looks")

    def action_type(self) -> None:
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        self.exit(3)


if __name__ == "__main__":
    app = ServedApp()
    app.run()
    sys.stdout.write("said at the end\n")
    raise SystemExit(app.return_value or 0)
