import math
from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tpdevice.core.record import Outcome, RatingRow
from tpdevice.core.units import ns
from tpdevice.signal.easing import Weights, eased, learned, outcome
from tpdevice.signal.fading import FADES, SCATTERS, usual

NOTHING: dict[int, float] = {}


def rated(*values: int | None, off: dict[int, float] = NOTHING) -> list[RatingRow]:
    """Return ratings 20 s apart; `off` is the share by which force was beyond the reference."""
    return [
        RatingRow(
            at_ns=ns(20.0 * i),
            repetition=1,
            due_s=20.0 * i,
            held_ns=ns(20.0 * i),
            value=value,
            matched=i not in off,
            force_mn=round(40_000 * (1 + off.get(i, 0.0))),
            reference_mn=40_000,
        )
        for i, value in enumerate(values)
    ]


def after(*holds: tuple[int, ...]) -> Weights:
    return reduce(lambda weights, hold: learned(rated(*hold), weights), holds, ())


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((6, 6, 3, 3), Outcome.EASED),
        ((6, 5, 3, 3), Outcome.EASED),
        ((6, 6, 6, 3), Outcome.EASED),
        ((3, 3, 1, 1), Outcome.EASED),
        ((6, None, 3, 3), Outcome.EASED),
        ((6, 5, 5, 4), Outcome.FADED),
        ((7, 6, 5, 4), Outcome.FADED),  # a point every 20 s is a slope, no step
        ((6, 6, 5, 5), Outcome.FADED),
        ((4, 3, 0, 5), Outcome.NO_CLEAR_CHANGE),  # the last answer is above the first
        ((1, 3, 1, 1), Outcome.NO_CLEAR_CHANGE),
        ((5, 2, 6, 5), Outcome.NO_CLEAR_CHANGE),
        ((6, 6, 5, 6), Outcome.NO_CLEAR_CHANGE),
        ((6, 6, 6, 6), Outcome.NO_CLEAR_CHANGE),
        ((0, 0, 0), Outcome.NO_CLEAR_CHANGE),
        ((4, 4, 5, 5), Outcome.NO_CLEAR_CHANGE),
        ((4, 4, 6, 6), Outcome.ROSE),
        ((6, 3), Outcome.NO_CLEAR_CHANGE),  # two answers are no course
        ((6,), Outcome.NOT_RATED),
        ((None, None), Outcome.NOT_RATED),
        ((), Outcome.NOT_RATED),
    ],
)
def test_eased_is_a_fall_that_fading_does_not_explain(
    values: tuple[int | None, ...], expected: Outcome
) -> None:
    assert outcome(rated(*values), let_go=False) is expected


def test_less_force_feels_like_less_and_is_no_easing() -> None:
    assert outcome(rated(6, 6, 4, 4, off={2: -0.12, 3: -0.12}), let_go=False) is not Outcome.EASED
    assert outcome(rated(6, 6, 3, 3, off={2: -0.03, 3: -0.04}), let_go=False) is Outcome.EASED


def test_who_reports_the_same_at_more_force_did_not_report_less() -> None:
    more = rated(6, 6, 6, 6, off={2: 0.14, 3: 0.14})
    assert outcome(more, let_go=False) is Outcome.NO_CLEAR_CHANGE


def test_an_answer_far_from_the_reference_force_is_not_judged() -> None:
    far = rated(6, 6, 1, 3, 3, off={2: -0.2})
    assert outcome(far, let_go=False) is outcome(rated(6, 6, None, 3, 3), let_go=False)
    few = rated(6, 6, 3, 3, off={2: -0.2, 3: 0.2})
    assert outcome(few, let_go=False) is Outcome.NO_CLEAR_CHANGE


def test_an_answer_without_a_reference_is_not_judged() -> None:
    unknown = [replace(rating, reference_mn=None) for rating in rated(6, 6, 3)]
    assert learned(unknown, ()) == ()


def test_let_go_is_the_persons_word_and_does_not_hide_what_was_reported() -> None:
    assert outcome(rated(6, 6, 6), let_go=True) is Outcome.LET_GO
    assert outcome(rated(4, 4, 6, 6), let_go=True) is Outcome.LET_GO
    assert outcome(rated(), let_go=True) is Outcome.LET_GO
    assert outcome(rated(6, 6, 3, 3), let_go=True) is Outcome.EASED


def test_the_same_fall_is_eased_in_who_is_steady_and_fading_in_who_fades_fast() -> None:
    steady = after(*[(6, 6, 6, 6), (5, 5, 5, 5)] * 5)
    fast = after(*[(7, 6, 5, 5), (6, 6, 5, 4)] * 5)
    fell = rated(6, 6, 5, 4)
    assert outcome(fell, let_go=False, weights=steady) is Outcome.EASED
    assert outcome(fell, let_go=False, weights=fast) is Outcome.FADED


def test_holds_teach_how_fast_a_person_fades() -> None:
    def mean_fade(weights: Weights) -> float:
        share = np.array(weights).reshape(len(SCATTERS), len(FADES)).sum(axis=0)
        return float(share @ FADES / share.sum())

    before = mean_fade(tuple(usual()))
    assert mean_fade(after(*[(7, 6, 5, 5)] * 8)) > before + 0.3
    assert mean_fade(after(*[(5, 5, 5, 5)] * 8)) < before - 0.3


@given(st.lists(st.lists(st.none() | st.integers(0, 10), max_size=7), max_size=6))
def test_weights_stay_positive_and_add_up_to_one(holds: list[list[int | None]]) -> None:
    weights: Weights = ()
    for hold in holds:
        weights = learned(rated(*hold), weights)
        assert not weights or min(weights) > 0
        assert not weights or math.isclose(sum(weights), 1.0, abs_tol=1e-3)


@pytest.mark.parametrize(
    "nonsense",
    [(1.0,), (0.0,) * 39, (-1.0,) * 39, (math.nan,) * 39, (math.inf,) * 39, (1.0,) * 40],
)
def test_weights_that_make_no_sense_are_as_good_as_none(nonsense: Weights) -> None:
    said = rated(6, 5, 4, 4)
    assert outcome(said, let_go=False, weights=nonsense) is outcome(said, let_go=False)
    assert learned(said, nonsense) == learned(said, ())


def test_many_holds_at_once_are_judged_as_one_by_one() -> None:
    said = np.array([(6.0, 6, 3, 3), (6, 6, 5, 4), (5, 5, 5, 5)])
    held_s, off = np.array([0.0, 20, 40, 60]), np.zeros((3, 4))
    together = eased(said, np.broadcast_to(held_s, said.shape), off, np.tile(usual(), (3, 1)))
    alone = [outcome(rated(*map(int, row)), let_go=False) is Outcome.EASED for row in said]
    assert together.tolist() == alone == [True, False, False]
