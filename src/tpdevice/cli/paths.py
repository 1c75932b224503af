"""Where the person's own files are."""

from pathlib import Path

import click


def database(ctx: click.Context) -> Path:
    """Return the database file: the one asked for, or the one in the person's data folder."""
    asked = ctx.find_root().obj
    if isinstance(asked, Path):
        return asked
    from platformdirs import user_data_path

    return user_data_path("tpdevice", appauthor=False) / "tpdevice.db"
