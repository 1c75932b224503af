"""A clinic on the screen: who needs a look, what stands out, and each client."""

from pathlib import Path
from typing import TYPE_CHECKING

from tpdevice.tui.app import Hand, SessionApp
from tpdevice.tui.look import Look

if TYPE_CHECKING:  # what reads a database comes behind the first picture
    from tpdevice.clinic.asking import Days


def clinic_app(path: Path, days: "Days", *, look: Look | None = None) -> SessionApp:
    """Return the app that shows a clinic's database; `failed` says why it could not be read."""

    def bring(app: SessionApp) -> Hand:
        from tpdevice.tui.clinicdesk import ClinicDesk
        from tpdevice.tui.rounds import Rounds

        return Rounds(app, ClinicDesk(path, days))

    return SessionApp(bring, look=look)
