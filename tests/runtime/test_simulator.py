"""A simulator in a second process: it says who it is, and it ends when we do."""

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tpdevice.core.errors import LinkError, UsageError
from tpdevice.runtime import simulator
from tpdevice.runtime.simulator import Simulator, answers, introduced
from tpdevice.runtime.targets import REAL, with_person
from tpdevice.runtime.targets import simulator as target_of

ARGUMENTS = ["--subject", "steady", "--scenario", "obedient", "--seed", "3"]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def interpreter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Return what makes every child run a program of the test, whatever it is asked to run."""

    def install(program: str) -> None:
        python = tmp_path / "python"
        python.write_text(f"#!{sys.executable}\n{program}\n", encoding="utf-8")
        python.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(python))

    return install


@pytest.mark.process
@pytest.mark.air
def test_a_simulator_says_who_it_is_and_ends_with_us() -> None:
    with Simulator(ARGUMENTS) as child:
        said = child.announced()
        pid = child._process.pid if child._process else 0
        assert said.name.startswith("Progressor_")
        assert said.person["name"] == "steady"
        assert {"point", "side", "tool", "support"} <= set(said.person)
        answers(said.hci)
        assert alive(pid)
    assert not alive(pid)
    with pytest.raises(LinkError, match="No simulator answers"):
        answers(said.hci)


@pytest.mark.process
@pytest.mark.parametrize(
    ("arguments", "known"),
    [(["--subject", "nobody"], "novice"), (["--scenario", "nothing"], "obedient")],
)
def test_a_name_that_is_none_is_answered_with_those_there_are(
    arguments: list[str], known: str
) -> None:
    with Simulator(arguments) as child, pytest.raises(UsageError) as caught:
        child.announced()
    assert arguments[1] in str(caught.value)
    assert known in str(caught.value)
    assert "tpsim subjects" in caught.value.hint


@pytest.mark.process
@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import sys; sys.exit('it is broken\\x1b[31m')", "it said: it is broken"),
        ("print('hello')", "it said: hello"),
        ("print('{}')", "it said: {}"),
        ("pass", "it said: nothing"),
    ],
)
def test_a_simulator_that_does_not_start_is_quoted(
    program: str, said: str, interpreter: Callable[[str], None]
) -> None:
    interpreter(program)
    with Simulator([]) as child, pytest.raises(LinkError) as caught:
        child.announced()
    assert said in str(caught.value)
    assert "\x1b" not in str(caught.value)


@pytest.mark.process
def test_a_simulator_that_says_nothing_is_not_waited_for_without_end(
    monkeypatch: pytest.MonkeyPatch, interpreter: Callable[[str], None]
) -> None:
    interpreter("import time; time.sleep(3600)")
    monkeypatch.setattr(simulator, "START_S", 0.05)
    with Simulator([]) as child, pytest.raises(LinkError, match="did not start"):
        child.announced()


@contextmanager
def speaking(said: bytes) -> Iterator[str]:
    """Listen on a port, and answer whoever comes with some bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(said)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        thread.join()


@pytest.mark.air
@pytest.mark.parametrize("said", [b"", b"hello\n", b"[]\n", b'{"t": "error"}\n', b"\xff\n"])
def test_whoever_is_no_simulator_is_not_taken_for_one(said: bytes) -> None:
    with speaking(said) as address, pytest.raises(LinkError) as caught:
        introduced(address)
    assert address in str(caught.value)
    assert caught.value.hint


@pytest.mark.air
def test_a_person_introduces_themselves_after_others_were_told_something() -> None:
    with speaking(b'{"t": "key"}\n{"t": "person", "name": "novice"}\n') as address:
        assert introduced(address) == {"t": "person", "name": "novice"}


@pytest.mark.parametrize(
    "address", ["", "nonsense", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "10.0.0.1:47300"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="--sim"):
        target_of(address)


def test_a_simulator_is_marked_and_its_person_is_next_door() -> None:
    target = target_of("127.0.0.1:47300")
    assert target.simulated
    assert target.control == ("127.0.0.1", 47301)
    assert target.scanner["backend"] is not target.client["backend"]


def test_the_computers_own_bluetooth_has_no_simulated_person() -> None:
    assert (REAL.simulated, REAL.control, REAL.scanner, REAL.client) == (False, None, {}, {})


def test_a_person_behind_a_real_bluetooth_is_marked_as_simulated() -> None:
    assert with_person("127.0.0.1:47301").control == ("127.0.0.1", 47301)
    assert with_person("127.0.0.1:47301").simulated
    ports = ("x", "0", "-1", "65536", "9" * 30, "9" * 5000, "١٢")
    for address in ("nonsense", ":5", *[f"127.0.0.1:{port}" for port in ports]):
        with pytest.raises(UsageError, match="--person"):
            with_person(address)


@pytest.mark.parametrize("host", ["a" * 300, "é..x"])
def test_a_name_that_no_host_can_have_is_where_nobody_answers(host: str) -> None:
    with pytest.raises(LinkError, match="No simulator answers"):
        answers(f"{host}:5")


def test_a_target_without_an_installed_simulator_says_how_to_get_one() -> None:
    with pytest.raises(UsageError, match="not installed") as caught:
        target_of("127.0.0.1:47300", name="no such")
    assert "sim" in caught.value.hint
