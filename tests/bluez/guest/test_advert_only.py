"""A scale that never connects, and only advertises what it weighs."""

from collections.abc import Callable

from commands import BRIEFLY, TPSIM, told
from sessions import Sensor

SENSOR = (*TPSIM, "--device", "wh-c06")


def test_a_scale_that_only_advertises_is_heard_and_read(
    sensor: Sensor, happened: Callable[[str], None]
) -> None:
    heard = [(each["address"], each["kind"]) for each in told("scan")]
    assert heard == [(sensor.address, "wh-c06")]
    findings = {each["what"]: each for each in told("doctor", *BRIEFLY)}
    happened("; ".join(f"{what}: {each['said']}" for what, each in findings.items()))
    assert findings["sensor"]["ok"]
    assert "rate" in findings
