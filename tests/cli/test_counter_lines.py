"""A line that is written over: only on a terminal that can, and for nobody who wants lines."""

from contextlib import redirect_stderr

import pytest
from running import Terminal

from tpdevice.cli.progress import Meter, with_progress


def shown(*, plain: bool = False) -> str:
    """Return what is written to a terminal while something is counted."""
    with redirect_stderr(Terminal()) as terminal:
        meter = Meter(plain=plain)
        meter.show("1 of 2")
        meter.clear()
        assert list(with_progress("ab", total=2, what="letters")) == ["a", "b"]
    return terminal.getvalue()


@pytest.fixture(autouse=True)
def _drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_a_counter_is_written_over_and_taken_away() -> None:
    assert shown().startswith("\r\x1b[K1 of 2\r\x1b[K")


def test_whoever_wants_lines_sees_no_counter() -> None:
    assert "1 of 2\r" not in shown(plain=True)


def test_a_dumb_terminal_has_no_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert shown() == ""
