"""What is written after a session if a person wished it; nothing that fails here stops anything."""

from pathlib import Path

from tpdevice.cli.output import talk
from tpdevice.core.errors import TpError
from tpdevice.core.settings import Settings
from tpdevice.core.text import harmless


def export_after(log: Path, session: int, *, settings: Settings) -> None:
    """Write the tables of whoever pressed to the folder they chose, if they did."""
    if not settings.export_folder:
        return
    shown = harmless(settings.export_folder)
    try:
        _export(log, session, settings)
    except (TpError, OSError) as error:
        hint = f" {error.hint}" if isinstance(error, TpError) and error.hint else ""
        talk(f"The tables were not written to {shown}: {error}{hint}")
    else:
        talk(f"The tables in {shown} are up to date.")


def _export(log: Path, session: int, settings: Settings) -> None:
    # Here and not above: a screen waits, and this comes after it.
    from tpdevice.cli.exportfolder import give_to, see_that_it_is_nobodys, see_that_it_is_of
    from tpdevice.cli.exporting import Export, export_to
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.export_tables import Which
    from tpdevice.store.read import show_session

    with open_for_reading(log) as store:
        which = Which(profile=show_session(store, session).line.profile)
        wish = Export(which, ("csv",), settings.export_without_names)
        folder = Path(settings.export_folder)
        see_that_it_is_nobodys(store, folder, but=which.profile or "")
        see_that_it_is_of(settings.export_mark, folder)
        export_to(folder, log, store, wish=wish, force=True, tell=talk)
    give_to(settings.export_mark, folder)
