"""`tpdevice demo`: a whole session on a simulated sensor, over real Bluetooth bytes."""

import asyncio
from pathlib import Path
from typing import Any

import click

from tpdevice.cli.output import talk
from tpdevice.cli.paths import database

PROFILE = "demo"


@click.command()
@click.option("--plain", is_flag=True, help="One cue a line on stdout, answers from stdin.")
@click.option("--seed", default=1, show_default=True, help="Of everything that is random.")
@click.option("--subject", default="novice", show_default=True, help="Who; see `tpsim subjects`.")
@click.option(
    "--scenario", default="obedient", show_default=True, help="What; see `tpsim scenarios`."
)
@click.option("--short", is_flag=True, help="One repetition of 10 s, no rest.")
@click.option("--fast", is_flag=True, help="On virtual time: the same session in a second, plain.")
@click.pass_context
def demo(
    ctx: click.Context,
    *,
    plain: bool,
    seed: int,
    subject: str,
    scenario: str,
    short: bool,
    fast: bool,
) -> None:
    """Try a whole session on a simulated sensor with a simulated person.

    The simulated person answers by itself; your own keys win.
    """
    from tpdevice.runtime.opening import Wishes

    path, wishes = database(ctx), Wishes(short=short)
    if fast:
        code = _fast(path, wishes, seed=seed, subject=subject, scenario=scenario)
    else:
        code = _live(path, wishes, plain=plain, seed=seed, subject=subject, scenario=scenario)
    ctx.exit(code)


def _identity(person: dict[str, Any]) -> Any:
    from tpdevice.core.band import Support
    from tpdevice.core.plan import Identity, Side

    return Identity(
        PROFILE, person["point"], Side(person["side"]), person["tool"], Support(person["support"])
    )


def _fast(path: Path, wishes: Any, *, seed: int, subject: str, scenario: str) -> int:
    from urllib.parse import urlencode

    from tpdevice.cli.plain import PlainCues
    from tpdevice.cli.sitting import opened, report, save_elsewhere
    from tpdevice.core.errors import StoreError, UsageError
    from tpdevice.devices import driver
    from tpdevice.runtime import fast
    from tpdevice.runtime.memory import MemoryRecorder
    from tpdevice.runtime.opening import Device
    from tpdevice.runtime.runner import Runner

    try:
        virtual = fast.open_link(
            urlencode({"seed": seed, "subject": subject, "scenario": scenario})
        )
    except ValueError as error:
        raise UsageError(f"The simulator says: {error}.") from error
    sensor = virtual.device
    decoder = driver(sensor["key"])
    device = Device(decoder.spec, sensor["name"], sensor["address"])
    first = opened(
        path, _identity(virtual.person), device, wishes=wishes, simulated=True, seed=seed
    )
    recorder, link = MemoryRecorder(first), fast.FastLink(virtual)
    talk("SIMULATED, on virtual time.")
    runner = Runner(
        first,
        decoder,
        recorder=recorder,
        sinks=(link, PlainCues(simulated=True)),
        link=link,
    )
    fast.run(runner, virtual, link)
    session_id = None
    try:
        session_id = recorder.save(path)
    except StoreError as error:
        save_elsewhere(recorder.save, error)
    return report(runner.summary, first, session_id=session_id)


def _live(path: Path, wishes: Any, *, plain: bool, seed: int, subject: str, scenario: str) -> int:
    from tpdevice.cli.sitting import opened, sit, wants_plain
    from tpdevice.devices import driver, find
    from tpdevice.runtime.finding import sensor_at
    from tpdevice.runtime.opening import Device
    from tpdevice.runtime.simulator import Simulator
    from tpdevice.runtime.targets import simulator

    plain = wants_plain(plain=plain)
    talk("SIMULATED: starting a sensor and a person...")
    arguments = ["--seed", str(seed), "--subject", subject, "--scenario", scenario]
    with Simulator(arguments) as child:
        announced = child.announced()
        target = simulator(announced.hci)
        sighting = asyncio.run(sensor_at(announced.address, target))
        key = find(sighting.advert) or "progressor"
        device = Device(driver(key).spec, sighting.advert.name, sighting.advert.address)
        first = opened(
            path, _identity(announced.person), device, wishes=wishes, simulated=True, seed=seed
        )
        return sit(path, first, sighting=sighting, target=target, plain=plain)
