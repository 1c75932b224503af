"""The sensor as home shows it: what is seen of it, or why nothing is."""

from tpdevice.cli.watching import Watch, battery_text
from tpdevice.core.settings import Unit, force_text
from tpdevice.core.text import harmless
from tpdevice.runtime.finding import Known
from tpdevice.tui.desk import Seen, SensorsView, SensorView


def sensor_view(watch: Watch, unit: Unit) -> SensorView:
    """Return the newest of a sensor that is watched, in a person's unit."""
    glimpse, known = watch.glimpse, watch.known
    if watch.trouble:
        return SensorView(Seen.AWAY, "No sensor", watch.trouble)
    if known is None:
        return SensorView(Seen.LOOKING, "Sensor", _looking(watch))
    name = harmless(known.sighting.advert.name) or "the sensor"
    battery = battery_text(glimpse)
    if not glimpse.live or glimpse.force_mn is None:
        why = _why_silent(watch, known)
        return SensorView(Seen.SILENT, name, why, battery=battery)
    reads = force_text(glimpse.force_mn, unit)
    return SensorView(
        Seen.LIVE, name, "live", reads=reads, battery=battery, trail_mn=glimpse.trail_mn
    )


def sensors_view(watch: Watch, *, simulated: bool) -> SensorsView:
    """Return what is in sight, and look on."""
    found, known = watch.look_around(), watch.known
    used = "" if known is None else known.sighting.advert.address
    if watch.chosen is not None:
        used = watch.chosen.address
    rows = found.rows(used=used, batteries=watch.batteries)
    return SensorsView(rows, watch.trouble, simulated)


def _looking(watch: Watch) -> str:
    said = watch.says or "looking"
    return f"{said}; press w to choose" if watch.choose else said


def _why_silent(watch: Watch, known: Known) -> str:
    if watch.glimpse.withheld or not watch.glimpse.up:
        return watch.glimpse.withheld or _looking(watch)
    if known.conversion is None:
        return f"nobody has said yet what force its values mean. {known.driver().spec.finds_out}"
    return "connected, and nothing comes: wake it up"
