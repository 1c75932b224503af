"""`tpdevice doctor`: what stands between a person and a session, step by step."""

import asyncio
from dataclasses import asdict

import click

from tpdevice.cli.output import as_json, say, talk
from tpdevice.core.text import harmless


@click.command()
@click.option("--device", metavar="ADDRESS", help="The sensor to look at; else the nearest.")
@click.option("--sim", metavar="HOST:PORT", help="Look at a simulator.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def doctor(ctx: click.Context, *, device: str | None, sim: str | None, json_: bool) -> None:
    """Check adapter, permission, sensor, rate and noise. Let nothing touch the sensor.

    The exit code is 3 when something stands in the way of a session.
    """
    from tpdevice.cli.reaching import reached
    from tpdevice.runtime.checkup import Finding, examine

    target = reached(sim)
    simulated = "  [SIMULATED]" if target.simulated else ""
    found: list[Finding] = []

    def tell(finding: Finding) -> None:
        found.append(finding)
        if not json_:
            mark = "ok  " if finding.ok else "FAIL"
            say(f"{mark} {finding.what}: {harmless(finding.said)}{simulated}")
            if finding.next_step:
                say(f"     {finding.next_step}")

    if target.simulated:
        talk("SIMULATED")
    talk("Looking; this takes about ten seconds. Let nothing touch the sensor.")
    asyncio.run(examine(target, address=device, tell=tell))
    if json_:
        as_json([asdict(finding) | {"simulated": target.simulated} for finding in found])
    ctx.exit(0 if all(finding.ok for finding in found) else 3)
