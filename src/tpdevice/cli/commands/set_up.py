"""`tpdevice set-up`: say once what a sensor sends, where it cannot know by itself."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.naming import Within, said_options
from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.ble.sighting import Sighting
    from tpdevice.cli.setting_up import Outcome
    from tpdevice.devices import Options
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
    from tpdevice.cli.reaching import reached
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
    sighting, outcome = asyncio.run(_looked(target, device, (kind, options), seconds=seconds))
    _keep(path, sighting, outcome, simulated=target.simulated)
    _tell(sighting, outcome, simulated=target.simulated, json_=json_)


async def _looked(
    target: "Target", address: str | None, said: tuple[str | None, "Options"], *, seconds: float
) -> tuple["Sighting", "Outcome"]:
    """Find the sensor and look at it, on one loop: on macOS a handle serves no other."""
    from tpdevice.cli.asked import somebody_there
    from tpdevice.cli.choosing import choose_any
    from tpdevice.cli.set_up_questions import AtTheTerminal, Nobody
    from tpdevice.cli.setting_up import SettingUp, joined
    from tpdevice.devices import find, said_by
    from tpdevice.runtime.finding import sensor_at

    if address is not None:
        sighting = await sensor_at(address, target)
    else:
        sighting = await choose_any(target)
    ask = AtTheTerminal() if somebody_there() else Nobody()
    work = SettingUp(sighting, target, seconds, ask, talk)
    kind, options = said[0] or find(sighting.advert), said[1]
    if kind is None:
        return sighting, await work.of_no_kind(options)
    options = joined(said_by(kind, sighting.advert), options)
    return sighting, await work.of_kind(kind, options)


def _forget(path: Path, address: str, *, simulated: bool) -> None:
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.database import open_store
    from tpdevice.store.setups import forget_setup

    with open_store(path) as store:
        if not forget_setup(store, address, simulated=simulated):
            raise NotInStore(str(path), f"has no set-up of {address}.")
    talk("Forgotten.")


def _keep(path: Path, sighting: "Sighting", outcome: "Outcome", *, simulated: bool) -> None:
    from tpdevice.cli.sitting import today
    from tpdevice.store.database import open_store
    from tpdevice.store.remembered import remember_sensor
    from tpdevice.store.setups import Found, Setup, remember_setup

    advert, now = sighting.advert, datetime.now(UTC)
    found = None
    if outcome.conversion is not None:
        found = Found(outcome.conversion, today(), outcome.fit_error_n)
    setup = Setup(
        advert.address, outcome.kind, advert.name, outcome.options, outcome.rate_hz, found
    )
    with open_store(path) as store:
        remember_setup(store, setup, simulated=simulated, now=now)
        if not simulated:
            remember_sensor(store, outcome.kind, address=advert.address, name=advert.name, now=now)


def _tell(sighting: "Sighting", outcome: "Outcome", *, simulated: bool, json_: bool) -> None:
    from tpdevice.core.coaching import coaching_of
    from tpdevice.core.text import harmless
    from tpdevice.devices import driver

    spec, advert = driver(outcome.kind, outcome.options).spec, sighting.advert
    coaching, why = coaching_of(spec, rate_hz=outcome.rate_hz)
    known = outcome.conversion or spec.conversion
    if json_:
        as_json(_plain(sighting, outcome, simulated=simulated) | {"coaching": coaching})
    else:
        name = harmless(advert.name) or advert.address
        words = " ".join([f"{key}={value}" for key, value in outcome.options])
        say(f"{name} is read as {outcome.kind}" + (f", with {words}." if words else "."))
        say(
            f"It sends {outcome.rate_hz:g} values a second: {coaching}"
            + (f", since {why}." if why else ".")
        )
        if known is not None:
            say(f"1 {spec.raw_unit} is {known.n_per_raw:.6g} N.")
    if known is None:
        talk(f"Kept. What force its values mean is not known yet: {spec.finds_out}")
    else:
        talk("Kept. `tpdevice run` knows it by its address. Check it against a known weight.")


def _plain(sighting: "Sighting", outcome: "Outcome", *, simulated: bool) -> dict[str, Any]:
    conversion = outcome.conversion
    return {
        "address": sighting.advert.address,
        "name": sighting.advert.name,
        "kind": outcome.kind,
        "options": dict(outcome.options),
        "rate_hz": outcome.rate_hz,
        "n_per_raw": None if conversion is None else conversion.n_per_raw,
        "rest_raw": None if conversion is None else conversion.rest_raw,
        "fit_error_n": outcome.fit_error_n,
        "simulated": simulated,
    }
