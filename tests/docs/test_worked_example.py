"""The band that is worked out on a page is the band that the program makes."""

from pathlib import Path

from tpdevice.core.band import Band, Support, Thresholds
from tpdevice.core.plan import Limits
from tpdevice.core.units import mn, newtons
from tpdevice.runtime import content
from tpdevice.session.bandrule import band_for

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "holding-a-band.md"


def _band(marks: Thresholds) -> Band:
    limits = Limits(plan_n=None, range_n=1471.0, held_today_s=0.0, pressed_session_s=0.0)
    band = band_for(marks, support=Support.CANE, point=content.point("UT").rules, limits=limits)
    assert isinstance(band, Band)
    return band


def test_the_worked_example_is_what_the_program_makes_of_its_marks() -> None:
    band = _band(Thresholds(mn(40), mn(52)))
    text = PAGE.read_text(encoding="utf-8")
    for row in (
        f"| ceiling | {newtons(band.ceiling_mn):g} N |",
        f"| alarm | {newtons(band.alarm_mn):g} N |",
        f"| top | {newtons(band.top_mn):g} N |",
        f"| aim | {newtons(band.aim_mn):g} N |",
        f"| bottom | {newtons(band.bottom_mn):g} N |",
        f"| margin | {newtons(band.margin_mn):g} N |",
        f"| free | {newtons(band.free_mn):g} N |",
    ):
        assert row in text


def test_the_example_without_marks_is_what_the_program_makes() -> None:
    band = _band(Thresholds(None, None))
    bottom, top = newtons(band.bottom_mn), newtons(band.top_mn)
    assert f"{bottom:g} to {top:g} N" in PAGE.read_text(encoding="utf-8")
