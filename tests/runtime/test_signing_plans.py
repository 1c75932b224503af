"""A signed plan stays readable, and tells when one letter of it was changed."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from some_result import PLAN_TEXT

from tpdevice.core.errors import TrustError
from tpdevice.homework.signed import OPENING
from tpdevice.runtime import contentfiles
from tpdevice.runtime.signing import key_words, plan_digest, public_key, sign, verified

SEED = bytes(range(32))
OTHER = bytes(range(1, 33))
SIGNED = sign(PLAN_TEXT, SEED)
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\ufeff"))


@given(text=TEXTS, seed=st.binary(min_size=32, max_size=32))
def test_any_text_comes_back_with_the_key_that_signed_it(text: str, seed: bytes) -> None:
    above, key = verified(sign(text, seed))
    assert above.removesuffix("\n") == text.removesuffix("\n")
    assert key == public_key(seed)


def test_a_signed_plan_is_the_same_plan_and_begins_with_its_own_words() -> None:
    assert SIGNED.startswith(PLAN_TEXT)
    assert tomllib.loads(SIGNED) == tomllib.loads(PLAN_TEXT)


def test_a_plan_without_a_signature_has_no_key() -> None:
    assert verified(PLAN_TEXT) == (PLAN_TEXT, None)


@given(at=st.integers(0, len(SIGNED) - 2), letter=st.sampled_from("a0#\n"))
def test_a_signed_plan_of_which_one_letter_was_changed_is_refused(at: int, letter: str) -> None:
    harmed = SIGNED[:at] + letter + SIGNED[at + 1 :]
    if harmed == SIGNED:
        assert verified(harmed) == (PLAN_TEXT, public_key(SEED))
        return
    with pytest.raises(TrustError) as error:
        verified(harmed)
    assert error.value.hint


@pytest.mark.parametrize(
    "more", ["cap_n = 400\n", "# a comment\n", '[[points]]\npoint = "X"\n', "x"]
)
def test_nothing_can_be_added_below_a_signature(more: str) -> None:
    with pytest.raises(TrustError, match="below"):
        verified(SIGNED + more)


def test_a_second_block_over_a_signed_plan_does_not_pass() -> None:
    block = SIGNED[len(PLAN_TEXT) :]
    with pytest.raises(TrustError):
        verified(SIGNED + block)


def test_a_block_that_hides_in_a_text_of_the_plan_does_not_pass() -> None:
    hidden = f'notes = """\n{SIGNED[len(PLAN_TEXT) :]}"""\n'
    with pytest.raises(TrustError):
        verified(PLAN_TEXT + hidden)


def test_half_a_block_does_not_make_it_an_unsigned_plan() -> None:
    with pytest.raises(TrustError, match="not whole"):
        verified(PLAN_TEXT + OPENING + "\n")


def test_the_key_of_somebody_else_does_not_pass() -> None:
    stolen = SIGNED.replace(public_key(SEED).hex(), public_key(OTHER).hex())
    with pytest.raises(TrustError, match="changed after it was signed"):
        verified(stolen)


@pytest.mark.parametrize("key", ["0" * 64, "f" * 64])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(TrustError):
        verified(SIGNED.replace(public_key(SEED).hex(), key))


@pytest.mark.parametrize(
    "sent",
    [SIGNED.replace("\n", "\r\n"), "\ufeff" + SIGNED, SIGNED + "\n\n", SIGNED.removesuffix("\n")],
    ids=["line ends", "a mark of the encoding", "blank lines", "no last line end"],
)
def test_what_a_mail_program_does_to_a_file_changes_nothing(sent: str) -> None:
    assert verified(sent) == (PLAN_TEXT, public_key(SEED))
    assert plan_digest(sent) == plan_digest(PLAN_TEXT)


def test_who_signs_a_signed_plan_takes_the_place_of_the_first() -> None:
    again = sign(SIGNED, OTHER)
    assert verified(again) == (PLAN_TEXT, public_key(OTHER))
    assert again.count("# key ") == 1


def test_other_words_of_a_plan_have_another_digest() -> None:
    assert plan_digest(PLAN_TEXT.replace("UT", "QL")) != plan_digest(PLAN_TEXT)


def test_a_key_has_the_same_six_words_everywhere() -> None:
    assert key_words(bytes(32)) == ("river", "marble", "cupboard", "donkey", "tomato", "prince")
    assert len(set(key_words(public_key(SEED))) | set(key_words(public_key(OTHER)))) > 6


def test_the_words_of_a_key_can_be_told_apart() -> None:
    words = contentfiles.read("key_words.toml", dict[str, tuple[str, ...]])["words"]
    assert len(set(words)) == len(words) == 256
    assert [word for word in words if not (word.isascii() and word.islower())] == []
    assert [word for word in words if not 4 <= len(word) <= 8] == []
    assert len({word[:4] for word in words}) == 256
    alike = [
        (one, other)
        for i, one in enumerate(words)
        for other in words[:i]
        if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) < 2
    ]
    assert alike == []
