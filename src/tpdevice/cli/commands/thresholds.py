"""`tpdevice thresholds`: your marks over time, each with its error."""

from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.naming import named
from tpdevice.cli.output import as_json, say, table, talk
from tpdevice.cli.paths import database
from tpdevice.cli.whereto import point_named

if TYPE_CHECKING:
    from tpdevice.core.settings import Unit
    from tpdevice.core.tape import Header
    from tpdevice.session.thresholds import Compared, Estimate
    from tpdevice.store.database import Store
    from tpdevice.store.marks import Marked, Series

MARKS = ("threshold", "comfort mark")


@click.command()
@click.option("--profile", help="Only this person's.")
@click.option("--point", help="Only there: an atlas id such as UT, or plain words.")
@click.option("--simulated", is_flag=True, help="Show simulated sessions, too.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def thresholds(
    ctx: click.Context, *, profile: str | None, point: str | None, simulated: bool, json_: bool
) -> None:
    """Show thresholds and comfort marks over sessions, each with its error.

    Newtons of one person, place, side, tool, sensor and rig stand together; they are never
    compared with those of another, or of another known weight or map of the ball. The true mark
    lies within the error in 19 of 20 cases.
    """
    from tpdevice.cli.liking import liked
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.marks import series_of_marks

    path = database(ctx)
    profile = None if profile is None else named(profile, "--profile")
    where = None if point is None else point_named(point)
    found: tuple[Series, ...] = ()
    headers: list[Header | None] = []
    try:
        with open_for_reading(path) as store:
            found = series_of_marks(
                store, profile=profile, point=where, include_simulated=simulated
            )
            headers = [_newest_header(store, series) for series in found]
    except NotInStore:
        talk(f"There is no log yet at {path}. `tpdevice demo` makes one.")
    else:
        if not found:
            hint = "" if simulated else " Simulated ones: --simulated."
            talk(f"No marks yet; a session with a calibration makes them.{hint}")
    if json_:
        as_json([_as_plain(*each) for each in zip(found, headers, strict=True)])
        return
    for series, newest in zip(found, headers, strict=True):
        _print(series, newest, liked(path, series.profile).unit)


def _newest_header(store: "Store", series: "Series") -> "Header | None":
    """Return the header of the newest session, or None and a word where it is damaged."""
    from tpdevice.core.errors import StoreError
    from tpdevice.store.read import read_header

    try:
        return read_header(store, series.marked[-1].session)
    except StoreError as error:
        talk(str(error))
        return None


def _print(series: "Series", newest: "Header | None", unit: "Unit") -> None:
    from tpdevice.cli.wording import newtons_by, ramps_text
    from tpdevice.core.text import harmless

    origin = " · SIMULATED" if series.simulated else ""
    sensor = f" · {harmless(series.sensor)}" if series.sensor else ""
    who = f"{harmless(series.profile)} · {series.point} {series.side}"
    say(f"{who} · {harmless(series.tool)}{sensor}{origin}")
    for line in () if newest is None else newtons_by(newest, unit=unit):
        say(line)
    table(
        ("session", "when", f"threshold {unit}", "±", f"comfort mark {unit}", "±", "ramps"),
        [
            (each.session, each.local_date, *_in(unit, _columns(each)), ramps_text(each.marks))
            for each in series.marked
        ],
    )
    for name in MARKS:
        say(change_sentence(series, name))
    say("")


def _in(unit: "Unit", columns: "list[float | None]") -> "list[float | None]":
    """Return columns of newtons in a person's unit."""
    from tpdevice.core.settings import in_unit

    return [None if force_n is None else in_unit(force_n, unit) for force_n in columns]


def _columns(marked: "Marked") -> list[float | None]:
    """Return each mark and its error, N."""
    from tpdevice.core.units import newtons

    found: list[float | None] = []
    for mark in estimates(marked).values():
        known = () if mark is None else (newtons(mark.force_mn), newtons(mark.error_mn))
        found += known or (None, None)
    return found


def estimates(marked: "Marked") -> dict[str, "Estimate | None"]:
    """Return both marks of a session, by name."""
    from tpdevice.session.thresholds import Estimate

    marks = marked.marks
    found = ((marks.tender_mn, marks.ramps), (marks.comfort_mn, marks.comfort_marks))
    return {
        name: None if force_mn is None else Estimate(force_mn, ramps)
        for name, (force_mn, ramps) in zip(MARKS, found, strict=True)
    }


def _compared(series: "Series", name: str) -> "Compared | None":
    from tpdevice.session.thresholds import compared

    return compared((each.local_date, estimates(each)[name]) for each in series.marked)


def change_sentence(series: "Series", name: str) -> str:
    """Return what may be said of one kind of mark since the first."""
    found = _compared(series, name)
    if found is None:
        return f"{name}: nothing to compare yet"
    if found.about_percent is None:
        return f"{name}: no change since {found.since} that one can tell from chance"
    return f"{name}: about {found.about_percent} % {found.change} than on {found.since}"


def _as_plain(series: "Series", newest: "Header | None") -> dict[str, Any]:
    from dataclasses import asdict

    import msgspec

    whose = {name: value for name, value in asdict(series).items() if name != "marked"}
    marked = [
        {
            "session": each.session,
            "local_date": each.local_date,
            "ramps": each.marks.ramps,
            "comfort_ramps": each.marks.comfort_ramps,
            **dict(zip(_KEYS, _columns(each), strict=True)),
        }
        for each in series.marked
    ]
    changes = {
        name.replace(" ", "_"): msgspec.to_builtins(_compared(series, name)) for name in MARKS
    }
    by = {} if newest is None else {name: getattr(newest, name) for name in _MADE_BY}
    return {**whose, **msgspec.to_builtins(by), "marked": marked, "since_the_first": changes}


_MADE_BY = ("conversion_date", "conversion_error_n", "rig")
"""What is known of how the newest session's newtons were made."""
_KEYS = ("threshold_n", "threshold_error_n", "comfort_mark_n", "comfort_mark_error_n")
