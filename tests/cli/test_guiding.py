"""On the screen or in lines: where nothing can be drawn, lines are chosen, with a word."""

import io
import sys

import pytest

from tpdevice.cli.guiding import wants_plain
from tpdevice.core.errors import UsageError


class Terminal(io.StringIO):
    """A stream at which somebody looks."""

    def isatty(self) -> bool:
        return True


def chosen(
    monkeypatch: pytest.MonkeyPatch, *, term: str | None, platform: str = "linux"
) -> tuple[bool, str]:
    """Return what is chosen on a terminal of this kind, and what is said."""
    err = Terminal()
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "platform", platform)
    if term is None:
        monkeypatch.delenv("TERM", raising=False)
    else:
        monkeypatch.setenv("TERM", term)
    return wants_plain(plain=False), err.getvalue()


@pytest.mark.parametrize(("term", "said"), [("dumb", "dumb"), ("", "not set"), (None, "not set")])
def test_a_terminal_that_cannot_draw_gets_lines_and_a_word(
    term: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, err = chosen(monkeypatch, term=term)
    assert plain
    assert f"(TERM is {said}): plain lines" in err


@pytest.mark.parametrize(
    ("term", "platform"), [("xterm-256color", "linux"), ("linux", "linux"), (None, "win32")]
)
def test_a_terminal_that_can_draw_gets_the_screen(
    term: str | None, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chosen(monkeypatch, term=term, platform=platform) == (False, "")


@pytest.mark.parametrize(("platform", "plain"), [("linux", True), ("win32", False)])
def test_a_screen_that_would_be_drawn_into_a_file_is_not(
    platform: str,
    plain: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    err = io.StringIO()
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_plain(plain=False) is plain
    assert ("stderr is no terminal: plain lines" in err.getvalue()) is plain


def test_what_is_no_terminal_gets_lines_and_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert wants_plain(plain=False)
    assert "stdout is no terminal" in capsys.readouterr().err


def test_lines_that_were_asked_for_need_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert wants_plain(plain=True)
    assert capsys.readouterr().err == ""


def test_without_stdout_nothing_is_guided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(UsageError, match="stdout is closed"):
        wants_plain(plain=False)
