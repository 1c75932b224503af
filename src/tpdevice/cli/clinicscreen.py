"""A clinic on the screen, until it is left by a key or by a signal."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from tpdevice.cli.signals import exit_code_of, told_to_quit

if TYPE_CHECKING:
    from tpdevice.clinic.asking import Days


def open_clinic(path: Path, days: "Days") -> int:
    """Show a clinic until somebody leaves; return the exit code.

    Raises
    ------
    TpError
        If its database cannot be read.
    """
    from tpdevice.tui.app import Left
    from tpdevice.tui.clinic import clinic_app

    # What libraries have to say would go across the screen; `tpdevice -v` lets them.
    logging.basicConfig(handlers=[logging.NullHandler()])
    told: list[str] = []
    app = clinic_app(path, days)
    with told_to_quit(told.append, lambda: app.exit(Left.QUIT)):
        app.run()
    if app.failed is not None:
        raise app.failed
    early = app.return_value is not Left.CLOSED
    return exit_code_of(told[0] if told else "SIGINT") if early else 0
