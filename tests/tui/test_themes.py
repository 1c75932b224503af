"""Every theme: what is written can be read, and tones are told apart by everybody."""

from itertools import combinations, groupby
from pathlib import Path

import pytest
import session_states as made
from colour_vision import VISIONS, difference
from screen_text import app_on, cells_of, settled, text_of

from tpdevice.core.settings import Settings, Theme
from tpdevice.session.phases import Phase
from tpdevice.tui import palette as named
from tpdevice.tui import plot
from tpdevice.tui.look import Look
from tpdevice.tui.palette import TONES, contrast, luminance
from tpdevice.tui.themes import THEMES, css_variables
from tpdevice.tui.widgets import gauge, partsbar, ratingscale

LOOKS = {theme: Look().worn(Settings(theme=theme)) for theme in Theme}
ON_FIELD = {Theme.CONTRAST: 12.0}
ON_PAGE = {Theme.CONTRAST: 12.0}
FIELDS = [*TONES.values(), named.CAP, named.MADE_UP]
INKS = [named.TEXT, named.MUTED, named.IDLE, named.GOOD, named.MADE_UP, *TONES.values()]
PAGES = [named.GROUND, named.PANEL]
SEEN = 3.0
"""Of lines and shapes against what is beside them. Source: WCAG 2.2, 1.4.11."""


@pytest.mark.parametrize("theme", Theme)
def test_letters_on_a_field_stand_out_in_every_theme(theme: Theme) -> None:
    look, least = LOOKS[theme], ON_FIELD.get(theme, 8.6)
    for field in FIELDS:
        floor = 7.3 if field == named.MADE_UP and theme is not Theme.CONTRAST else least
        assert contrast(look.ink(named.INK), look.field(field)) >= floor, hex(field)


@pytest.mark.parametrize("theme", Theme)
def test_words_on_the_page_can_be_read_in_every_theme(theme: Theme) -> None:
    look, least = LOOKS[theme], ON_PAGE.get(theme, 7.3)
    for ink in INKS:
        for page in PAGES:
            assert contrast(look.ink(ink), look.field(page)) >= least, (hex(ink), hex(page))


@pytest.mark.parametrize("theme", Theme)
def test_large_figures_and_shapes_can_be_read_in_every_theme(theme: Theme) -> None:
    """They are pictures, so that their letters are fields, too."""
    look, least = LOOKS[theme], ON_PAGE.get(theme, 7.3)
    for figure in (named.TEXT, named.IDLE):
        assert contrast(look.field(figure), look.field(named.GROUND)) >= least
    for field in TONES.values():
        assert contrast(look.field(named.INK), look.field(field)) >= ON_FIELD.get(theme, 8.6)


@pytest.mark.parametrize("theme", Theme)
def test_needle_and_edges_of_the_band_are_seen_beside_everything_they_cross(theme: Theme) -> None:
    look = LOOKS[theme]
    for colour in gauge._OF_ZONE.values():
        filled = look.mix(named.GROUND, colour, 0.45)
        beside = (filled, look.field(named.TROUGH), look.field(named.BAND))
        for ground in beside:
            assert contrast(look.field(named.TEXT), ground) >= SEEN, (hex(colour), hex(ground))


@pytest.mark.parametrize("theme", Theme)
def test_the_hatching_of_the_band_is_seen(theme: Theme) -> None:
    look = LOOKS[theme]
    # A texture beside brackets that stand out by themselves: a tenth less is still seen.
    assert contrast(look.ink(named.HATCH), look.field(named.BAND)) >= 0.95 * SEEN


@pytest.mark.parametrize("theme", Theme)
def test_the_trace_is_seen_before_band_and_area(theme: Theme) -> None:
    look = LOOKS[theme]
    below, inside, above = plot.under_inks(look)
    beside = {0: below, 1: inside, 2: above, 3: below}
    for zone, under in beside.items():
        grounds = [look.field(named.PANEL), under]
        grounds += [look.field(named.BAND)] if zone == 1 else []
        for ground in grounds:
            assert contrast(look.ink(plot.INKS[zone]), ground) >= SEEN, zone


