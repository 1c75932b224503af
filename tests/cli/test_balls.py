"""Which ball is mapped, and what a session says of the map that it goes by."""

import io
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fakeradio import ADDRESS, SERVICE, FakeRadio, handle
from running import Said, tpdevice

from tpdevice.ble.sighting import Sighting
from tpdevice.cli import choosing
from tpdevice.cli.ballmaps import OLD_DAYS, map_in_words
from tpdevice.cli.balls import ball_in_reach
from tpdevice.core.conversion import Conversion
from tpdevice.core.errors import DeviceNotFound, UnknownDevice, UsageError
from tpdevice.core.wire import Advert
from tpdevice.devices.pressensor import SERVICE as PRS
from tpdevice.devices.sig_pressure import SERVICE as WEATHER
from tpdevice.runtime.finding import Known
from tpdevice.runtime.targets import REAL, Target
from tpdevice.store.database import open_store
from tpdevice.store.setups import Found, Setup, remember_setup

PULLED = (ADDRESS, "Progressor_1", [SERVICE], -30)
BALL = ("C0:DE:00:00:00:02", "PRS12345", [PRS], -60)
OTHER = ("C0:DE:00:00:00:03", "PRS54321", [PRS], -70)
HOME_MADE = ("C0:DE:00:00:00:04", "Ball", [WEATHER], -50)
MAP = Conversion((5.0, 20.0), (10.0, 40.0), 2.0)


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(choosing, "LOOK_S", 0.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def heard(*adverts: tuple[str, str, list[str], int]) -> Target:
    radio = FakeRadio()
    radio.adverts = list(adverts)
    return replace(REAL, scanner=radio.scanner, client=radio.client)


def keep(path: Path, made: date) -> None:
    setup = Setup(BALL[0], "pressensor", BALL[1], found=Found(MAP, made.isoformat(), 0.84))
    with open_store(path) as store:
        remember_setup(store, setup, simulated=False, now=datetime.now(UTC))


async def test_of_all_that_is_heard_only_a_ball_is_mapped(path: Path) -> None:
    ball = await ball_in_reach(path, heard(PULLED, BALL, HOME_MADE), address=None, kind=None)
    assert (ball.sighting.advert.address, ball.key) == (BALL[0], "pressensor")


async def test_two_balls_are_not_guessed_between(path: Path) -> None:
    with pytest.raises(UsageError, match="Several"):
        await ball_in_reach(path, heard(BALL, OTHER), address=None, kind=None)
    ball = await ball_in_reach(path, heard(BALL, OTHER), address=OTHER[0], kind=None)
    assert ball.sighting.advert.name == OTHER[1]


async def test_what_shows_a_force_needs_no_map(path: Path) -> None:
    with pytest.raises(UsageError, match="needs no map"):
        await ball_in_reach(path, heard(PULLED), address=ADDRESS, kind=None)
    with pytest.raises(DeviceNotFound, match="No sensor in a ball"):
        await ball_in_reach(path, heard(PULLED), address=None, kind=None)


async def test_a_sensor_that_does_not_say_that_it_is_in_a_ball_is_named(path: Path) -> None:
    target = heard(HOME_MADE)
    with pytest.raises(DeviceNotFound) as caught:
        await ball_in_reach(path, target, address=None, kind=None)
    assert "--kind" in caught.value.hint
    for address in (None, HOME_MADE[0]):
        ball = await ball_in_reach(path, target, address=address, kind="sig-pressure")
        assert ball.key == "sig-pressure"


async def test_a_kind_that_there_is_not_is_not_listened_for(path: Path) -> None:
    with pytest.raises(UnknownDevice):
        await ball_in_reach(path, heard(BALL), address=None, kind="balloon")


def ran(path: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Said:
    monkeypatch.setattr("tpdevice.cli.reaching.REAL", heard(BALL))
    return tpdevice("--db", str(path), *words)


def test_a_session_with_a_ball_that_has_no_map_is_refused_with_the_next_step(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = ("--profile", "sam", "--point", "UT", "--side", "left", "--tool", "ball")
    said = ran(path, monkeypatch, "run", "--device", BALL[0], *who, "--support", "wall")
    assert said.code == 2
    assert "nobody has said yet what force its values mean" in said.err
    assert "tpdevice ball-map" in said.err


def test_one_weight_makes_no_map(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ran(path, monkeypatch, "check-weight", "--device", BALL[0])
    assert said.code == 2
    assert "tpdevice ball-map" in said.err


@pytest.mark.parametrize("days", [0, OLD_DAYS, OLD_DAYS + 1, 400])
def test_a_session_says_of_which_day_its_map_is_and_whether_it_is_old(
    path: Path, days: int
) -> None:
    made = datetime.now().astimezone().date() - timedelta(days=days)
    keep(path, made)
    sensor = Known(
        Sighting(Advert(BALL[0].lower(), BALL[1]), handle()), "pressensor", own_conversion=MAP
    )
    said = map_in_words(path, sensor, simulated=False)
    assert said.startswith(f"Ball map of {made}, up to 40 N, off by 0.8 N at most.")
    assert ("It is old: `tpdevice ball-map` makes it anew." in said) == (days > OLD_DAYS)
    assert map_in_words(path, sensor, simulated=True) == ""
