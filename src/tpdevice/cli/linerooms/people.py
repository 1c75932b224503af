"""Who presses, in lines: one of those who did before, or somebody new."""

from tpdevice.cli.linerooms.here import Here, tell
from tpdevice.cli.output import say
from tpdevice.core.errors import TpError
from tpdevice.core.settings import Unit
from tpdevice.core.text import harmless

_ABOUT = "A pseudonym is welcome. It stays on this computer."


def people_room(here: Here) -> None:
    """Ask who it is, and say it back."""
    view = here.desk.people()
    if not view.names:
        _somebody_new(here)
        return
    names = [
        f"{harmless(name)}, who is here now." if name == view.here else f"{harmless(name)}."
        for name in view.names
    ]
    taken = here.dialogue.choose("Who presses", (*names, "Somebody new."))
    if taken is None:
        return
    if taken == len(names):
        _somebody_new(here)
    else:
        _sit_down(here, view.names[taken])


def _somebody_new(here: Here) -> None:
    say(_ABOUT)
    name = here.dialogue.words("A name, or any other word", again=lambda: say(_ABOUT))
    if name is None:
        return
    units = tuple(Unit)
    unit = here.dialogue.choose("Unit of force", [str(each) for each in units])
    if unit is not None:
        _sit_down(here, name, units[unit])


def _sit_down(here: Here, name: str, unit: Unit | None = None) -> None:
    try:
        here.desk.sit_down(name, unit)
    except TpError as error:
        tell(error)
        return
    view = here.desk.people()
    say(f"You are {harmless(view.here)}. Marks, log and settings are your own.")
