"""`tpdevice clinic` at a terminal: it shows the screens, and leaves the terminal as it was."""

import contextlib
import os
import select
import signal
import subprocess
from pathlib import Path

import pytest
from clinicfolder import Folder, on
from running import COMMAND, PATIENCE_S, terminal

termios = pytest.importorskip("termios", reason="there are no such terminals")
_WHERE, _HERE = b"\x1b[6n", b"\x1b[1;1R"
_ENTERED, _LEFT = b"\x1b[?1049h", b"\x1b[?1049l"

pytestmark = pytest.mark.process


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = Folder(tmp_path)
    folder.result(on(2))
    folder.take()
    return folder.desk.path


def ended(path: Path, ours: int, theirs: int, *, by: bytes | signal.Signals) -> tuple[int, bytes]:
    """Show a clinic, end it once its client is seen; return the exit code and what was written."""
    command = [*COMMAND, "--db", str(path), "clinic", "--until", "2026-03-20"]
    environment = os.environ | {"TERM": "xterm-256color"}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as child:
        said, done = b"", False
        while child.poll() is None:
            with contextlib.suppress(OSError, TimeoutError):
                data = read_soon(ours)
                said += data
                os.write(ours, _HERE * data.count(_WHERE))
            if not done and b"Ada" in said:
                done = True
                if isinstance(by, bytes):
                    os.write(ours, by)
                else:
                    child.send_signal(by)
        with contextlib.suppress(TimeoutError):
            said += read_soon(ours)
        return child.wait(PATIENCE_S), said


def read_soon(line: int) -> bytes:
    ready, _, _ = select.select([line], [], [], 0.2)
    if not ready:
        raise TimeoutError
    return os.read(line, 65_536)


@pytest.mark.parametrize(
    ("by", "code"),
    [(b"q", 0), (b"\x03", 130), (signal.SIGTERM, 143)],
    ids=["q", "ctrl-c", "sigterm"],
)
def test_a_clinic_leaves_the_terminal_as_it_was(
    path: Path, by: bytes | signal.Signals, code: int
) -> None:
    with terminal() as (ours, theirs):
        before = termios.tcgetattr(theirs)
        found, said = ended(path, ours, theirs, by=by)
        assert found == code
        assert _ENTERED in said
        assert said.rindex(_LEFT) > said.rindex(_ENTERED)
        assert b"Traceback" not in said
        assert termios.tcgetattr(theirs)[:4] == before[:4]
