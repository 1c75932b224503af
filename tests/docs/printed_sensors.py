"""The reference page of every kind of sensor, printed from the specs of their drivers."""

from itertools import groupby

from printed_how import HOW

from tpdevice.cli.commands.devices import ABOUT
from tpdevice.cli.kinds import Kind, kinds, reach
from tpdevice.core.coaching import Coaching
from tpdevice.core.text import sentence


def sensors() -> str:
    """Return the page of every kind of sensor."""
    listed = kinds()
    tried = [each.spec.label for each in listed if each.spec.verified_on_hardware]
    lines = [
        "# Sensors",
        "",
        HOW,
        "",
        f"**Verified on hardware: {', '.join(tried) or 'none of them'}.** Drivers and simulated",
        "devices are written from the protocol pages, and tried with each other and with published",
        "frames. *Known* says how well a protocol is known. [Verified](verified.md) has the runs.",
        "",
        "`tpdevice devices` prints this list, `tpdevice devices KEY` all that is known of a kind.",
        "`--json` is for programs. Home-made kinds, and those that say too little of themselves,",
        "are used only where you say so, with `--kind` or `tpdevice set-up`.",
        "",
    ]
    for allowed, group in groupby(listed, key=lambda each: each.allowed):
        head = [*_SENSORS, "why not coached"] if allowed is Coaching.NONE else _SENSORS
        lines += [f"## {sentence(allowed)}", "", f"{sentence(ABOUT[allowed])}.", "", _row(head)]
        lines += ["|---" * len(head) + "|", *(_row(_sensor(each)) for each in group), ""]
    lines += ["## What to mind", "", "| sensor | |", "|---|---|"]
    lines += [f"| `{each.spec.key}` | {each.spec.note} |" for each in listed if each.spec.note]
    return "\n".join([*lines, ""])


_SENSORS = ["sensor", "key", "measures", "values a second", "range", "known", "source"]


def _sensor(each: Kind) -> list[str]:
    spec = each.spec
    by = f", newtons by `{spec.finds_out.split('`')[1]}`" if spec.conversion is None else ""
    cells = [
        f"[{spec.label}](../protocols/{spec.key}.md)",
        f"`{spec.key}`",
        f"{spec.quantity}, {spec.mode}",
        f"{spec.rate_hz:g}",
        f"{reach(each)}{by}",
        spec.certainty,
        spec.source,
    ]
    return [*cells, each.why] if each.allowed is Coaching.NONE else cells


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
