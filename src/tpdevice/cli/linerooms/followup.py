"""A day later, in lines: the same questions as on the screen, heard once more before they count."""

from tpdevice.cli.howisit import keep_question
from tpdevice.cli.linerooms.here import Here, tell
from tpdevice.cli.output import say
from tpdevice.core import rules
from tpdevice.core.errors import TpError
from tpdevice.core.text import harmless
from tpdevice.tui.desk import SessionAsked

Said = tuple[int, int, int]


def follow_up_room(here: Here) -> None:
    """Ask about one session after the other, until nothing is asked or somebody puts it off."""
    asked = here.desk.follow_up().sessions
    if not asked:
        say("Nothing is asked now.")
    for session in asked:
        said = _answers(here, session)
        if said is None:
            say("Put off.")
            return
        try:
            say(harmless(here.desk.answer(session.number, said)))
        except TpError as error:
            tell(error)
            return


def _answers(here: Here, session: SessionAsked) -> Said | None:
    """Return soreness, bruise and signs, or None where it is put off."""
    say(harmless(f"{session.about}."))
    while True:
        said = _once(here, session)
        if said is None:
            return None
        kept = here.dialogue.yes_no(f"{keep_question(*said)}?")
        if kept is not False:
            return said if kept else None


def _once(here: Here, session: SessionAsked) -> Said | None:
    soreness, bruise, signs = (harmless(each) for each in session.questions)
    sore = here.dialogue.figure(soreness, rules.SORENESS_MAX)
    if sore is None:
        return None
    bruised = here.dialogue.yes_no(bruise)
    if bruised is None:
        return None
    signed = here.dialogue.yes_no(signs)
    return None if signed is None else (sore, int(bruised), int(signed))
