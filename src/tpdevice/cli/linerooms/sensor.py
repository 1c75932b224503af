"""The sensor in lines: how it is now, and a closer look."""

from tpdevice.cli.linerooms.here import Here
from tpdevice.cli.output import say
from tpdevice.core.text import harmless
from tpdevice.tui.desk import SensorView

_CHOICES = (
    "Say again how it is now.",
    "Check adapter, permission and sensor. It takes most of a minute.",
)


def sensor_room(here: Here) -> None:
    """Say how it is with the sensor; look closer where somebody wants it."""
    here.look()
    say(sensor_line(here.desk.sensor()))
    taken = here.dialogue.choose("Sensor", _CHOICES)
    while taken is not None:
        if taken == 0:
            say(sensor_line(here.desk.sensor()))
        else:
            _look_closer(here)
        taken = here.dialogue.chosen("Sensor", _CHOICES)


def sensor_line(view: SensorView) -> str:
    """Return how it is with the sensor, in a line."""
    reads = f"reads {view.reads}" if view.reads else ""
    known = ", ".join(filter(None, (view.says, reads, view.battery)))
    return harmless(f"{view.name}: {known}").rstrip(".") + "."


def _look_closer(here: Here) -> None:
    # Only one may listen to it at a time.
    here.leave()
    try:
        here.command("doctor", "--plain", *(() if here.sim is None else ("--sim", here.sim)))
    finally:
        here.look()
