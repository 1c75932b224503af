"""`tpdevice ball-map`: a person presses, holds and types, and a map comes of it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from fakes import ManualClock
from mapped import CYCLE_S, FREE_S, heard_of, loads_of, pressed_n

from tpdevice.cli.ballmaps import OLD_DAYS
from tpdevice.cli.curve import drawn
from tpdevice.cli.main import cli
from tpdevice.cli.mapmaking import Left, MapMaking
from tpdevice.core.conversion import Conversion
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import driver
from tpdevice.runtime.ear import Heard
from tpdevice.signal.ballmap import BallMap, mapped
from tpdevice.store.database import open_store
from tpdevice.store.setups import Found, Setup, remember_setup

S = 1_000_000_000
LOADS_N = (4.0, 10.0, 16.0, 24.0, 32.0, 40.0)
SPEC = driver("pressensor").spec


class Sitter:
    """Somebody who presses a simulated ball with one load after another, and types."""

    def __init__(self, loads_n: Iterable[float] = LOADS_N, key: str = "pressensor") -> None:
        self._loads_n = list(loads_n)
        self._all = heard_of(key, self._loads_n)
        self._number = -1
        self.clock = ManualClock()
        self.withheld = ""
        self.asked: list[str] = []
        self.told: list[str] = []
        self.instead: dict[int, str] = {}
        """What is typed at a question, by its number, in place of the right thing."""
        self.early: set[int] = set()
        """Questions that are answered a moment too soon."""

    @property
    def values(self) -> list[Heard]:
        return [heard for heard in self._all if heard.at_ns <= self.clock.now_ns()]

    def ask(self, question: str, _offer: str) -> str:
        number = len(self.asked)
        self.asked.append(question)
        free = question.startswith("Let go")
        again = number > 0 and self.asked[-2] == question
        if free and not again:
            self._number += 1
        end_s = self._number * CYCLE_S + (FREE_S if free else CYCLE_S - 0.1)
        self._until(end_s - 3.0 if number in self.early else end_s)
        return self.instead.get(number, "" if free else self._shown(end_s))

    def _shown(self, t_s: float) -> str:
        return f"{round(100 * pressed_n(self._loads_n, t_s) / N_PER_KGF) * 10}"

    def _until(self, t_s: float) -> None:
        self.clock.move_on(round(t_s * S) - self.clock.now_ns())

    def making(self, spec=SPEC, **more: Callable[[float], None]) -> MapMaking:
        return MapMaking(self, spec, ask=self.ask, tell=self.told.append, **more)

    def makes(self, count: int = 6) -> BallMap:
        return self.making().make(top_n=max(self._loads_n), count=count)


def test_a_guided_map_is_the_map_of_its_loads() -> None:
    sitter = Sitter()
    found = sitter.makes()
    same = mapped(loads_of("pressensor", LOADS_N), range_raw=1600.0, resolution_raw=0.1)
    assert isinstance(same, BallMap)
    assert found.conversion.force_n == pytest.approx(same.conversion.force_n)
    assert found.conversion.above == pytest.approx(same.conversion.above, rel=0.02)
    assert len(sitter.asked) == 12
    assert "1 of 6: press until the scale shows about 408 g (4 N)" in sitter.asked[1]
    assert len(sitter.told) == 6


@pytest.mark.parametrize("count", [4, 5, 6])
def test_as_many_loads_as_wished_are_asked_for(count: int) -> None:
    shares = {4: (0.1, 0.35, 0.65, 1.0), 5: (0.1, 0.3, 0.5, 0.75, 1.0), 6: LOADS_N}[count]
    loads_n = [share * 40.0 for share in shares] if count < 6 else LOADS_N
    assert len(Sitter(loads_n).makes(count).loads) == count


def test_who_types_too_soon_is_asked_to_hold_it_still() -> None:
    sitter = Sitter()
    sitter.early = {3}
    found = sitter.makes()
    assert sitter.asked[4] == sitter.asked[3]
    assert "It moved. Hold it still, and type it once more." in sitter.told
    assert len(found.loads) == 6


def test_a_ball_that_does_not_lie_still_is_asked_for_again() -> None:
    sitter = Sitter()
    sitter.early = {2}  # three seconds before it has lain free, the last load still presses
    sitter.makes()
    assert sitter.asked[3] == sitter.asked[2]
    assert "It moves. Let it lie, and try again." in sitter.told


@pytest.mark.parametrize("typed", ["", "about a kilo", "-5", "0", "1e9", "12 stone"])
def test_what_is_no_weight_is_asked_for_again(typed: str) -> None:
    sitter = Sitter()
    sitter.instead = {1: typed}
    assert len(sitter.makes().loads) == 6
    assert sitter.asked[2] == sitter.asked[1]


def test_a_load_may_be_taken_back() -> None:
    sitter = Sitter((4.0, 10.0, 10.0, 16.0, 24.0, 32.0, 40.0))
    sitter.instead = {5: "b"}  # at the third, the second is taken back
    making = sitter.making()
    making.make(top_n=40.0, count=5)
    assert [round(load.force_n) for load in making.loads] == [4, 16, 24, 32, 39]
    assert "  9.9 N is taken back." in sitter.told


def test_there_is_nothing_to_take_back_at_the_first() -> None:
    sitter = Sitter((4.0, *LOADS_N))
    sitter.instead = {1: "b"}
    assert len(sitter.makes().loads) == 6


@pytest.mark.parametrize("number", [0, 1, 7])
def test_who_leaves_makes_no_map(number: int) -> None:
    sitter = Sitter()
    sitter.instead = {number: "q"}
    with pytest.raises(Left):
        sitter.makes()


def test_a_load_that_was_mistyped_is_pressed_again_in_its_place() -> None:
    sitter = Sitter((*LOADS_N, 24.0))
    sitter.instead = {7: "3100"}  # the scale showed 2500
    making = sitter.making()
    found = making.make(top_n=40.0, count=6)
    (objection,) = [told for told in sitter.told if not told.startswith("  ")]
    assert "The others tell 30.4 N as" in objection
    assert sorted(round(load.force_n) for load in making.loads) == [4, 10, 16, 24, 32, 40]
    assert found.error_n < 2.0, "the hand wobbles"


def test_a_load_that_is_missing_is_added() -> None:
    sitter = Sitter((4.0, 8.0, 12.0, 40.0, 24.0))
    making = sitter.making()
    making.make(top_n=40.0, count=4)
    (objection,) = [told for told in sitter.told if not told.startswith("  ")]
    assert "Nothing lies between" in objection
    assert sorted(round(load.force_n) for load in making.loads) == [4, 8, 12, 24, 41]


def test_a_load_like_another_takes_its_place_whatever_was_wrong() -> None:
    sitter = Sitter((4.0, 8.0, 12.0, 40.0, 12.5, 26.0))
    making = sitter.making()
    making.make(top_n=40.0, count=4)
    assert len([told for told in sitter.told if "Nothing lies between" in told]) == 2
    assert sorted(round(load.force_n) for load in making.loads) == [4, 8, 13, 26, 41]


def test_a_sensor_that_went_silent_is_told_as_such() -> None:
    sitter = Sitter()
    sitter._all = [heard for heard in sitter._all if heard.at_ns < 3 * S]
    sitter.instead = {4: "q"}
    with pytest.raises(Left):
        sitter.makes()
    assert any("Nothing comes from the sensor" in told for told in sitter.told)


def test_what_was_held_before_a_silence_is_no_load() -> None:
    sitter = Sitter()
    sitter._all = [heard for heard in sitter._all if heard.at_ns < 9.8 * S]
    sitter.instead = {2: "q"}
    making = sitter.making()
    with pytest.raises(Left):
        making.make(top_n=40.0, count=6)
    assert making.loads == []
    assert any("Nothing comes from the sensor" in told for told in sitter.told)


def test_a_value_that_is_withheld_is_told_with_its_reason() -> None:
    sitter = Sitter()
    sitter._all, sitter.withheld = [], "hold is on"
    sitter.instead = {2: "q"}
    with pytest.raises(Left):
        sitter.makes()
    assert "There is no live value: hold is on." in sitter.told


def test_a_simulated_ball_is_pressed_in_place_of_the_person() -> None:
    pressed: list[float] = []
    sitter = Sitter()
    sitter.making(press=pressed.append).make(top_n=40.0, count=6)
    assert pressed == [*[n for load in LOADS_N for n in (0.0, load)], 0.0]


def test_a_simulated_ball_is_let_go_of_by_who_leaves() -> None:
    pressed: list[float] = []
    sitter = Sitter()
    sitter.instead = {3: "q"}
    with pytest.raises(Left):
        sitter.making(press=pressed.append).make(top_n=40.0, count=6)
    assert pressed[-1] == 0.0


def test_a_slow_sensor_is_given_more_time() -> None:
    sitter = Sitter(key="sig-pressure")
    spec = driver("sig-pressure").spec
    sitter.instead = {0: "q"}
    making = sitter.making(spec)
    assert making.hold_s == 9.0
    assert sitter.making().hold_s == 5.0


def test_a_map_is_drawn_from_nothing_to_its_last_load() -> None:
    lines = drawn(Conversion((5.0, 20.0), (11.0, 40.0)), unit="kPa")
    assert len(lines) == 12
    assert lines[0].startswith("   40.0 N |")
    assert lines[9].startswith("    4.0 N |")
    assert lines[9].endswith(".")
    rings = [line.split()[0] for line in lines[:10] if line.endswith("o")]
    assert rings == ["40.0", "12.0"]  # the tenth of the force that lies next to 11 N
    columns = [len(line) for line in lines[:10]]
    assert columns == sorted(columns, reverse=True)
    assert "20 kPa above rest" in lines[-1]


def ran(path: Path, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["--db", str(path), "ball-map", *words], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


MAP = Found(Conversion((5.0, 20.0), (10.0, 40.0), 2.0), "2026-01-01", 0.84)
BALL = Setup("C0:DE:00:00:00:01", "pressensor", "PRS12345", found=MAP)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a log with an old map, a new one, a check weight and a sensor without either."""
    path = tmp_path / "log.db"
    today = datetime.now().astimezone().date()
    others = [
        replace(BALL, address="C0:DE:00:00:00:02", found=replace(MAP, date=today.isoformat())),
        Setup("C0:DE:00:00:00:03", "progressor", "Progressor_1", found=MAP),
        Setup("C0:DE:00:00:00:04", "pressensor", "PRS2"),
    ]
    old = replace(MAP, date=(today - timedelta(days=OLD_DAYS + 1)).isoformat())
    with open_store(path) as store:
        for setup in (replace(BALL, found=old), *others):
            remember_setup(store, setup, simulated=False, now=datetime.now(UTC))
    return path


def test_maps_are_listed_with_their_age_and_error(kept: Path) -> None:
    code, out, _ = ran(kept, "--list")
    lines = out.splitlines()
    assert code == 0
    assert len(lines) == 3
    assert "0.8" in lines[1]
    assert lines[2].endswith("old: make it anew")
    assert "43" in lines[2]


def test_maps_are_listed_as_json(kept: Path) -> None:
    rows = json.loads(ran(kept, "--list", "--json")[1])
    assert [row["old"] for row in rows] == [False, True]
    assert rows[0]["up_to_n"] == 40.0
    assert rows[0]["error_n"] == 0.84


@pytest.mark.parametrize("words", [("--list",), ("--list", "--sim", "127.0.0.1:1")])
def test_a_log_without_maps_says_how_to_make_one(tmp_path: Path, words: tuple[str, ...]) -> None:
    _, out, err = ran(tmp_path / "none.db", *words)
    assert out == ""
    assert "`tpdevice ball-map` makes one" in err


def test_simulated_maps_are_not_listed_among_real_ones(kept: Path) -> None:
    assert "no map" in ran(kept, "--list", "--sim", "127.0.0.1:1")[2]