@pytest.mark.parametrize("theme", Theme)
def test_names_on_parts_and_figures_on_ratings_can_be_read(theme: Theme) -> None:
    look = LOOKS[theme]
    parts = [colour for name, colour in partsbar._COLOURS.items() if name != "paused"]
    boxes = [ratingscale._colour(value) for value in range(12)]
    for field in (*parts, *boxes):
        assert contrast(look.ink(named.INK), look.field(field)) >= 4.5, hex(field)


@pytest.mark.parametrize("theme", Theme)
def test_a_colour_that_was_looked_up_is_not_taken_for_another_name(theme: Theme) -> None:
    colours = THEMES[theme]
    for found in {**colours.fields, **colours.inks}, colours.fields:
        for colour in found.values():
            assert colours.field(colour) == colour, hex(colour)
            assert colours.ink(colour) == colour, hex(colour)


@pytest.mark.parametrize("vision", VISIONS)
def test_in_the_safe_theme_no_two_tones_meet_for_anybody(vision: str) -> None:
    look = LOOKS[Theme.SAFE]
    for one, other in combinations(TONES, 2):
        apart = difference(look.field(TONES[one]), look.field(TONES[other]), VISIONS[vision])
        assert apart >= 15, (one, other, apart)


def test_for_people_without_blue_cones_the_dark_theme_alone_would_not_do() -> None:
    apart = difference(TONES["less"], TONES["stop"], VISIONS["tritanopia"])
    assert apart < 15


def test_without_colours_no_theme_is_worn() -> None:
    assert Look(colour=False).worn(Settings(theme=Theme.LIGHT)).theme is Theme.DARK


@pytest.mark.parametrize("theme", Theme)
async def test_a_screen_says_the_same_in_every_theme_on_its_own_page(theme: Theme) -> None:
    shown = {}
    for each in (Theme.DARK, theme):
        seat, _ = made.seat(made.state("less", 53.2, held_s=43.0))
        app = app_on(seat, Look(), settings=Settings(theme=each))
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(app, pilot)
            shown[each] = text_of(app)
            papers = {cell.paper for row in cells_of(app) for cell in row}
    assert shown[theme] == shown[Theme.DARK]
    assert LOOKS[theme].field(named.GROUND) in papers
    assert theme in (Theme.DARK, Theme.SAFE) or named.GROUND not in papers


async def test_a_theme_chosen_while_a_screen_is_there_is_worn_at_once_and_leaves_nothing() -> None:
    seat, _ = made.seat(made.state("hold"))
    app = app_on(seat, Look())
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        app.wear(Settings(theme=Theme.LIGHT))
        await settled(app, pilot)
        papers = {cell.paper for row in cells_of(app) for cell in row}
    assert named.GROUND not in papers
    assert named.PANEL not in papers
    assert css_variables(Theme.LIGHT)["ground"] == "#f8fafb"


GOLDENS = Path(__file__).parent / "goldens"
CUES = {
    "press": lambda: made.state("more", 30.2),
    "hold": lambda: made.state("hold"),
    "ease_off": lambda: made.state("less", 53.2, held_s=43.0),
    "stop": lambda: made.state("come_off_sharp", phase=Phase.STOPPED),
}


async def _in_grey(name: str) -> str:
    """Return the screen as it is without hues: characters, and lightness in nine steps."""
    seat, _ = made.seat(CUES[name]())
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        rows = cells_of(app)
    light = ["".join([str(round(9 * luminance(c.paper or 0))) for c in row]) for row in rows]
    runs = [" ".join([f"{len(list(run))}x{step}" for step, run in groupby(row)]) for row in light]
    words = ["".join([cell.char for cell in row]).rstrip() for row in rows]
    return "\n".join([*words, "", *runs]) + "\n"


@pytest.mark.parametrize("name", CUES)
async def test_in_grey_a_cue_looks_as_reviewed(name: str, *, update_goldens: bool) -> None:
    shown, path = await _in_grey(name), GOLDENS / f"grey_{name}_80x24.txt"
    if update_goldens:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


async def test_in_grey_every_cue_differs_by_more_than_lightness() -> None:
    cues = {tuple((await _in_grey(name)).splitlines()[2:9]) for name in CUES}
    assert len(cues) == len(CUES)
