"""`tpdevice doctor`: what stands between a person and a session, step by step."""

import asyncio
from dataclasses import asdict

import click

from tpdevice.cli.naming import Within
from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import database
from tpdevice.core.text import harmless


@click.command()
@click.option("--device", metavar="ADDRESS", help="The sensor to look at; else the nearest.")
@click.option("--kind", metavar="KEY", help="Its kind, where its advert does not say so.")
@click.option(
    "--seconds",
    type=Within(1, 600),
    default=30.0,
    show_default=True,
    help="How long to listen to the sensor. Drift and clock want 30 s.",
)
@click.option("--sim", metavar="HOST:PORT", help="Look at a simulator.")
@click.option("--plain", is_flag=True, help="Whole lines only, without a counter.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def doctor(
    ctx: click.Context,
    *,
    device: str | None,
    kind: str | None,
    seconds: float,
    sim: str | None,
    plain: bool,
    json_: bool,
) -> None:
    """Check Bluetooth, sensor, battery, rate, noise, drift and clock.

    Let nothing touch the sensor meanwhile. The exit code is 3 when something stands in the way of
    a session.
    """
    from tpdevice.cli.choosing import set_up
    from tpdevice.cli.progress import Meter
    from tpdevice.cli.reaching import reached
    from tpdevice.devices import driver
    from tpdevice.runtime.checkup import LOOK_S, Progress, examine
    from tpdevice.runtime.findings import verdict
    from tpdevice.runtime.verdict import NOTHING, Finding

    if kind is not None:
        driver(kind)  # raises, and lists what there is
    target = reached(sim)
    simulated = "  [SIMULATED]" if target.simulated else ""
    found: list[Finding] = []
    meter = Meter(plain=plain)

    def tell(finding: Finding) -> None:
        found.append(finding)
        meter.clear()
        if not json_:
            mark = "ok  " if finding.ok else "FAIL"
            say(f"{mark} {finding.what}: {harmless(finding.said)}{simulated}")
            if finding.next_step != NOTHING:
                say(f"     {harmless(finding.next_step)}")

    def progress(now: Progress) -> None:
        newest = "" if now.newest is None else f", reads {now.newest:g}"
        meter.show(f"{now.elapsed_s:.0f} of {now.seconds:.0f} s, {now.values} values{newest}")

    if target.simulated:
        talk("SIMULATED")
    talk(
        f"Looking and listening; this takes about {LOOK_S + seconds + 2:.0f} s. Let nothing touch "
        "the sensor."
    )
    asyncio.run(
        examine(
            target,
            address=device,
            kind=kind,
            setups=set_up(database(ctx), simulated=target.simulated),
            tell=tell,
            progress=progress,
            listen_s=seconds,
        )
    )
    tell(verdict(found))
    if json_:
        as_json([asdict(finding) | {"simulated": target.simulated} for finding in found])
    ctx.exit(0 if all(finding.ok for finding in found) else 3)
