"""What stands on the screen where everything is done by one key."""

from dataclasses import replace

from tpdevice.runtime.pressabout import Say
from tpdevice.tui.view import View


def with_words(view: View, said: Say | None) -> View:
    """Return the view with how to answer, or what was understood; nothing urgent is covered."""
    if "close" not in view.offers:
        view = replace(view, offers=("one",))
    if said is None or view.cue.urgent:
        return view
    cue = replace(view.cue, word=said.word or view.cue.word, text=said.text)
    notice = said.text if view.question is not None else view.notice
    return replace(view, cue=cue, notice=notice)
