"""The sensor as home shows it: what is seen of it, or why nothing is."""

from tpdevice.cli.watching import Watch
from tpdevice.core.settings import Unit, force_text
from tpdevice.core.text import harmless
from tpdevice.runtime.finding import Known
from tpdevice.tui.desk import Seen, SensorView


def sensor_view(watch: Watch, unit: Unit) -> SensorView:
    """Return the newest of a sensor that is watched, in a person's unit."""
    glimpse, known = watch.glimpse, watch.known
    if watch.trouble:
        return SensorView(Seen.AWAY, "No sensor", watch.trouble)
    if known is None:
        return SensorView(Seen.LOOKING, "Sensor", watch.says or "looking")
    name = harmless(known.sighting.advert.name) or "the sensor"
    battery = "battery low" if glimpse.battery_low else ""
    if glimpse.battery.percent is not None:
        battery = f"{battery} {glimpse.battery.percent} %".strip()
    if not glimpse.live or glimpse.force_mn is None:
        return SensorView(Seen.SILENT, name, _why_silent(watch, known), battery=battery)
    reads = force_text(glimpse.force_mn, unit)
    return SensorView(
        Seen.LIVE, name, "live", reads=reads, battery=battery, trail_mn=glimpse.trail_mn
    )


def _why_silent(watch: Watch, known: Known) -> str:
    if watch.glimpse.withheld or not watch.glimpse.up:
        return watch.glimpse.withheld or watch.says
    if known.conversion is None:
        return f"nobody has said yet what force its values mean. {known.driver().spec.finds_out}"
    return "connected, and nothing comes: wake it up"
