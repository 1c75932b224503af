import click
import pytest
from click.testing import CliRunner

from tpdevice.cli.weights import grams, next_kg, weight_n
from tpdevice.core.errors import UsageError


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("1000", 9.80665),
        (" 1000 g ", 9.80665),
        ("1.5 kg", 14.709975),
        ("1,5kg", 14.709975),
        ("10 N", 10.0),
        ("2.5n", 2.5),
        ("1 lb", 4.4482216152605),
        ("16 oz", 4.4482216152605),
        ("5.", 0.04903325),
    ],
)
def test_a_weight_is_grams_unless_its_unit_is_said(text: str, n: float) -> None:
    assert weight_n(text) == pytest.approx(n)


@pytest.mark.parametrize(
    "text", ["", "g", "-5", "+5", "1e3", "nan", "inf", "5 st", "0", "0 kg", "1 2", "٣", "9999999"]
)
def test_what_is_no_weight_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        weight_n(text)
    assert caught.value.hint


def test_grams_are_what_a_scale_shows() -> None:
    assert grams(9.80665) == pytest.approx(1000.0)
    assert weight_n(f"{grams(23.0)}"[:8]) == pytest.approx(23.0, abs=0.01)


def typed(text: str) -> tuple[list[float | None], str]:
    """Return which weights are taken of what is typed, and what is said meanwhile."""
    taken: list[float | None] = []
    asking = click.Command("asking", callback=lambda: taken.append(next_kg(0, where="on it")))
    return taken, CliRunner().invoke(asking, input=text).stderr


@pytest.mark.parametrize(("text", "kg"), [("5\n", 5.0), ("2,5 kg\n", 2.5), ("500 g\n", 0.5)])
def test_a_known_weight_is_kilograms_unless_its_unit_is_said(text: str, kg: float) -> None:
    assert typed(text)[0] == [pytest.approx(kg)]


def test_nothing_typed_is_no_weight() -> None:
    assert typed("\n")[0] == [None]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [("a bag", "such as 5, 5 kg"), ("0", "Press first"), ("501", "0.01 and 500")],
)
def test_what_is_no_known_weight_is_asked_for_again(wrong: str, why: str) -> None:
    taken, said = typed(f"{wrong}\n5\n")
    assert taken == [5.0]
    assert why in said
