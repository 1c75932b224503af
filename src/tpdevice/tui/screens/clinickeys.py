"""Help in a clinic: what is shown, and every key."""

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from tpdevice.homework.standout import Kind
from tpdevice.tui.actions import CLINIC_ACTIONS
from tpdevice.tui.clinicwords import SIGNS
from tpdevice.tui.look import Look
from tpdevice.tui.pageroom import PageRoom
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.widgets.page import Line, Lines

_CAPS: Final = 8
_MEANS: Final = {
    Kind.WARNING: "a warning sign was named, in a later answer",
    Kind.OVER_CAP: "force went over the cap of the plan",
    Kind.RATING: "how strong it is was rated 7 or more of 10",
    Kind.STOPPED: "a session ended early, or did not begin",
    Kind.MISSED: "nothing was done on a day that was asked for",
}


class ClinicKeys(PageRoom):
    """One page to read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "back", show=False),
    ]

    def __init__(self, look: Look, quiet_days: int) -> None:
        super().__init__(look, "What is shown, and every key", lines_of(quiet_days))


def lines_of(quiet_days: int) -> Lines:
    """Return the page."""
    return (
        Line("What stands out", TEXT, bold=True),
        *[Line(_MEANS[kind], TEXT, sign=f"{SIGNS[kind][0]:>{_CAPS}}  ") for kind in Kind],
        Line(),
        Line("How it is counted", TEXT, bold=True),
        Line("Clients come in the order of signs, cap, ratings, stops, silence and days.", TEXT),
        Line("Days done and seconds in the band count against what the plan asked for. "
             "More on one day makes up for no other place.", TEXT),
        Line(f"Quiet is who has not pressed for {quiet_days} days while a plan runs.", TEXT),
        Line("What a simulator did is marked SIMULATED, and counts with no person's.", TEXT),
        Line("A day that no result tells of yet is blank in the calendar.", TEXT),
        Line(),
        Line("Keys", TEXT, bold=True),
        *[Line(row.help, TEXT, sign=f"{row.cap:>{_CAPS}}  ") for row in CLINIC_ACTIONS],
        Line("j and k, too; page, home and end", TEXT, sign=f"{'↑ ↓':>{_CAPS}}  "),
        Line("back to where you came from", TEXT, sign=f"{'esc':>{_CAPS}}  "),
        Line(),
        Line("Nothing is changed here, and nothing leaves this computer.", MUTED),
    )  # fmt: skip
