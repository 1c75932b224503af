"""Plain lines on a narrow terminal are broken between words; a pipe gets them whole."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import on_a_terminal

from tpdevice.cli.folding import folded, room_of

LONG = "0:12  MORE: Slowly more pressure, until I say there  [SIMULATED]"


def test_a_line_is_broken_between_words_and_goes_on_further_in() -> None:
    lines = folded(LONG, 44).splitlines()
    assert lines == ["0:12  MORE: Slowly more pressure, until I", "    say there  [SIMULATED]"]


def test_an_item_of_a_list_keeps_its_place() -> None:
    first, second = folded("        - do you take medicine that thins the blood", 44).splitlines()
    assert first.startswith("        - ")
    assert second.startswith(" " * 12)


@given(st.lists(st.text("abcdefgh-", min_size=1, max_size=15), min_size=1), st.integers(20, 90))
def test_no_word_is_lost_or_broken_and_no_line_too_long(words: list[str], room: int) -> None:
    lines = folded(" ".join(words), room).splitlines()
    assert " ".join(" ".join(lines).split()) == " ".join(words)
    assert all(len(line) <= room for line in lines)


def test_without_a_terminal_nothing_is_broken(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w") as file:
        assert room_of(file) is None
    assert folded(LONG, None) == LONG


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.process
def test_a_whole_session_in_lines_reads_well_on_a_phone(tmp_path: Path) -> None:
    lines = on_a_terminal("--db", str(tmp_path / "log.db"), "demo", "--fast", "--short", columns=44)
    assert len(lines) > 20
    assert [line for line in lines if len(line) > 44 and " " in line.strip()[:40]] == []
