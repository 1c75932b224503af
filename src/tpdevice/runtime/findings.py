"""What was heard of a sensor at rest, in words: a verdict each, and what to do next."""

from collections.abc import Iterator
from typing import Final

from tpdevice.core import rules
from tpdevice.core.conversion import Conversion
from tpdevice.runtime.ear import Ear
from tpdevice.runtime.measured import measurable, series
from tpdevice.runtime.verdict import AIR, NOTHING, Finding

_AGAIN: Final = "Switch the sensor off and on, charge it, and close its phone app."
_RUN: Final = "`tpdevice run` begins a session."


def findings(ear: Ear, *, conversion: Conversion | None, ended_ns: int) -> list[Finding]:
    """Return a verdict on everything that was heard until then, in the order to read it.

    Parameters
    ----------
    conversion
        What its values mean, by its kind, a map or a known weight; None where nobody knows.
    """
    measured = measurable(ear)
    return [
        _connection(ear),
        *_about(ear),
        *_battery(ear),
        *_data(ear),
        *(series(ear, conversion=conversion, ended_ns=ended_ns) if measured else ()),
        *_frames(ear),
        *(_force(ear) if conversion is None else ()),
    ]


def verdict(found: list[Finding]) -> Finding:
    """Return what all findings come to, and the first thing to do."""
    wrong = [finding for finding in found if not finding.ok]
    if not wrong:
        return Finding("verdict", ok=True, said="nothing stands in the way", next_step=_RUN)
    names = ", ".join(dict.fromkeys(finding.what for finding in wrong))
    first = next((finding.next_step for finding in wrong if finding.next_step), "")
    return Finding("verdict", ok=False, said=f"look at: {names}", next_step=first)


def _about(ear: Ear) -> Iterator[Finding]:
    if ear.about:
        said = ", ".join(f"{what} {value}" for what, value in ear.about.items())
        yield Finding("device", ok=True, said=said)


def _battery(ear: Ear) -> Iterator[Finding]:
    percent, mv = ear.battery.percent, ear.battery.voltage_mv
    said = [] if percent is None else [f"{percent} %"]
    said += [] if mv is None else [f"{mv / 1000:.2f} V"]
    low = ear.battery_low or (percent is not None and percent <= rules.BATTERY_LOW_PERCENT)
    if low:
        said.append("low")
    if said:
        step = "Charge it, or change the battery." if low else NOTHING
        yield Finding("battery", ok=not low, said=", ".join(said), next_step=step)


def _data(ear: Ear) -> Iterator[Finding]:
    """Say why there is nothing to measure, or that the stream had to be started twice."""
    if measurable(ear):
        if ear.restarts:
            said = f"the stream fell silent and was started again, {ear.restarts} in all"
            yield Finding("data", ok=False, said=said, next_step=_AGAIN)
        return
    if ear.bad and not ear.values:
        yield Finding(
            "data",
            ok=False,
            said=f"{ear.bad} frames came, and none made sense; the first: {ear.why_bad}",
            next_step=f"Is it {ear.decoder.spec.label}? See `tpdevice devices`; update it.",
        )
    elif ear.no_force and not ear.values:
        yield Finding(
            "data",
            ok=False,
            said=f"no live value came; the sensor says: {ear.no_force[-1]}",
            next_step="Set it so that it shows the force now; its page in docs/protocols says how.",
        )
    else:
        again = ", also when its stream was started again" if ear.restarts else ""
        count = f"only {len(ear.values)} values came" if ear.values else "no value came"
        yield Finding(
            "data",
            ok=False,
            said=f"{count}{again}",
            next_step=_AGAIN,
        )


def _frames(ear: Ear) -> Iterator[Finding]:
    if ear.bad and ear.values:
        yield Finding(
            "frames",
            ok=False,
            said=f"{ear.bad} made no sense; the first: {ear.why_bad}",
            next_step=f"Is it {ear.decoder.spec.label}? `tpdevice decode` helps; update it.",
        )
    if ear.no_force and ear.values:
        yield Finding(
            "frames",
            ok=False,
            said=f"{len(ear.no_force)} held no live value; the sensor says: {ear.no_force[-1]}",
            next_step="Set it so that it shows the force now.",
        )


def _connection(ear: Ear) -> Finding:
    if not ear.losses:
        made = "heard all along" if ear.decoder.spec.advert_only else "made, and not lost"
        return Finding("connection", ok=True, said=made)
    times = f"{len(ear.losses)} time{'' if len(ear.losses) == 1 else 's'}"
    said = f"it was lost {times}; the last: {ear.losses[-1]}"
    return Finding("connection", ok=False, said=said, next_step=AIR)


def _force(ear: Ear) -> Iterator[Finding]:
    spec = ear.decoder.spec
    said = f"{spec.raw_unit} are no newtons yet"
    yield Finding("force", ok=True, said=said, next_step=spec.finds_out)
