"""What the tests in the emulated machine stand on, and the table of what happened in them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from children import Child
from sessions import Sensor, Session
from stack import Stack

RESULTS = Path("/rig/results")


def _ended(child: Child, name: str) -> None:
    """End a program if it has not ended, and keep what it said."""
    child.end()
    (RESULTS / f"{name}.txt").write_text(child.said)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Return the Bluetooth daemon, running."""
    daemon = Stack()
    yield daemon
    daemon.kill()
    (RESULTS / "bluetoothd.txt").write_text(daemon.said)


@pytest.fixture(scope="module")
def sensor(request: pytest.FixtureRequest, stack: Stack) -> Iterator[Sensor]:
    """Return the sensor that the module asks for, on the air. It takes long to start."""
    child = Sensor(request.module.SENSOR)
    child.ready()
    stack.switch_adapter(on=True)
    yield child
    _ended(child, f"{request.module.__name__}-sensor")


@pytest.fixture
def session(
    request: pytest.FixtureRequest, sensor: Sensor, tmp_path: Path
) -> Iterator[Callable[..., Session]]:
    """Return what begins a session with that sensor."""
    begun: list[Session] = []

    def begin(*more: str) -> Session:
        begun.append(Session(tmp_path / "log.db", sensor, *more))
        return begun[-1]

    yield begin
    for each in begun:
        _ended(each, request.node.name)


@pytest.fixture
def happened(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Return what notes what happened, for the table at the end."""
    return lambda words: record_property("happened", words)


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what happened, test by test."""
    terminalreporter.section("what happened before a real BlueZ")
    for outcome in ("passed", "failed", "error", "xfailed", "skipped"):
        for report in terminalreporter.getreports(outcome):
            _print(terminalreporter, outcome, report)


def _print(terminalreporter, outcome: str, report: pytest.TestReport) -> None:
    name = report.nodeid.rpartition("::")[2].removeprefix("test_").replace("_", " ")
    terminalreporter.line(f"{outcome:8}{name}")
    told = [value for key, value in report.user_properties if key == "happened"]
    if outcome == "skipped":
        told.append(report.longrepr[2])
    for each in told:
        terminalreporter.line(f"{'':8}  {each}")
