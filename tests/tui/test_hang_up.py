"""A terminal that is gone ends the program, also one that the system tells nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tpdevice.tui.hangup import HangUp

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")


@pytest.fixture
def told() -> Iterator[list[int]]:
    heard: list[int] = []
    before = signal.signal(signal.SIGHUP, lambda number, _: heard.append(number))
    yield heard
    signal.signal(signal.SIGHUP, before)


def test_a_terminal_that_is_gone_is_told_once(
    told: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    near, far = os.openpty()
    with os.fdopen(far, "r", encoding="ascii") as terminal:
        monkeypatch.setattr(sys, "__stdin__", terminal)
        hang_up = HangUp()
        hang_up.look()
        os.write(near, b"x")
        hang_up.look()
        assert told == []
        os.close(near)
        for _ in range(3):
            hang_up.look()
    assert told == [signal.SIGHUP]


def test_a_pipe_that_ends_is_no_terminal_that_is_gone(
    told: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    far, near = os.pipe()
    os.close(near)
    with os.fdopen(far, "r", encoding="ascii") as pipe:
        monkeypatch.setattr(sys, "__stdin__", pipe)
        HangUp().look()
    assert told == []


@pytest.mark.process
def test_home_ends_with_its_terminal(tmp_path: Path) -> None:
    near, far = os.openpty()
    with ExitStack() as open_:
        output = open_.enter_context(closing(os.fdopen(near, "rb", buffering=0)))
        home = subprocess.Popen(
            [sys.executable, "-m", "tpdevice.cli.main", "--db", str(tmp_path / "log.db")],
            stdin=far,
            stdout=far,
            stderr=far,
            # Without a terminal that controls it nobody sends it a signal.
            start_new_session=True,
            env=os.environ | {"HOME": str(tmp_path), "TERM": "xterm-256color"},
        )
        os.close(far)
        seen = b""
        while b"q" not in seen or b"leave" not in seen:
            seen += output.read(65_536)
    assert home.wait(60) == 128 + signal.SIGHUP
