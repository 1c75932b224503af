import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.text import harmless


def test_an_escape_in_a_name_is_no_command() -> None:
    assert harmless("Progressor\x1b[2J\x9b31m_2068\x00") == "Progressor[2J31m_2068"


def test_lines_and_tabs_become_single_blanks() -> None:
    assert harmless(" my\r\n\tball\u2028 two ") == "my ball two"


def test_text_cannot_be_turned_around() -> None:
    assert harmless("safe\u202egnp.exe\u2066") == "safegnp.exe"


def test_a_lone_surrogate_can_be_written_afterwards() -> None:
    assert harmless("a\ud800b").encode("utf-8") == "a\N{REPLACEMENT CHARACTER}b".encode()


def test_letters_of_all_languages_stay() -> None:
    assert harmless("Müller [/b] 肩 ß") == "Müller [/b] 肩 ß"


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_that_controls_a_terminal_is_left(text: str) -> None:
    kept = harmless(text)
    assert not [c for c in kept if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert harmless(kept) == kept
