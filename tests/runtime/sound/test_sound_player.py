"""The way to the process that plays: never in anybody's way, and a bell where it cannot play.

The processes here are stand-ins in Python: no sound device is needed.
"""

import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tpdevice.core.cue import Priority
from tpdevice.core.errors import NoSound
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.player import STARTS, Player, missing
from tpdevice.runtime.sound.playing import Began

pytestmark = pytest.mark.process

MORE = Play(Tone.MORE, Priority.CORRECT, word="more.wav")
STOP = Play(Tone.STOP, Priority.STOP, (Tone.LOST,), delay_ns=3)
PATIENCE_S = 20.0

PLAYS = """
    import sys
    print('{"device": "a stand-in", "latency_s": 0.01}', flush=True)
    with open(FILE, "ab", buffering=0) as heard:
        for line in sys.stdin.buffer:
            heard.write(line)
"""
BEGINS_LATE = """
    import pathlib, time
    pathlib.Path(FILE + ".up").touch()
    while not pathlib.Path(FILE + ".go").exists():
        time.sleep(0.01)
"""
HAS_NONE = """
    print('{"error": "No sound device could be opened.", "hint": "Plug one in."}', flush=True)
"""
HANGS = """
    import time
    time.sleep(60)
"""
GOES_AWAY = """
    print('{"device": "headphones"}', flush=True)
"""
SAYS_NONSENSE = """
    print("ALSA lib conf.c: cannot find card", flush=True)
"""


class Heard:
    """What a player says on its own thread."""

    def __init__(self) -> None:
        self.begun: list[Began] = []
        self.trouble: list[NoSound] = []
        self.rung: list[Play] = []
        self.is_begun, self.is_rung = threading.Event(), threading.Event()

    def on_begun(self, began: Began) -> None:
        self.begun.append(began)
        self.is_begun.set()

    def ring(self, play: Play) -> None:
        self.rung.append(play)
        self.is_rung.set()


def player(code: str, file: Path, heard: Heard) -> Player:
    said = f"FILE = {str(file)!r}\n{textwrap.dedent(code)}"
    made = Player(
        [sys.executable, "-c", said],
        fallback=heard.ring,
        on_begun=heard.on_begun,
        on_trouble=heard.trouble.append,
    )
    made.start()
    return made


def waits_until(true: Callable[[], bool]) -> None:
    """Wait for something that nothing tells of."""
    give_up_s, waited = time.monotonic() + PATIENCE_S, threading.Event()
    while not true():
        assert time.monotonic() < give_up_s
        waited.wait(0.02)


def test_what_is_put_comes_out_at_the_other_end_in_its_order(tmp_path: Path) -> None:
    heard = Heard()
    playing = player(PLAYS, tmp_path / "heard", heard)
    assert heard.is_begun.wait(PATIENCE_S)
    for play in (MORE, STOP):
        playing.put(play, 0)
    playing.close()
    lines = (tmp_path / "heard").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=Play) for line in lines][-1] == STOP
    assert heard.begun == [Began("a stand-in", 0.01)]
    assert (heard.trouble, heard.rung) == ([], [])


def test_without_a_device_it_is_said_why_and_the_bell_rings(tmp_path: Path) -> None:
    heard = Heard()
    playing = player(HAS_NONE, tmp_path / "heard", heard)
    playing.put(STOP, 0)
    assert heard.is_rung.wait(PATIENCE_S)
    playing.close()
    (error,) = heard.trouble
    assert (str(error), error.hint) == ("No sound device could be opened.", "Plug one in.")
    assert heard.rung == [STOP]


@pytest.mark.parametrize("code", [SAYS_NONSENSE, "", "raise SystemExit(3)"])
def test_a_process_that_does_not_begin_is_no_device(code: str, tmp_path: Path) -> None:
    heard = Heard()
    playing = player(code, tmp_path / "heard", heard)
    playing.put(MORE, 0)
    assert heard.is_rung.wait(PATIENCE_S)
    playing.close()
    assert "did not begin" in str(heard.trouble[0])


def test_a_program_that_is_not_there_is_no_device(tmp_path: Path) -> None:
    heard = Heard()
    playing = Player([str(tmp_path / "nothing")], on_trouble=heard.trouble.append)
    playing.start()
    playing.close()
    assert "no such file" in str(heard.trouble[0]).lower()


def test_a_device_that_goes_away_is_looked_for_again_and_then_the_bell_rings(
    tmp_path: Path,
) -> None:
    heard = Heard()
    playing = player(GOES_AWAY, tmp_path / "heard", heard)
    give_up_s = time.monotonic() + PATIENCE_S
    while not heard.rung:
        assert time.monotonic() < give_up_s
        playing.put(MORE, 0)
        heard.is_rung.wait(0.05)
    playing.close()
    assert len(heard.begun) == STARTS
    assert "went away" in str(heard.trouble[0])


def test_nobody_waits_for_a_process_that_hangs(tmp_path: Path) -> None:
    heard = Heard()
    playing = player(HANGS, tmp_path / "heard", heard)
    for _ in range(5_000):
        playing.put(MORE, 0)
    assert (playing.alive, heard.begun) == (True, []), "put() came back before it did anything"
    playing.close()
    waits_until(lambda: not playing.alive)


def test_what_was_told_while_it_began_is_over_but_for_the_newest_which_the_end_does_not_take_back(
    tmp_path: Path,
) -> None:
    heard, up, go = Heard(), tmp_path / "heard.up", tmp_path / "heard.go"
    playing = player(BEGINS_LATE + PLAYS, tmp_path / "heard", heard)
    waits_until(up.exists)
    for play in (MORE, MORE, STOP):
        playing.put(play, 0)
    closing = threading.Thread(target=playing.close)
    closing.start()
    go.touch()
    closing.join()
    (line,) = (tmp_path / "heard").read_bytes().splitlines()
    assert msgspec.json.decode(line, type=Play) == STOP


def test_a_missing_library_is_known_without_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tpdevice.runtime.sound.player.find_spec", lambda _: None)
    error = missing()
    assert error is not None
    assert "tpdevice[audio]" in error.hint
