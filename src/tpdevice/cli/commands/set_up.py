"""`tpdevice set-up`: say once what a sensor sends, where it cannot know by itself."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpdevice.cli.naming import Within, said_options
from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.ble.sighting import Sighting
    from tpdevice.cli.meanwhile import Meanwhile
    from tpdevice.cli.setting_up import Outcome
    from tpdevice.core.options import Options
    from tpdevice.runtime.finding import Setups
    from tpdevice.runtime.targets import Target


@click.command("set-up")
@click.option("--device", metavar="ADDRESS", help="The sensor; else one in reach, asked.")
@click.option("--kind", metavar="KEY", help="What it is, if you know; see `tpdevice devices`.")
@click.option(
    "--option",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="What you know of it, such as unit=kgf; may be repeated.",
)
@click.option(
    "--seconds",
    type=Within(1.0, 600.0),
    default=8.0,
    show_default=True,
    help="How long to look at what it sends.",
)
@click.option("--forget", is_flag=True, help="Forget what was said of --device, and end.")
@click.option("--sim", metavar="HOST:PORT", help="Use a simulator.")
@click.option("--json", "json_", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def set_up(
    ctx: click.Context,
    *,
    device: str | None,
    kind: str | None,
    pairs: tuple[str, ...],
    seconds: float,
    forget: bool,
    sim: str | None,
    json_: bool,
) -> None:
    """Say what a sensor sends that cannot say it by itself, such as a home-made one.

    It shows what comes in, guesses the format, asks for the rest, and measures the rate. What you
    said is kept for this one address. Nothing is written to the sensor that calibrates it.
    """
    from tpdevice.cli.choosing import set_up as already
    from tpdevice.cli.meanwhile import Meanwhile
    from tpdevice.cli.reaching import reached
    from tpdevice.cli.set_up_kept import keep, lines, plain, what_next
    from tpdevice.core.errors import UsageError
    from tpdevice.devices import driver

    path, options = database(ctx), said_options(pairs)
    if forget:
        if device is None:
            raise UsageError("--forget needs --device.", hint="`tpdevice scan` lists addresses.")
        _forget(path, device, simulated=sim is not None)
        return
    if kind is not None:
        driver(kind, options)  # what makes no sense is said before anything is listened to
    target = reached(sim)
    if target.simulated:
        talk("SIMULATED")
    before = already(path, simulated=target.simulated)
    meanwhile = Meanwhile()
    look = _looked(target, device, (kind, options), before, meanwhile, seconds=seconds)
    sighting, outcome = meanwhile.run(look)
    setup = keep(path, sighting.advert, outcome, simulated=target.simulated)
    if json_:
        as_json(plain(setup, simulated=target.simulated))
    else:
        for line in lines(setup):
            say(line)
    talk(what_next(setup))


async def _looked(
    target: "Target",
    address: str | None,
    said: tuple[str | None, "Options"],
    before: "Setups",
    meanwhile: "Meanwhile",
    *,
    seconds: float,
) -> tuple["Sighting", "Outcome"]:
    """Find the sensor and look at it, on one loop: on macOS a handle serves no other."""
    from tpdevice.cli.asked import somebody_there
    from tpdevice.cli.choosing import choose_any
    from tpdevice.cli.set_up_questions import AtTheTerminal, Nobody
    from tpdevice.cli.setting_up import SettingUp, joined
    from tpdevice.devices import DRIVERS, find
    from tpdevice.runtime.finding import sensor_at

    if address is not None:
        sighting = await sensor_at(address, target)
    else:
        sighting = await choose_any(target, meanwhile)
    known = before.get(sighting.advert.address.upper())
    if known is not None:
        talk(f"It is set up already, as {known.kind}; what comes now replaces that.")
    ask = AtTheTerminal(meanwhile) if somebody_there() else Nobody()
    work = SettingUp(sighting, target, seconds, ask, talk)
    kind, options = said[0] or find(sighting.advert), said[1]
    if kind is None:
        return sighting, await work.of_no_kind(options)
    options = joined(DRIVERS[kind].said_by(sighting.advert), options)
    return sighting, await work.of_kind(kind, options)


def _forget(path: Path, address: str, *, simulated: bool) -> None:
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.database import open_store
    from tpdevice.store.setups import forget_setup

    with open_store(path) as store:
        if not forget_setup(store, address, simulated=simulated):
            raise NotInStore(str(path), f"has no set-up of {address}.")
    talk("Forgotten.")
