"""Before a session: heard, known, connected to and left."""

from collections.abc import Callable

from commands import BRIEFLY, TPSIM, told
from sessions import Sensor

SENSOR = TPSIM


def test_a_scan_hears_the_sensor_and_knows_its_kind(
    sensor: Sensor, happened: Callable[[str], None]
) -> None:
    heard = [(each["address"], each["name"], each["kind"]) for each in told("scan")]
    happened(f"heard {heard}")
    assert heard == [(sensor.address, sensor.name, "progressor")]


def test_the_doctor_connects_reads_and_leaves(
    sensor: Sensor, happened: Callable[[str], None]
) -> None:
    findings = {each["what"]: each["ok"] for each in told("doctor", *BRIEFLY)}
    happened(f"found {', '.join(findings)}")
    assert findings["adapter"]
    assert findings["sensor"]
    assert findings["battery"]
    # A sensor that was left in peace advertises again.
    assert [each["address"] for each in told("scan")] == [sensor.address]
