"""Sessions begun at home in lines: through a pipe, and on a terminal."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from running import COMMAND, PATIENCE_S, terminal, tpdevice

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")


@pytest.mark.process
@pytest.mark.air
def test_through_a_pipe_a_session_takes_the_rest_and_its_exit_code_is_that_of_home(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [*COMMAND, "--db", str(tmp_path / "log.db"), "--plain"],
        input=b"lesson\n1\nq\nlog\n",
        capture_output=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0
    assert b"The lesson's session begins. It is simulated." in done.stdout
    assert done.stdout.count(b"Home. 1 to") == 1
    assert b"Traceback" not in done.stderr


class Screen:
    """A home on a terminal of its own, and what was read of it."""

    def __init__(self, log: Path, ours: int, theirs: int) -> None:
        self._ours = ours
        self.said = b""
        self.process = subprocess.Popen(
            [*COMMAND, "--db", str(log), "--plain"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | {"NO_COLOR": "1", "TERM": "dumb"},
        )

    def type(self, text: bytes) -> None:
        os.write(self._ours, text)

    def until(self, words: bytes) -> bytes:
        """Read until these words come; return what was read since the last time."""
        since = len(self.said)
        while words not in self.said[since:]:
            self.said += os.read(self._ours, 4096)
        return self.said[since:]


@POSIX
@pytest.mark.process
@pytest.mark.air
def test_on_a_terminal_home_comes_back_after_a_session_with_what_is_new(tmp_path: Path) -> None:
    with terminal() as (ours, theirs):
        screen = Screen(tmp_path / "log.db", ours, theirs)
        try:
            screen.until(b"q leaves: ")
            screen.type(b"lesson\n")
            screen.until(b"goes back: ")
            screen.type(b"1\n")
            screen.until(b"ASK: ")
            screen.type(b"qqq")  # who wants to stop must not leave home as well
            screen.until(b"q leaves: ")
            screen.type(b"q\n")
            assert screen.process.wait(PATIENCE_S) == 0
        finally:
            screen.process.kill()
            screen.process.wait()
    assert b"stopped by you" in screen.said
    assert b"\x1b" not in screen.said
    assert b"\r" not in screen.said.replace(b"\r\n", b"")
    shown = tpdevice("--db", str(tmp_path / "log.db"), "log", "--simulated").out
    assert "stopped by" in shown


@POSIX
@pytest.mark.process
@pytest.mark.air
def test_ctrl_c_in_a_session_ends_home_with_its_code(tmp_path: Path) -> None:
    with terminal() as (ours, theirs):
        screen = Screen(tmp_path / "log.db", ours, theirs)
        try:
            screen.until(b"q leaves: ")
            screen.type(b"i\n")
            screen.until(b"goes back: ")
            screen.type(b"1\n")
            screen.until(b"ASK: ")
            screen.process.send_signal(signal.SIGINT)
            screen.until(b"Kept as session 1")
            assert screen.process.wait(PATIENCE_S) == 130
        finally:
            screen.process.kill()
            screen.process.wait()
