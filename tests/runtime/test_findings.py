"""What a doctor says of made-up sensors: a verdict, and a next step wherever something is wrong."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

import msgspec
import numpy as np
import pytest
from fakes import ManualClock

from tpdevice.core.conversion import Conversion
from tpdevice.core.driver import DriverSpec, Quantity, Sends
from tpdevice.core.units import NS_PER_S
from tpdevice.core.wire import Battery
from tpdevice.devices import driver
from tpdevice.devices.progressor import SPEC, Progressor
from tpdevice.runtime.ear import Ear, Heard
from tpdevice.runtime.findings import findings as findings_until
from tpdevice.runtime.findings import verdict
from tpdevice.runtime.verdict import NOTHING, Finding

S = NS_PER_S
SPAN_S = 30.0
PEAKS = msgspec.structs.replace(SPEC, sends=Sends.PEAKS)
BALL = msgspec.structs.replace(
    SPEC,
    quantity=Quantity.PRESSURE,
    n_per_raw=None,
    raw_unit="kPa",
    resolution_raw=0.01,
    has_clock=False,
)
SCALE = msgspec.structs.replace(SPEC, rate_hz=5.0, advert_only=True, has_clock=False)


class Of(Progressor):
    """A driver of which only its facts are asked."""

    def __init__(self, spec: DriverSpec) -> None:
        super().__init__()
        self.spec = spec


def ear(spec: DriverSpec = SPEC, **changes: Any) -> Ear:
    """Return who heard nothing yet, but what a test says."""
    made = Ear(Of(spec), ManualClock())
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def heard(
    spec: DriverSpec = SPEC,
    *,
    rate_hz: float = 80.0,
    span_s: float = SPAN_S,
    raw: Any = None,
    clock: float = 1.0,
    **changes: Any,
) -> Ear:
    """Return what comes of a perfect sensor, and what a test wants otherwise."""
    count = round(rate_hz * span_s)
    at_ns = (np.arange(1, count + 1) / rate_hz * S).astype(np.int64).tolist()
    values = np.random.default_rng(1).normal(0.0, 0.01, count) if raw is None else raw
    made = ear(spec, **changes)
    for at, value in zip(at_ns, values, strict=True):
        us = round(at / 1000 * clock) if spec.has_clock else None
        made.values.append(Heard(at, float(value), us))
    return made


def findings(
    of_whom: Ear, *, span_s: float = SPAN_S, found: Conversion | None = None
) -> list[Finding]:
    conversion = found or of_whom.decoder.spec.conversion
    return findings_until(of_whom, conversion=conversion, ended_ns=round(span_s * S))


def of(found: Iterable[Finding], what: str) -> Finding:
    (finding,) = [each for each in found if each.what == what]
    return finding


def names(found: Iterable[Finding]) -> list[str]:
    return [finding.what for finding in found]


def test_a_perfect_sensor_has_nothing_that_stands_in_the_way() -> None:
    found = findings(heard(battery=Battery(percent=80), about={"model": "GDX", "firmware": "1.2"}))
    assert all(finding.ok for finding in found)
    assert names(found) == [
        "connection", "device", "battery", "rate", "gaps", "at rest", "noise", "drift", "clock",
    ]  # fmt: skip
    assert of(found, "device").said == "model GDX, firmware 1.2"
    assert of(found, "battery").said == "80 %"
    assert of(found, "rate").said == ("80.0 values a second (nominal 80): enough for full coaching")
    assert verdict(found).ok
    assert "tpdevice run" in verdict(found).next_step


def test_every_finding_has_a_next_step_and_every_wrong_one_something_to_do() -> None:
    wrong = findings(
        heard(
            rate_hz=20.0, battery=Battery(percent=3), bad=4, why_bad="short", losses=["lost"],
            restarts=2, no_force=["hold is on"], raw=[40.0 + i % 9 for i in range(600)], clock=1.4,
        )
    )  # fmt: skip
    for finding in [*findings(heard()), *wrong]:
        assert finding.next_step
        assert finding.ok or finding.next_step != NOTHING
    assert {f.what for f in wrong if not f.ok} == {
        "connection", "battery", "data", "rate", "at rest", "noise", "clock", "frames",
    }  # fmt: skip
    said = verdict(wrong)
    assert not said.ok
    assert said.said.startswith("look at: connection, battery")
    assert said.next_step == of(wrong, "connection").next_step
    json.dumps([asdict(finding) for finding in wrong])


@pytest.mark.parametrize(
    ("rate_hz", "words"),
    [
        (12.0, "enough for full coaching"),
        (10.0, "enough for full coaching"),
        (7.0, "enough for slower cues"),
        (3.0, "read and logged, not coached by"),
    ],
)
def test_a_rate_says_what_it_is_good_for(rate_hz: float, words: str) -> None:
    spec = msgspec.structs.replace(SPEC, rate_hz=rate_hz)
    found = of(findings(heard(spec, rate_hz=rate_hz)), "rate")
    assert found.ok
    assert found.said.endswith(words)


def test_a_sensor_that_sends_peaks_is_never_good_for_coaching() -> None:
    said = of(findings(heard(PEAKS)), "rate").said
    assert "read and logged, not coached by: it sends the strongest force so far" in said


def test_a_sensor_slower_than_its_kind_is_told() -> None:
    found = of(findings(heard(rate_hz=40.0)), "rate")
    assert not found.ok
    assert "40.0 values a second (nominal 80)" in found.said


def test_half_a_second_is_a_gap_on_a_connection_and_none_on_adverts() -> None:
    for spec, ok in ((SPEC, False), (SCALE, True)):
        slow = heard(spec, rate_hz=5.0)
        del slow.values[50:54]
        found = of(findings(slow), "gaps")
        assert found.ok is ok
        assert "longest time without a value was 1.00 s" in found.said


def test_a_sensor_that_is_handled_says_nothing_of_noise_and_drift() -> None:
    press = [float(10 - abs(i - 200) / 20) for i in range(400)]
    found = findings(heard(raw=[*[0.0] * 800, *press, *[0.0] * 1200]))
    assert not of(found, "still").ok
    assert "98." in of(found, "still").said
    assert not {"noise", "drift"} & set(names(found))


@pytest.mark.parametrize(("drift_n", "ok"), [(0.3, True), (3.0, False)])
def test_drift_is_told_for_half_a_minute_however_long_one_listened(
    drift_n: float,
    ok: bool,  # noqa: FBT001
) -> None:
    kgf = drift_n / 9.80665
    for span_s, more in ((30.0, ""), (6.0, ", told from 6 s alone")):
        raw = kgf * np.arange(round(80 * span_s)) / 80.0 / 30.0
        found = of(findings(heard(span_s=span_s, raw=raw), span_s=span_s), "drift")
        assert found.said == f"+{drift_n:.2f} N in 30 s{more}"
        assert found.ok is ok


@pytest.mark.parametrize(("noise_n", "ok"), [(0.03, True), (0.12, True), (0.3, False)])
def test_fine_steps_are_no_reason_to_be_as_quiet(noise_n: float, *, ok: bool) -> None:
    """A load cell with a usual converter is noisy by some hundredths of a newton."""
    raw = np.random.default_rng(1).normal(0.0, 1000.0 * noise_n, 2400)
    found = findings(heard(driver("open-force").spec, raw=raw))
    assert of(found, "noise").ok is ok


def test_noise_and_drift_in_counts_are_told_and_not_judged() -> None:
    raw = 42_000.0 + np.random.default_rng(1).normal(0.0, 40.0, 2400) + np.arange(2400) / 10
    found = findings(heard(driver("frez").spec, raw=raw))
    for what in ("noise", "drift"):
        assert of(found, what).ok
        assert "counts" in of(found, what).said


def test_a_kind_without_newtons_is_told_in_its_own_unit() -> None:
    raw = 101.3 + np.random.default_rng(1).normal(0.0, 0.001, 2400)
    found = findings(heard(BALL, raw=raw))
    assert of(found, "at rest").said == "reads 101.30 kPa before tare"
    assert of(found, "at rest").ok
    assert of(found, "noise").said.startswith("0.00 kPa")
    assert of(found, "drift").said.endswith("kPa in 30 s")
    assert "clock" not in names(found)
    assert of(found, "force").next_step == BALL.finds_out


def test_counts_that_were_weighed_are_judged_in_newtons() -> None:
    noise = np.random.default_rng(1).normal(0.0, 40.0, 2400)
    raw = 42_000.0 + noise - noise.mean()
    weighed = Conversion.straight(0.01, rest_raw=41_900.0)
    found = findings(heard(driver("frez").spec, raw=raw), found=weighed)
    assert of(found, "at rest").said == "reads 1.00 N before tare"
    assert of(found, "noise").said.startswith("0.40 N")
    assert not of(found, "noise").ok
    assert "force" not in names(found)


def test_a_ball_is_judged_by_the_part_of_its_map_that_begins_at_rest() -> None:
    raw = 101.3 + np.random.default_rng(1).normal(0.0, 0.1, 2400)
    for first_n, ok in ((0.5, True), (10.0, False)):
        mapped = Conversion((1.0, 10.0), (first_n, 40.0), rest_raw=101.3)
        found = of(findings(heard(BALL, raw=raw), found=mapped), "noise")
        assert found.said.startswith(f"{0.1 * first_n:.2f} N")
        assert found.ok is ok


def test_air_in_a_ball_is_never_taken_for_a_load() -> None:
    """It is not the same from day to day, and a map is made on one day."""
    mapped = Conversion((1.0, 10.0), (10.0, 40.0), rest_raw=101.3)
    found = of(findings(heard(BALL, raw=[99.3] * 2400), found=mapped), "at rest")
    assert found.ok
    assert found.said == "reads 99.30 kPa before tare"


def test_something_that_hangs_on_the_sensor_is_told() -> None:
    found = of(findings(heard(raw=[6.0] * 2400)), "at rest")
    assert not found.ok
    assert found.said.startswith("reads 58.8")


@pytest.mark.parametrize(("raw", "ok"), [(1.9, True), (2.0, False), (2.06, False)])
def test_a_small_scale_that_lies_at_the_end_of_its_range_is_not_at_rest(
    raw: float,
    ok: bool,  # noqa: FBT001
) -> None:
    small = msgspec.structs.replace(SPEC, range_raw=2.0)
    found = of(findings(heard(small, raw=[raw] * 2400)), "at rest")
    assert found.ok is ok
    assert found.said.endswith("the end of its range") is not ok


@pytest.mark.parametrize(("share", "ok"), [(1.0001, True), (1.02, False), (0.98, False)])
def test_a_clock_is_wrong_only_where_it_would_matter(
    share: float,
    ok: bool,  # noqa: FBT001
) -> None:
    found = of(findings(heard(clock=share)), "clock")
    assert found.ok is ok
    assert ("fast" if share > 1 else "slow") in found.said


def test_only_the_newest_part_of_a_clock_that_began_anew_is_judged() -> None:
    off = heard()
    for i, value in enumerate(off.values[:1400]):
        off.values[i] = replace(value, device_us=7 * i, epoch=0)
    for i, value in enumerate(off.values[1400:], start=1400):
        off.values[i] = replace(value, epoch=1)
    assert of(findings(off), "clock").ok


@pytest.mark.parametrize(
    ("changes", "said", "step"),
    [
        ({}, "no value came", "Switch the sensor off and on"),
        ({"restarts": 2}, "no value came, also when its stream was started again", "charge it"),
        (
            {"bad": 7, "why_bad": "tag 9"},
            "7 frames came, and none made sense; the first: tag 9",
            "Is it Tindeq Progressor and clones?",
        ),
        (
            {"no_force": ["hold is on"] * 5},
            "no live value came; the sensor says: hold is on",
            "shows the force now",
        ),
        ({"values": [Heard(1, 1.0, None)]}, "only 1 values came", "charge it"),
    ],
)
def test_where_nothing_comes_the_reason_is_told(
    changes: dict[str, Any], said: str, step: str
) -> None:
    found = findings(ear(**changes))
    data = of(found, "data")
    assert (data.ok, data.said) == (False, said)
    assert step in data.next_step
    assert names(found) == ["connection", "data"]


def test_a_stream_that_had_to_be_started_twice_is_told() -> None:
    assert not of(findings(heard(restarts=1)), "data").ok


@pytest.mark.parametrize(
    ("changes", "said", "ok"),
    [
        ({"battery": Battery(percent=16)}, "16 %", True),
        ({"battery": Battery(percent=15)}, "15 %, low", False),
        ({"battery": Battery(3950)}, "3.95 V", True),
        ({"battery": Battery(3100), "battery_low": True}, "3.10 V, low", False),
        ({"battery_low": True}, "low", False),
    ],
)
def test_a_battery_is_told_in_what_the_device_says_of_it(
    changes: dict[str, Any],
    said: str,
    ok: bool,  # noqa: FBT001
) -> None:
    found = of(findings(heard(**changes)), "battery")
    assert (found.said, found.ok) == (said, ok)
