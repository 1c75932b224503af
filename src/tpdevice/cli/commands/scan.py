"""`tpdevice scan`: who is there, and what of it can be used."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.naming import Within
from tpdevice.cli.output import as_json, table, talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.core.wire import Advert


@click.command()
@click.option(
    "--seconds",
    type=Within(0.1, 600),
    default=5.0,
    show_default=True,
    help="How long to listen.",
)
@click.option("--all", "all_", is_flag=True, help="Show devices that are no known sensor, too.")
@click.option("--sim", metavar="HOST:PORT", help="Listen to a simulator's radio.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def scan(ctx: click.Context, *, seconds: float, all_: bool, sim: str | None, json_: bool) -> None:
    """List the sensors in reach. The exit code is 3 when there is none."""
    from tpdevice.cli.choosing import perhaps, set_up
    from tpdevice.cli.reaching import reached
    from tpdevice.runtime.finding import in_reach

    target = reached(sim)
    if not json_:
        talk(f"Listening for {seconds:g} s...")
    setups = set_up(database(ctx), simulated=target.simulated)
    known, others = asyncio.run(in_reach(target, seconds=seconds, setups=setups))
    rows = [_Row(each.sighting.advert, each.key, "") for each in known]
    rows += [_Row(each.advert, None, perhaps(each.advert)) for each in others]
    shown = [row for row in rows if all_ or row.kind or row.perhaps]
    shown.sort(key=lambda row: row.advert.rssi_dbm or -999, reverse=True)
    if json_:
        as_json([_plain(row, simulated=target.simulated) for row in shown])
    else:
        _print(shown, all_=all_, simulated=target.simulated)
    ctx.exit(0 if known or (all_ and shown) else 3)


@dataclass(frozen=True, slots=True)
class _Row:
    advert: "Advert"
    kind: str | None
    perhaps: str
    """The kinds that its advert leaves open."""


def _plain(row: _Row, *, simulated: bool) -> dict[str, Any]:
    advert = row.advert
    return {
        "address": advert.address,
        "name": advert.name,
        "kind": row.kind,
        "perhaps": row.perhaps.split(", ") if row.perhaps else [],
        "rssi_dbm": advert.rssi_dbm,
        "simulated": simulated,
    }


def _print(rows: list[_Row], *, all_: bool, simulated: bool) -> None:
    if not rows:
        talk(
            "No sensor found. Wake it up, hold it near, and close its phone app."
            + ("" if all_ else " `tpdevice scan --all` shows everything on the air.")
        )
        return
    if simulated:
        talk("SIMULATED")
    mark = "SIMULATED" if simulated else ""
    table(
        ("address", "name", "kind", "signal dBm", ""),
        [
            (row.advert.address, row.advert.name or "-", _kind(row), row.advert.rssi_dbm, mark)
            for row in rows
        ],
    )
    if any(row.perhaps for row in rows):
        talk("`tpdevice set-up` says what a doubtful one is; `run --kind` says it for once.")


def _kind(row: _Row) -> str:
    if row.kind is not None:
        return row.kind
    return f"perhaps {row.perhaps}" if row.perhaps else "not known"
