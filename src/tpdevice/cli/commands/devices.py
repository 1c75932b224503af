"""`tpdevice devices`: what is supported, how well it is known, and whether it was tried."""

import click

from tpdevice.cli.output import as_json, table
from tpdevice.devices import DRIVERS


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def devices(*, json_: bool) -> None:
    """List the kinds of sensor supported."""
    specs = [make().spec for make in DRIVERS.values()]
    if json_:
        as_json(
            [
                {
                    "key": spec.key,
                    "label": spec.label,
                    "mode": spec.mode,
                    "rate_hz": spec.rate_hz,
                    "range_n": None if spec.range_n is None else round(spec.range_n, 3),
                    "resolution_n": spec.resolution_n,
                    "certainty": spec.certainty,
                    "source": spec.source,
                    "verified_on_hardware": spec.verified_on_hardware,
                }
                for spec in specs
            ]
        )
        return
    table(
        ("key", "sensor", "mode", "rate Hz", "range N", "protocol", "on hardware"),
        [
            (
                spec.key,
                spec.label,
                spec.mode,
                spec.rate_hz,
                spec.range_n,
                spec.certainty,
                "verified" if spec.verified_on_hardware else "not verified",
            )
            for spec in specs
        ],
    )
