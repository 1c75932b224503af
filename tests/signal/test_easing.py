import pytest

from tpdevice.core.record import Outcome, RatingRow
from tpdevice.signal.easing import outcome


def rated(*values: int | None, unmatched: tuple[int, ...] = ()) -> list[RatingRow]:
    """Return ratings 20 s apart; those in `unmatched` were given at another force."""
    return [
        RatingRow(
            at_ns=i,
            repetition=1,
            due_s=20.0 * i,
            held_ns=i,
            value=value,
            matched=i not in unmatched,
            force_mn=40_000,
            reference_mn=40_000,
        )
        for i, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((6, 4, 4), Outcome.EASED),
        ((6, 5, 4, 4), Outcome.EASED),
        ((5, 3, 3), Outcome.EASED),
        ((6, 4), Outcome.NO_CLEAR_CHANGE),  # once is not twice running
        ((6, 4, 5, 4), Outcome.NO_CLEAR_CHANGE),
        ((10, 7, 7), Outcome.EASED),  # just 30 %
        ((7, 5, 5), Outcome.NO_CLEAR_CHANGE),  # 2 of 7 is less than 30 %
        ((7, 5, 4, 4), Outcome.EASED),
        ((3, 2, 2), Outcome.NO_CLEAR_CHANGE),  # 33 %, but only 1
        ((5, 5, 6), Outcome.NO_CLEAR_CHANGE),
        ((6,), Outcome.NOT_RATED),
        ((0, 0, 0), Outcome.NO_CLEAR_CHANGE),
        ((None, 6, 4, 4), Outcome.EASED),
        ((6, None, 4, None, 4), Outcome.NO_CLEAR_CHANGE),
        ((None, None), Outcome.NOT_RATED),
        ((), Outcome.NOT_RATED),
    ],
)
def test_eased_needs_a_clear_fall_twice_running(
    values: tuple[int | None, ...], expected: Outcome
) -> None:
    assert outcome(rated(*values), let_go=False) is expected


def test_a_rating_at_another_force_says_nothing_of_easing() -> None:
    assert outcome(rated(6, 4, 4, unmatched=(1,)), let_go=False) is Outcome.NO_CLEAR_CHANGE
    assert outcome(rated(6, 4, 4, unmatched=(0,)), let_go=False) is Outcome.NO_CLEAR_CHANGE
    assert outcome(rated(6, 1, 4, 4, unmatched=(1,)), let_go=False) is Outcome.EASED


def test_let_go_is_the_persons_word_and_does_not_hide_what_was_measured() -> None:
    assert outcome(rated(6, 6, 6), let_go=True) is Outcome.LET_GO
    assert outcome(rated(), let_go=True) is Outcome.LET_GO
    assert outcome(rated(6, 4, 4), let_go=True) is Outcome.EASED
