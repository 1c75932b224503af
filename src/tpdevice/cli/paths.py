"""Where the person's own files are."""

import shlex
from pathlib import Path

import click


def database(ctx: click.Context) -> Path:
    """Return the database file: the one asked for, or the one in the person's data folder."""
    asked = ctx.find_root().obj
    # Kept as text: to load `pathlib` is a tenth of what `--help` costs.
    return usual_database() if asked is None else Path(asked)


def clinic_database(ctx: click.Context) -> Path:
    """Return the file of a clinic: the one asked for, or the one in the person's data folder."""
    asked = ctx.find_root().obj
    return usual_database().with_name("clinic.db") if asked is None else Path(asked)


def usual_database() -> Path:
    """Return the database file in the person's data folder."""
    from platformdirs import user_data_path

    return user_data_path("tpdevice", appauthor=False) / "tpdevice.db"


def command_on(path: Path, words: str = "") -> str:
    """Return what to type for a command on this file; without words, for home."""
    if path == usual_database():
        return f"tpdevice {words}".rstrip()
    return f"tpdevice --db {shlex.quote(str(path))} {words}".rstrip()
