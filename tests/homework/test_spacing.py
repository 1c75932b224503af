"""Every limit says why."""

import pytest

from tpdevice.core import rules
from tpdevice.homework.spacing import LIMITS, Spacing, explained, spacing, told
from tpdevice.session.moving import Bar


@pytest.mark.parametrize("bar", list(Bar))
def test_whatever_keeps_a_session_from_beginning_is_explained_in_one_sentence(bar: Bar) -> None:
    why = explained(bar)
    assert why.endswith(".")
    assert why.count(".") == 1
    assert why in {limit.why for limit in LIMITS}


def test_what_is_no_limit_is_not_explained() -> None:
    assert explained("the comfortable range here is too narrow") == ""


def test_every_limit_is_a_rule_and_a_reason() -> None:
    for limit in LIMITS:
        assert limit.rule.endswith(".")
        assert limit.why.endswith(".")


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        (-1, Spacing.TODAY),
        (0, Spacing.TODAY),
        (1, Spacing.CLOSE),
        (2, Spacing.RESTED),
        (30, Spacing.RESTED),
    ],
)
def test_a_place_is_rested_on_the_second_day(days: int, stands: Spacing) -> None:
    assert spacing(days) is stands
    assert rules.REST_DAYS == 2


def test_who_pressed_yesterday_is_told_why_tomorrow_is_kinder_and_may_choose() -> None:
    said = told(1)
    assert "the choice is yours" in said
    assert "a day late" in said
    assert "3 days ago" in told(3)
