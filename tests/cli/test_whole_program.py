"""The program in a process of its own: signals, closed streams, poor terminals, no orphans."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running import COMMAND, PATIENCE_S, alive, children, in_its_own_process, terminal, tpdevice

pytestmark = pytest.mark.process

DEMO = ("demo", "--plain", "--short")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors of POSIX")


@contextmanager
def started(*arguments: str, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command; whatever the test does, it and its children are gone afterwards."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen([*COMMAND, *arguments], **(streams | options))  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def lines_until(stream: object, words: bytes) -> bytes:
    """Read lines until one has these words in it; return all of them."""
    said = b""
    while words not in said:
        line = stream.readline()  # type: ignore[attr-defined]
        assert line, said
        said += line
    return said


def end_of(pids: list[int]) -> None:
    """See processes end; they are given as long as the simulator gives itself."""
    give_up_s = time.monotonic() + PATIENCE_S
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < give_up_s, "an orphan is left"
        os.sched_yield()


@POSIX
@pytest.mark.air
@pytest.mark.parametrize(
    ("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)], ids=str
)
def test_a_signal_while_asking_stores_the_session_and_leaves_no_orphan(
    name: str, code: int, tmp_path: Path
) -> None:
    log = tmp_path / "log.db"
    with started("--db", str(log), *DEMO) as process:
        lines_until(process.stdout, b"ASK")
        pids = children(process.pid)
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == code
    assert f"program ended: {name}".encode() in out
    assert b"Kept as session 1" in err
    assert b"Traceback" not in err
    end_of(pids)
    (line,) = json.loads(tpdevice("--db", str(log), "log", "--simulated", "--json").out)
    assert line["ending"] == "program ended"
    assert tpdevice("--db", str(log), "replay", "1").code == 0


@POSIX
@pytest.mark.air
def test_a_signal_before_the_session_ends_the_search_and_stores_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log.db"
    with started("--db", str(log), *DEMO) as process:
        lines_until(process.stderr, b"starting")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 143
    assert out == b""
    assert b"It ended before it began; nothing was measured." in err
    assert b"Traceback" not in err
    listed = tpdevice("--db", str(log), "log", "--simulated", "--json")
    assert json.loads(listed.out) == []


@pytest.mark.air
def test_lines_of_stdin_answer_and_an_open_stdin_does_not_hold_up_the_end(tmp_path: Path) -> None:
    log = tmp_path / "log.db"
    with started("--db", str(log), *DEMO, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        lines_until(process.stdout, b"ASK")
        process.stdin.write(b"what?\nq\n")
        process.stdin.flush()
        assert process.stdout is not None
        out = process.stdout.read()
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr is not None
        err = process.stderr.read()
    assert b"stopped by you" in out
    assert b"not understood: 'what?'" in err
    assert b"Kept as session 1" in err
    assert b"Fatal" not in err


@POSIX
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)], ids=str)
def test_a_signal_in_virtual_time_stores_what_was_lived_so_far(
    name: str, code: int, tmp_path: Path
) -> None:
    log = tmp_path / "log.db"
    with started("--db", str(log), "demo", "--fast") as process:
        lines_until(process.stdout, b"PRESS")
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == code
    assert f"program ended: {name}".encode() in out
    assert b"Kept as session 1" in err
    assert tpdevice("--db", str(log), "replay", "1").code == 0


@POSIX
@pytest.mark.air
def test_a_killed_program_leaves_no_simulator_behind(tmp_path: Path) -> None:
    with started("--db", str(tmp_path / "log.db"), *DEMO) as process:
        # The second question comes more than a second after the first: what was before is stored.
        lines_until(process.stdout, b"ASK")
        lines_until(process.stdout, b"ASK")
        pids = children(process.pid)
        process.kill()
        process.wait()
        end_of(pids)
    said = tpdevice("--db", str(tmp_path / "log.db"), "log", "--simulated", "--json")
    assert [line["ending"] for line in json.loads(said.out)] == ["cut off or running"]
    replayed = tpdevice("--db", str(tmp_path / "log.db"), "replay", "1")
    assert "Traceback" not in replayed.err


@POSIX
@pytest.mark.air
def test_a_reader_that_goes_away_ends_the_session_and_it_is_kept(tmp_path: Path) -> None:
    log = tmp_path / "log.db"
    with started("--db", str(log), *DEMO) as process:
        assert process.stdout is not None
        lines_until(process.stdout, b"ASK")
        pids = children(process.pid)
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 1
    assert b"Come off: stdout takes no more lines (Broken pipe). The session ends." in err
    assert b"Kept as session 1" in err
    assert b"Traceback" not in err
    end_of(pids)


@POSIX
@pytest.mark.air
def test_ctrl_c_in_a_small_terminal_gives_it_back_as_it_was(tmp_path: Path) -> None:
    import fcntl
    import termios

    def take_terminal() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    environment = os.environ | {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "40", "LINES": "20"}
    with terminal() as (ours, theirs):
        before = termios.tcgetattr(theirs)
        with started(
            *("--db", str(tmp_path / "log.db"), *DEMO),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=take_terminal,
            env=environment,
        ) as process:
            said = b""
            while b"y/n  [SIMULATED]" not in said:
                said += os.read(ours, 4096)
            assert termios.tcgetattr(theirs) != before
            os.write(ours, b"\x03")
            while b"Kept as session 1" not in said:
                said += os.read(ours, 4096)
            assert process.wait(PATIENCE_S) == 130
        assert termios.tcgetattr(theirs) == before
    assert b"keys: space pauses" in said


def test_a_session_without_stdout_is_refused_with_a_sentence(tmp_path: Path) -> None:
    said = in_its_own_process(
        "--db",
        str(tmp_path / "log.db"),
        *DEMO,
        stdout=None,
        preexec_fn=lambda: os.close(1),
    )
    assert said.code == 2
    assert "stdout is closed" in said.err
    assert not (tmp_path / "log.db").exists()


@POSIX
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
def test_closed_streams_do_no_harm(closed: tuple[int, ...], tmp_path: Path) -> None:
    log = tmp_path / "log.db"

    def close() -> None:
        for descriptor in closed:
            os.close(descriptor)

    said = in_its_own_process("--db", str(log), "demo", "--fast", "--short", preexec_fn=close)
    assert said.code == 0
    assert "Traceback" not in said.err
    # Whoever writes to a closed stream by its number must not write into the log.
    assert tpdevice("--db", str(log), "replay", "1").code == 0


@POSIX
@pytest.mark.parametrize("command", [("cues",), ("devices", "--json"), ("demo", "--fast")])
def test_a_full_stdout_is_one_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        said = in_its_own_process("--db", str(tmp_path / "log.db"), *command, stdout=full)
    assert said.code == 1
    assert "Traceback" not in said.err
    if "demo" in command:
        assert "stdout takes no more lines" in said.err
        assert "Kept as session 1" in said.err
    else:
        assert said.err == "tpdevice: stdout: no space left on device.\n"


@pytest.mark.parametrize("encoding", ["ascii", "iso8859-1", "utf-8"])
def test_every_page_prints_on_a_terminal_of_any_encoding(encoding: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": encoding,
    }
    log = tmp_path / "log.db"
    for command in (["demo", "--fast", "--short"], ["log", "--simulated"], ["show", "1"], ["cues"]):
        said = in_its_own_process("--db", str(log), *command, env=environment, encoding=encoding)
        assert said.code == 0, said.err
        assert "Traceback" not in said.err
        assert said.out


def test_an_unknown_person_or_story_is_answered_with_those_there_are(tmp_path: Path) -> None:
    for option, wrong, known in (("--subject", "nobody", "novice"), ("--scenario", "no", "stall")):
        for how in (["--fast"], ["--plain"]):
            said = tpdevice("--db", str(tmp_path / "log.db"), "demo", *how, option, wrong)
            assert said.code == 2
            assert known in said.err
            assert "tpsim scenarios" in said.err
            assert "Traceback" not in said.err
    assert (
        not (tmp_path / "log.db").exists()
        or json.loads(
            tpdevice("--db", str(tmp_path / "log.db"), "log", "--simulated", "--json").out
        )
        == []
    )


@pytest.mark.parametrize("how", ["--fast", "--plain"])
def test_a_seed_below_nought_is_refused_by_its_name(how: str, tmp_path: Path) -> None:
    said = tpdevice("--db", str(tmp_path / "log.db"), "demo", how, "--seed", "-3")
    assert said.code == 2
    assert "Invalid value for '--seed': -3" in said.err
    assert not (tmp_path / "log.db").exists()
