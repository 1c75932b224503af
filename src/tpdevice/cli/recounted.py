"""Sessions that were looked at anew: what would come out differently, for people and programs."""

from collections.abc import Sequence
from importlib.metadata import version

import msgspec

from tpdevice.cli.output import as_json, table, talk
from tpdevice.runtime.reanalysis import Reanalysed
from tpdevice.tui.sumup import counted


def show_recounted(done: Sequence[Reanalysed], *, total: int, exact: bool, json_: bool) -> None:
    """Print what would change, and say how many were looked at."""
    complete = len(done) == total
    if json_:
        as_json(
            {
                "looked_at_by": version("tpdevice"),
                "exact": exact,
                "complete": complete,
                "sessions": msgspec.to_builtins(done),
            }
        )
    else:
        _print(done)
        _verdict(done, exact=exact)
    for each in done:
        if each.trouble:
            talk(f"Left out: {each.trouble}")
    if not complete:
        talk(f"Interrupted after {len(done)} of {counted(total, 'session')}.")


def _print(done: Sequence[Reanalysed]) -> None:
    rows = [
        (
            each.session,
            each.started[:10],
            each.profile,
            f"{change.part}, {_in_words(change.name)}",
            _amount(change.was),
            _amount(change.now),
            "SIMULATED" if each.simulated else "",
        )
        for each in done
        for change in each.changes
    ]
    if rows:
        table(("n", "when", "who", "what", "was", "now", ""), rows)


def _in_words(name: str) -> str:
    """Return the name of a value for people: its unit, if it has one, after a blank."""
    words = name.replace("_", " ")
    return f"{words[:-2]} N" if words.endswith(" n") else words


def _amount(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)


def _verdict(done: Sequence[Reanalysed], *, exact: bool) -> None:
    sound = [each for each in done if not each.trouble]
    differing = sum(bool(each.changes) for each in sound)
    looked = f"{counted(len(sound), 'session')} {'run' if exact else 'counted'} again"
    if differing:
        talk(f"{looked}: {differing} would come out differently. Nothing was changed.")
    elif sound:
        talk(f"{looked}: all as they are stored.")
