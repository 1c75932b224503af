"""The lesson in lines: every page of it, and then a session to follow."""

from typing import TYPE_CHECKING

from tpdevice.cli.linerooms.begin import begin
from tpdevice.cli.linerooms.here import Here
from tpdevice.cli.linerooms.pages import say_sentences
from tpdevice.cli.output import say

if TYPE_CHECKING:
    from tpdevice.tui.screens.lesson import Leaf


def lesson_room(here: Here) -> None:
    """Say what words, clock and keys mean; then offer a simulated session."""
    from tpdevice.tui.screens.lesson import leaves

    view = here.desk.lesson()
    *pages, last = leaves(view)
    for leaf in pages:
        _say_leaf(leaf, leaf.lines)
    # The end of the last page tells of keys that only screens have.
    _say_leaf(last, last.lines[:-1] if view.can_try else last.lines)
    if view.can_try and here.dialogue.choose("Lesson", ("Try it.",)) is not None:
        begin(here, {"lesson": True}, said="The lesson's session begins. It is simulated.")


def _say_leaf(leaf: "Leaf", lines: tuple[str, ...]) -> None:
    say(f"{leaf.cue.word}: {leaf.cue.text}.")
    for text in lines:
        say_sentences(text)
