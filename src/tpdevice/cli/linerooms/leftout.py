"""Why something of the plan was not done, in lines: one key each."""

from collections.abc import Mapping

from tpdevice.cli.linerooms.here import Here, tell
from tpdevice.cli.linerooms.typed import from_terminal
from tpdevice.cli.output import say
from tpdevice.core.errors import TpError
from tpdevice.core.text import harmless, sentence


def left_out_room(here: Here) -> None:
    """Ask of one thing after the other, until all is said or somebody goes back."""
    view = here.desk.left_out()
    if not view.abouts:
        say("Nothing is asked now.")
    for about in view.abouts:
        if not _asked(here, about, view.reasons):
            return


def ask_before_another(here: Here, about: Mapping[str, str]) -> None:
    """Ask why, of what is due today by the plan, where a person begins something else.

    Through a pipe nobody counts on a further question.
    """
    view = here.desk.home()
    due = {f"{each.name}, today": each for each in view.places if each.due}
    due = {text: each for text, each in due.items() if text in view.left_out}
    here_is = (about["point"], about["side"])
    if not from_terminal() or here_is in [(each.point, each.side) for each in due.values()]:
        return
    reasons = here.desk.left_out().reasons
    for text in due:
        if not _asked(here, text, reasons):
            return


def _asked(here: Here, about: str, reasons: tuple[str, ...]) -> bool:
    """Return whether a reason was given."""
    say(f"Not done: {harmless(about)}.")
    taken = here.dialogue.choose("Why", [f"{sentence(each)}." for each in reasons])
    if taken is None:
        return False
    try:
        say(harmless(here.desk.say_why(about, reasons[taken])))
    except TpError as error:
        tell(error)
        return False
    return True
