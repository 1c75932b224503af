"""`tpdevice ball-map`: which force the pressure in a ball is, found out on a kitchen scale."""

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.naming import Within
from tpdevice.cli.output import say, talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.cli.meanwhile import Meanwhile
    from tpdevice.runtime.finding import Known
    from tpdevice.runtime.targets import Target
    from tpdevice.signal.ballmap import BallMap


@click.command("ball-map")
@click.option("--device", metavar="ADDRESS", help="The sensor in the ball; else one in reach.")
@click.option("--kind", metavar="KEY", help="Its kind, where its advert does not say; see devices.")
@click.option(
    "--up-to",
    "top_n",
    type=Within(10.0, 300.0),
    default=40.0,
    show_default=True,
    metavar="N",
    help="The heaviest load, N; 40 N show as 4.1 kg.",
)
@click.option(
    "--loads", type=click.IntRange(4, 6), default=6, show_default=True, help="How many loads."
)
@click.option("--sim", metavar="HOST:PORT", help="Use a simulator, started with `tpsim serve`.")
@click.option("--list", "list_", is_flag=True, help="List the maps there are.")
@click.option("--json", "json_", is_flag=True, help="With --list: print JSON.")
@click.pass_context
def ball_map(
    ctx: click.Context,
    *,
    device: str | None,
    kind: str | None,
    top_n: float,
    loads: int,
    sim: str | None,
    list_: bool,
    json_: bool,
) -> None:
    """Find out which force the pressure in a ball is, with a kitchen scale.

    You press the ball on the scale with some loads, hold each still, and type what the scale
    shows. The map is kept with the sensor, its date and its error.
    """
    from tpdevice.cli.reaching import reached
    from tpdevice.core.errors import UsageError

    path = database(ctx)
    if list_:
        from tpdevice.cli.ballmaps import show_maps

        show_maps(path, simulated=sim is not None, json_=json_)
        return
    if json_:
        raise UsageError("--json goes with --list.", hint="Leave it out to make a map.")
    target = reached(sim)
    if target.simulated:
        talk("SIMULATED")
    _make(path, target, device=device, kind=kind, top_n=top_n, count=loads)


def _make(
    path: Path, target: "Target", *, device: str | None, kind: str | None, **how: Any
) -> None:
    """Guide the making, show what came of it, and keep it if the person wants that."""
    from tpdevice.cli.balls import ball_in_reach
    from tpdevice.cli.mapmaking import Left
    from tpdevice.cli.meanwhile import Meanwhile

    ball = asyncio.run(ball_in_reach(path, target, address=device, kind=kind))
    talk(f"Connecting to {ball.sighting.advert.name or ball.sighting.advert.address}...")
    meanwhile = Meanwhile()
    try:
        found = meanwhile.run(_made(ball, target, meanwhile, **how))
    except Left:
        talk("Left; nothing is kept.")
        return
    _show(found, ball.driver().spec.raw_unit)
    if click.confirm("Keep this map", default=True, err=True):
        _keep(path, ball, found, simulated=target.simulated)


async def _made(ball: "Known", target: "Target", meanwhile: "Meanwhile", **how: Any) -> "BallMap":
    from tpdevice.cli.mapmaking import MapMaking
    from tpdevice.runtime.listening import listening
    from tpdevice.runtime.simulator import weigh

    decoder = ball.driver()
    press = None if target.control is None else partial(weigh, target.control)
    async with listening(ball.sighting, decoder, target) as ear:
        talk("Lay the ball on the scale, and tare the scale. b takes a load back, q leaves.")
        making = MapMaking(ear, decoder.spec, ask=_ask, tell=talk, press=press)
        return await meanwhile.asked(lambda: making.make(**how))


def _ask(question: str, offer: str) -> str:
    answer: str = click.prompt(question, default=offer, show_default=bool(offer), err=True)
    return answer


def _show(found: "BallMap", unit: str) -> None:
    from tpdevice.cli.curve import drawn

    for line in drawn(found.conversion, unit=unit):
        say(line)
    say(
        f"From nothing to {found.conversion.force_n[-1]:.1f} N. Left out in turn, the loads are "
        f"told within {found.error_n:.1f} N, or {100 * found.error_share:.0f} %, by the others."
    )


def _keep(path: Path, ball: "Known", found: "BallMap", *, simulated: bool) -> None:
    from tpdevice.cli.ballmaps import OLD_DAYS
    from tpdevice.cli.sitting import today
    from tpdevice.store.database import open_store
    from tpdevice.store.setups import Found, Setup, remember_setup

    advert = ball.sighting.advert
    kept = Found(found.conversion, today(), found.error_n)
    setup = Setup(advert.address, ball.key, advert.name, ball.options, ball.rate_hz, kept)
    with open_store(path) as store:
        remember_setup(store, setup, simulated=simulated, now=datetime.now(UTC))
    talk(f"Kept. Make it anew after {OLD_DAYS // 7} weeks, or when the ball was pumped up.")
