"""Each kind of sensor over the real bleak client: a whole short session, or read and logged."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hasty import hurry, now_ns
from simulated import Joined

from tpdevice.cli import main as cli_main
from tpdevice.core.coaching import TOO_COARSE, Coaching, coaching_of, in_words
from tpdevice.core.conversion import Conversion
from tpdevice.core.record import Ending, Summary
from tpdevice.core.units import N_PER_KGF, newtons
from tpdevice.devices import DRIVERS, driver
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.read import read_trace, show_session
from tpdevice.store.setups import Found, Setup, remember_setup
from tpsim.air.inprocess import InProcess
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.subjects import SUBJECTS
from tpsim.world import World

pytestmark = pytest.mark.air

LIGHT_N = 40.0
"""What ends below this, such as a kitchen scale, is for light work without marks."""
SOFT = ("adafruit-barometer", "sig-pressure")
"""Barometers, which end at some 40 N of a soft ball."""
COARSE = ("climbro", "force-board")
"""Kinds whose steps are too coarse for this person, which is known once there are marks."""
PRESSED_N = 5.0
"""What somebody presses at least whom no cue leads, before ten seconds are over."""
SURE = replace(SUBJECTS["steady"], report_sd=0.0)
"""Somebody whose answers do not scatter, so that none of them ends a session by chance."""
TENDER = replace(SURE, tender_n=22.0, tender_range_n=(20.0, 24.0))
"""Somebody who, left alone, presses no soft ball beyond what its sensor tells."""


def conversion_of(key: str) -> Conversion:
    """Return what somebody would find out who puts known loads on this sensor."""
    joined = Joined(key, driver(key), kg_per_s=0.15 if key in SOFT else 0.5)
    joined.run(24.0)
    given = [kg * N_PER_KGF for _, kg in joined.source.given][-len(joined.raw) :]
    rest = joined.raw[0]
    steps = [round(len(given) * share) - 1 for share in (0.2, 0.4, 0.6, 0.8, 1.0)]
    above = tuple([joined.raw[at] - rest for at in steps])
    return Conversion(above, tuple([given[at] - given[0] for at in steps]), rest)


def session(
    key: str, log: Path, monkeypatch: pytest.MonkeyPatch, *, seed: int = 3
) -> tuple[int, Summary]:
    """Run a short session from the command line, several times as fast as it would be."""
    hurry(monkeypatch)
    alone = key in SOFT and coaching_of(driver(key).spec)[0] is Coaching.NONE
    world = World(TENDER if alone else SURE, SCENARIOS["obedient"], seed, kind=key)
    with InProcess(Served(world), now_ns=now_ns) as served:
        if driver(key).spec.conversion is None:
            found = Found(conversion_of(key), "2026-11-28", 0.5)
            setup = Setup(served.sensor, key, world.wire.name, found=found)
            with open_store(log) as store:
                remember_setup(store, setup, simulated=True, now=datetime.now(UTC))
        subject = world.subject
        who = ["--profile", "demo", "--point", subject.point, "--side", subject.side]
        how = ["--tool", subject.tool, "--support", subject.support]
        where = ["--sim", served.address, "--device", served.sensor, "--kind", key]
        run = ["tpdevice", "--db", str(log), "run", "--plain", "--short", *where, *who, *how]
        if (driver(key).spec.range_n or LIGHT_N) < LIGHT_N:
            run.append("--no-calibration")
        monkeypatch.setattr("sys.argv", run)
        with pytest.raises(SystemExit) as end:
            cli_main.main()
    with open_for_reading(log) as store:
        page = show_session(store, 1)
    summary, first = page.summary, page.header
    if driver(key).spec.conversion is None:
        assert (first.conversion_date, first.conversion_error_n) == ("2026-11-28", 0.5)
    assert isinstance(end.value.code, int)
    assert summary is not None
    return end.value.code, summary


@pytest.mark.parametrize("key", DRIVERS)
def test_a_sensor_is_coached_or_read_over_the_real_client(
    key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = tmp_path / "log.db"
    code, summary = session(key, log, monkeypatch)
    said = capsys.readouterr()
    allowed, why = coaching_of(driver(key).spec)
    assert in_words(allowed, why) in said.err
    assert driver(key).spec.note in said.err
    assert (f"not coached: {summary.reason}" in said.out) == (summary.ending is Ending.READ)
    if summary.ending is Ending.READ:
        assert code == 0
        assert summary.reason == (why if allowed is Coaching.NONE else TOO_COARSE)
        assert (key in COARSE) == (allowed is not Coaching.NONE)
        assert newtons(summary.peak_mn) > PRESSED_N
        with open_for_reading(log) as store:
            assert len(read_trace(store, 1)) > 0
        return
    assert allowed is not Coaching.NONE
    assert summary.repetitions, summary.reason
    assert (summary.ending, code) == (Ending.FINISHED, 0), summary.reason
    assert summary.buckets.held_ns >= 9_900_000_000
