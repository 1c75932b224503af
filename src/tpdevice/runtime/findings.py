"""What was heard of a sensor at rest, in words: a verdict each, and what to do next."""

from collections.abc import Iterator
from typing import Final

from tpdevice.core import rules
from tpdevice.runtime.heard import Heard
from tpdevice.runtime.measured import AIR, FEWEST, NOTHING, Finding, series

_AGAIN: Final = "Switch the sensor off and on, charge it, and close its phone app."
_RUN: Final = "`tpdevice run` begins a session."


def findings(heard: Heard) -> list[Finding]:
    """Return a verdict on everything that was heard of a sensor, in the order to read it."""
    return [
        _connection(heard),
        *_about(heard),
        *_battery(heard),
        *_data(heard),
        *(series(heard) if len(heard.raw) >= FEWEST and len(heard.counts) > 1 else ()),
        *_frames(heard),
    ]


def verdict(found: list[Finding]) -> Finding:
    """Return what all findings come to, and the first thing to do."""
    wrong = [finding for finding in found if not finding.ok]
    if not wrong:
        return Finding("verdict", ok=True, said="nothing stands in the way", next_step=_RUN)
    names = ", ".join(dict.fromkeys(finding.what for finding in wrong))
    first = next((finding.next_step for finding in wrong if finding.next_step), "")
    return Finding("verdict", ok=False, said=f"look at: {names}", next_step=first)


def _about(heard: Heard) -> Iterator[Finding]:
    if heard.about:
        said = ", ".join(f"{what} {value}" for what, value in heard.about.items())
        yield Finding("device", ok=True, said=said)


def _battery(heard: Heard) -> Iterator[Finding]:
    percent, mv = heard.battery_percent, heard.battery_mv
    said = [] if percent is None else [f"{percent} %"]
    said += [] if mv is None else [f"{mv / 1000:.2f} V"]
    low = heard.battery_low or (percent is not None and percent <= rules.BATTERY_LOW_PERCENT)
    if low:
        said.append("low")
    if said:
        step = "Charge it, or change the battery." if low else NOTHING
        yield Finding("battery", ok=not low, said=", ".join(said), next_step=step)


def _data(heard: Heard) -> Iterator[Finding]:
    """Say why there is nothing to measure, or that the stream had to be started twice."""
    if len(heard.raw) >= FEWEST and len(heard.counts) > 1:
        if heard.restarts:
            said = f"the stream fell silent and was started again, {heard.restarts} in all"
            yield Finding("data", ok=False, said=said, next_step=_AGAIN)
        return
    if heard.bad and not heard.raw:
        yield Finding(
            "data",
            ok=False,
            said=f"{heard.bad} frames came, and none made sense; the first: {heard.why_bad}",
            next_step=f"Is it a {heard.spec.label}? See `tpdevice devices`; update its firmware.",
        )
    elif heard.withheld and not heard.raw:
        yield Finding(
            "data",
            ok=False,
            said=f"no live value came; the sensor says: {heard.why_withheld}",
            next_step="Set it so that it shows the force now; its page in docs/protocols says how.",
        )
    else:
        again = ", also when its stream was started again" if heard.restarts else ""
        count = f"only {len(heard.raw)} values came" if heard.raw else "no value came"
        yield Finding(
            "data",
            ok=False,
            said=f"{count}{again}",
            next_step=_AGAIN,
        )


def _frames(heard: Heard) -> Iterator[Finding]:
    if heard.bad and heard.raw:
        yield Finding(
            "frames",
            ok=False,
            said=f"{heard.bad} made no sense; the first: {heard.why_bad}",
            next_step=f"Is it a {heard.spec.label}? Update its firmware; `tpdevice decode` helps.",
        )
    if heard.withheld and heard.raw:
        yield Finding(
            "frames",
            ok=False,
            said=f"{heard.withheld} held no live value; the sensor says: {heard.why_withheld}",
            next_step="Set it so that it shows the force now.",
        )


def _connection(heard: Heard) -> Finding:
    if not heard.losses:
        return Finding("connection", ok=True, said="made, and not lost")
    times = f"{len(heard.losses)} time{'' if len(heard.losses) == 1 else 's'}"
    said = f"it was lost {times}; the last: {heard.losses[-1]}"
    return Finding("connection", ok=False, said=said, next_step=AIR)
