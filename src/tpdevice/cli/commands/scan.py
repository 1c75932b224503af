"""`tpdevice scan`: who is there, and what of it can be used."""

import asyncio

import click

from tpdevice.cli.naming import Within
from tpdevice.cli.output import as_json, table, talk


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
    from tpdevice.ble.scan import scan as listen
    from tpdevice.cli.reaching import reached
    from tpdevice.devices import find

    target = reached(sim)
    if not json_:
        talk(f"Listening for {seconds:g} s...")
    seen = asyncio.run(listen(seconds=seconds, arguments=target.scanner))
    adverts = sorted(
        (s.advert for s in seen.values()), key=lambda a: a.rssi_dbm or -999, reverse=True
    )
    rows = [(a, find(a)) for a in adverts]
    rows = [(a, key) for a, key in rows if all_ or key is not None]
    if json_:
        as_json(
            [
                {
                    "address": a.address,
                    "name": a.name,
                    "kind": key,
                    "rssi_dbm": a.rssi_dbm,
                    "simulated": target.simulated,
                }
                for a, key in rows
            ]
        )
        ctx.exit(0 if rows else 3)
    if not rows:
        talk(
            "No sensor found. Wake it up, hold it near, and close its phone app."
            + ("" if all_ else " `tpdevice scan --all` shows everything on the air.")
        )
        ctx.exit(3)
    if target.simulated:
        talk("SIMULATED")
    mark = "SIMULATED" if target.simulated else ""
    table(
        ("address", "name", "kind", "signal dBm", ""),
        [(a.address, a.name or "-", key or "not known", a.rssi_dbm, mark) for a, key in rows],
    )
