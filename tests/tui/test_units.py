"""Every force on a screen in a person's own unit, and figures that never contradict each other."""

import re

import pytest
import session_states as made
from hypothesis import given
from hypothesis import strategies as st
from screen_text import app_on, settled, text_of

from tpdevice.core.settings import PER_N, Settings, Unit, fine_text, force_text, steps_of
from tpdevice.core.units import newtons
from tpdevice.tui.look import Look
from tpdevice.tui.present import present
from tpdevice.tui.scale import edge_steps, full_scale, shown_steps, zone_of
from tpdevice.tui.sumup import sum_up
from tpdevice.tui.view import Zone

OTHERS = (Unit.KGF, Unit.LBF)
NEWTONS = re.compile(r"\d ?N\b")
MOMENTS = {
    "hold": lambda: made.seat(made.state("hold")),
    "ease_off": lambda: made.seat(made.state("less", 53.2, held_s=43.0)),
    "press": lambda: made.seat(made.state("more", 30.2)),
    "matching": lambda: made.seat(made.matching()),
    "calibrate": lambda: made.seat(made.calibrating()),
    "reading": lambda: made.seat(made.reading()),
    "summary": made.over,
    "summary_read": made.was_read,
}


@given(
    st.integers(0, 200_000), st.integers(2_000, 120_000), st.integers(2_500, 60_000),
    st.sampled_from(Unit),
)  # fmt: skip
def test_in_every_unit_a_shown_force_lies_on_its_side_of_the_shown_band(
    force_mn: int, bottom_mn: int, wide_mn: int, unit: Unit
) -> None:
    band_mn = (bottom_mn, bottom_mn + wide_mn)
    shown, (bottom, top) = (
        shown_steps(force_mn, band_mn, unit=unit),
        edge_steps(*band_mn, unit=unit),
    )
    zone = zone_of(force_mn, band_mn)
    assert (shown < bottom) == (zone is Zone.BELOW)
    assert (shown > top) == (zone is Zone.ABOVE)
    assert steps_of(newtons(bottom_mn), unit) <= bottom + 1e-6
    assert steps_of(newtons(band_mn[1]), unit) >= top - 1e-6


@given(st.integers(3_000, 400_000), st.sampled_from(Unit))
def test_a_scale_has_a_few_round_ticks_in_every_unit(top_mn: int, unit: Unit) -> None:
    full_n, ticks_n = full_scale(top_mn, 500_000, unit=unit)
    assert full_n * 1000 >= 1.5 * top_mn * (1 - 1e-9)
    assert 3 <= len(ticks_n) <= 10
    for tick_n in ticks_n:
        figure = f"{round(tick_n * PER_N[unit], 1):g}"
        assert abs(float(figure) - tick_n * PER_N[unit]) < 1e-6
        assert len(figure) <= 5


def test_known_forces_are_told_in_each_unit() -> None:
    one_kgf_mn = 9_806.65
    assert [force_text(one_kgf_mn, unit) for unit in Unit] == ["10 N", "1.0 kgf", "2.2 lbf"]
    assert [fine_text(one_kgf_mn, unit) for unit in Unit] == ["9.8 N", "1.00 kgf", "2.20 lbf"]


@pytest.mark.parametrize("unit", OTHERS)
@pytest.mark.parametrize("name", MOMENTS)
async def test_no_screen_says_newtons_to_who_reads_another_unit(name: str, unit: Unit) -> None:
    seat, _ = MOMENTS[name]()
    app = app_on(seat, Look(), settings=Settings(unit=unit))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        shown = text_of(app)
        await pilot.press("d")
        await settled(app, pilot)
        shown += text_of(app)
    assert not NEWTONS.search(shown), NEWTONS.search(shown)
    assert unit in shown


def test_a_band_and_what_is_to_go_are_told_in_the_same_unit() -> None:
    gauge = present(made.state("more", 30.2), unit=Unit.KGF).gauge
    assert (gauge.number, gauge.band_text) == ("3.1 kgf", "3.5 to 4.6 kgf")
    assert gauge.to_go == "0.4 kgf to the band"
    assert [gauge.figure(tick) for tick in gauge.ticks_n] == [
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
    ]


def test_a_summary_is_told_in_a_persons_unit() -> None:
    view = sum_up(made.summary(), made.header(), unit=Unit.LBF)
    assert view.facts[0] == "peak 10.16 lbf"
    assert view.lines[0].mean == "8.75 lbf"
