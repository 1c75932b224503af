"""What is encrypted for one therapist is read by nobody else, and every harm to it is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.errors import PlanError, ResultError
from tpdevice.runtime.sealing import is_sealed, new_identity, recipient_of, seal, unseal

OURS, THEIRS = new_identity(), new_identity()
SEALED = seal(b"what was done", recipient_of(OURS))


@given(data=st.binary())
def test_anything_comes_back_for_the_owner_of_the_key(data: bytes) -> None:
    sealed = seal(data, recipient_of(OURS))
    assert is_sealed(sealed)
    assert unseal(sealed, OURS) == data


def test_another_key_is_called_that() -> None:
    with pytest.raises(ResultError, match="another key than yours") as error:
        unseal(SEALED, THEIRS)
    assert "--keys" in error.value.hint


@given(at=st.integers(30, len(SEALED) - 1))
def test_a_cut_anywhere_is_refused(at: int) -> None:
    with pytest.raises(ResultError) as error:
        unseal(SEALED[:at], OURS)
    assert error.value.hint


def test_a_cut_in_what_was_sealed_is_called_short() -> None:
    whole = seal(bytes(100_000), recipient_of(OURS))
    with pytest.raises(ResultError, match=r"cut short|changed on its way"):
        unseal(whole[:-50_000], OURS)
    with pytest.raises(ResultError, match="cut short"):
        unseal(whole[:100], OURS)


@given(at=st.integers(0, len(SEALED) - 1), flip=st.integers(1, 255))
def test_a_change_anywhere_is_refused(at: int, flip: int) -> None:
    harmed = SEALED[:at] + bytes([SEALED[at] ^ flip]) + SEALED[at + 1 :]
    with pytest.raises(ResultError) as error:
        unseal(harmed, OURS)
    assert error.value.hint


@pytest.mark.parametrize(
    "results_to",
    ["", "age1", recipient_of(OURS)[:-1] + "b", "x" * 9],
    ids=["nothing", "its beginning", "its last letter", "letters"],
)
def test_a_mistyped_public_key_is_refused(results_to: str) -> None:
    with pytest.raises(PlanError, match="no age public key"):
        seal(b"", results_to)
