"""What `check-weight` prints: with --json nothing but JSON on stdout, whatever the sensor."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bleak.backends.device import BLEDevice

from tpdevice.ble.sighting import Sighting
from tpdevice.cli.commands.check_weight import _keep_conversion, _keep_rig
from tpdevice.core.rig import Checked, RigKind, Weighed
from tpdevice.core.wire import Advert
from tpdevice.runtime.finding import Known
from tpdevice.runtime.stillness import Still
from tpdevice.runtime.targets import Target
from tpdevice.runtime.weighing import Weighing
from tpdevice.store.database import open_store
from tpdevice.store.rigs import RigCheck, newest_check, remember_check
from tpdevice.store.setups import setup_of

ADDRESS = "C0:DE:00:00:00:01"
SIGHTING = Sighting(Advert(ADDRESS, "FrezDyno-1"), BLEDevice(ADDRESS, "FrezDyno-1", None))
WEIGHING = Weighing(Still(8_000.0, 1.0), (Weighed(49.0, 24.5), Weighed(98.0, 49.0)))


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)


@pytest.mark.usefixtures("yes")
def test_the_second_check_of_a_rig_is_json_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "log.db"
    before = RigCheck("sam", "cane", ADDRESS, RigKind.LEVER, "2026-01-01", Checked(1.5, 0.2, (49,)))
    with open_store(path) as store:
        remember_check(store, before, simulated=False, now=datetime(2026, 1, 1, tzinfo=UTC))
    rig = ("sam", "cane", RigKind.LEVER)
    _keep_rig(path, SIGHTING, WEIGHING, rig, target=Target({}, {}), json_=True)
    printed, aside = capsys.readouterr()
    assert json.loads(printed)["multiplier"] == 2.0
    assert "Until now: 1 N at the sensor as 1.500 N. Off by 24.5 N" in aside
    with open_store(path) as store:
        kept = newest_check(store, "sam", tool="cane", address=ADDRESS, simulated=False)
    assert kept is not None
    assert kept.checked.multiplier == 2.0


@pytest.mark.usefixtures("yes")
def test_what_counts_mean_is_json_alone_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "log.db"
    _keep_conversion(path, Known(SIGHTING, "frez"), WEIGHING, simulated=False, json_=True)
    printed = json.loads(capsys.readouterr().out)
    assert (printed["n_per_raw"], printed["raw_unit"]) == (2.0, "counts")
    assert printed["error_n"] == 0.0
    with open_store(path) as store:
        setup = setup_of(store, ADDRESS, simulated=False)
    assert setup is not None
    assert setup.found is not None
    assert setup.found.conversion.rest_raw == 8_000.0
