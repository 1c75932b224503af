"""What goes to stdout is data that any terminal can carry; talk goes to stderr."""

import io
import json
import sys

import pytest

from tpdevice.cli.output import as_json, fitting, say, table, talk

HOSTILE = "a\x1b[31mb\x9b2Jc\u202ed\ud800\n\t[bold]e[/bold]"


def stdout_of(encoding: str, monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding, write_through=True))
    return raw


def test_a_table_shows_hostile_names_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    table(("who", "n"), [(HOSTILE, 1), (None, 20.0), (True, None)])
    out = capsys.readouterr().out
    assert out.isprintable() or all(char.isprintable() or char == "\n" for char in out)
    assert out.splitlines()[0].startswith("who")
    assert "[bold]e[/bold]" in out


def test_an_empty_table_is_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    table(("one", "two"), [])
    assert capsys.readouterr().out == "one  two\n"


def test_json_keeps_every_character_and_escapes_what_a_terminal_obeys(
    capsys: pytest.CaptureFixture[str],
) -> None:
    value = {"name": HOSTILE, "umlaut": "ä", "list": [1, None, True]}
    as_json(value)
    out = capsys.readouterr().out
    assert json.loads(out) == value
    assert all(char.isprintable() or char == "\n" for char in out)
    assert "ä" in out


def test_json_is_whole_on_a_terminal_without_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = stdout_of("ascii", monkeypatch)
    as_json({"name": "ä → \u202e"})
    assert json.loads(raw.getvalue().decode("ascii")) == {"name": "ä → \u202e"}


@pytest.mark.parametrize(
    ("encoding", "text", "fits"),
    [
        ("utf-8", "held · 2 → 0 …", "held · 2 → 0 …"),
        ("utf-16", "→", "→"),
        ("ascii", "held · 2 → 0 … “x” – ’", 'held - 2 -> 0 ... "x" - \''),
        ("iso8859-1", "held · 2", "held · 2"),
        ("iso8859-1", "held · 2 → 0", "held - 2 -> 0"),
        ("cp437", "☃", "?"),
    ],
)
def test_text_is_made_to_fit_a_poorer_terminal(encoding: str, text: str, fits: str) -> None:
    assert fitting(text, encoding) == fits


@pytest.mark.parametrize("encoding", ["ascii", "iso8859-1", "cp437"])
def test_lines_and_tables_never_fail_for_a_terminals_sake(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = stdout_of(encoding, monkeypatch)
    say("held · 2 → 0 ☃")
    table(("ratings", "x"), [("2 → 0", 1), ("☃", 2)])
    lines = raw.getvalue().decode(encoding).splitlines()
    assert lines[0] == "held - 2 -> 0 ?"
    assert lines[2] == "2 -> 0   1"


def test_talk_goes_to_stderr_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    talk("one\ntwo\x1b[31m", indent=2)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "  one two[31m\n")


class Gone(io.StringIO):
    def write(self, _: str) -> int:
        raise OSError(5, "Input/output error")


def test_talk_without_anybody_there_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Gone())
    talk("hello")
    monkeypatch.setattr(sys, "stderr", None)
    talk("hello")
