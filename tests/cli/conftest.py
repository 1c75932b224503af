"""A log with two simulated sessions in it, made once; somebody at a terminal."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Terminal, tpdevice
from sitting import header

from tpdevice.core.tape import Header


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "made.db"
    for arguments in (["--seed", "2", "--short"], ["--scenario", "far_too_hard", "--short"]):
        tpdevice("--db", str(path), "demo", "--fast", *arguments)
    return path


@pytest.fixture
def log_file(_made: Path, tmp_path: Path) -> Path:
    """Return a log of a finished session and of one that was stopped for safety."""
    return Path(shutil.copy(_made, tmp_path / "log.db"))


@pytest.fixture
def short_header() -> Header:
    """Return the first entry of some session."""
    return header()


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what seats somebody at the terminal who types the given lines."""

    def sit(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal("".join(line + "\n" for line in lines)))

    return sit
