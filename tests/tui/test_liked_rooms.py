"""Settings that are worn at once, and the past as it was: log, trends and evidence."""

from dataclasses import replace

import pytest
from made_house import DUE, MadeDesk, house, room, walk
from screen_text import cells_of, text_of

from tpdevice.core.settings import Settings, Theme, Unit
from tpdevice.tui import palette
from tpdevice.tui.desk import HomeView
from tpdevice.tui.grid import Grid
from tpdevice.tui.liking import LIKINGS
from tpdevice.tui.look import Glyphs, Look
from tpdevice.tui.past import Dot, LogView, PastSession, Rated, Trend, TrendsView
from tpdevice.tui.screens.trends import lines_of
from tpdevice.tui.widgets.ratingchart import RatingChart

ANA = HomeView("Ana", places=(DUE,))
SIZES = [(120, 40), (80, 24), (44, 42)]
ONCE = PastSession(
    7, "2026-11-28 18:03", "temple, left", "finger", "held 54 s", "6 → 4", "eased", ""
)
TREND = Trend(
    "temple, left",
    "finger",
    "N",
    (Dot("2026-10-01", 12.0, 2.4), Dot("2026-11-01", 13.0, 1.8)),
    (Dot("2026-10-01", 18.0, 3.5), Dot("2026-11-01", 21.0, 2.9)),
    ("threshold: no change since 2026-10-01 that one can tell from chance", "comfort mark: same"),
    (Rated("2026-11-01", 6, 4), Rated("2026-10-01", 5, None)),
)


def there() -> MadeDesk:
    desk = MadeDesk(ANA)
    desk.listed = LogView((ONCE, replace(ONCE, ended="stopped by you", mark="SIMULATED")))
    desk.trend = TrendsView((TREND, replace(TREND, place="palm, right", tool="knob")))
    return desk


def test_every_liking_turns_through_all_its_choices_and_back() -> None:
    for row in LIKINGS:
        assert len(row.help) <= 40
        settings, said = Settings(), []
        for _ in row.choices:
            settings = row.turned(settings, 1)
            said.append(row.said(settings))
        assert len(set(said)) == len(row.choices)
        assert getattr(settings, row.field) == pytest.approx(getattr(Settings(), row.field))


def test_every_field_of_the_settings_can_be_liked_but_for_the_folder_of_exports() -> None:
    by_export = {"export_folder", "export_without_names", "export_mark"}
    assert {row.field for row in LIKINGS} == set(Settings.__struct_fields__) - by_export


@pytest.mark.parametrize("size", SIZES)
async def test_a_theme_that_is_chosen_is_worn_and_kept_at_once(size: tuple[int, int]) -> None:
    desk = there()
    app = house(desk)
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "s", "SettingsRoom", "down", "right", "SettingsRoom")
        papers = {cell.paper for row in cells_of(app) for cell in row}
        assert "light" in text_of(app)
        await walk(app, pilot, "escape", "Home")
        at_home = {cell.paper for row in cells_of(app) for cell in row}
    assert desk.likes.theme is Theme.LIGHT
    assert not {palette.GROUND, palette.PANEL} & papers
    assert not {palette.GROUND, palette.PANEL} & at_home


async def test_a_row_is_turned_by_touching_it_twice() -> None:
    desk = there()
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "s", "SettingsRoom")
        place = app.screen.query_one("Choices").region
        await pilot.click(offset=(place.x + 5, place.y + 4))
        await pilot.click(offset=(place.x + 5, place.y + 4))
        await pilot.pause()
    assert desk.likes.motion is False
    assert app.look.motion is False


async def test_the_sound_test_says_why_nothing_is_heard_and_a_log_that_refuses_is_told() -> None:
    desk = there()
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "s", "SettingsRoom", "x", "SettingsRoom")
        assert "No sound here." in text_of(app)
        desk.refuses = True
        await walk(app, pilot, "right", "SettingsRoom")
        assert "Not kept: The log is full. Make room." in text_of(app)
    assert desk.tested == [Settings()]
    assert app.settings.unit is Unit.KGF


@pytest.mark.parametrize("size", SIZES)
async def test_the_log_shows_what_was_held_and_rated_and_marks_what_is_made_up(
    size: tuple[int, int],
) -> None:
    app = house(there())
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "l", "LogRoom")
        shown = " ".join(text_of(app).split())
    assert "2026-11-28 18:03 · temple, left" in shown
    assert "held 54 s · rated 6 → 4 · eased" in shown
    assert "SIMULATED" in shown


@pytest.mark.parametrize("size", SIZES)
async def test_trends_show_each_place_with_errors_and_call_chance_no_change(
    size: tuple[int, int],
) -> None:
    app = house(there())
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "t", "Trends")
        shown = text_of(app)
        await walk(app, pilot, "right", "Trends")
        other = text_of(app)
    assert "temple, left · finger · 1 of 2" in shown
    assert "palm, right · knob · 2 of 2" in other
    assert shown.count("●") == 3, "two marks and the legend"
    assert shown.count("│") > 8
    assert "chance" in shown
    assert "2026-10-01" in shown


def charted(*ratings: Rated, look: Look, columns: int = 44) -> list[str]:
    """Return the rows of a chart of ratings, of which the first is the strongest."""
    grid = Grid(columns, 15, look)
    RatingChart().paint(grid, replace(TREND, ratings=ratings))
    return ["".join(char for char, _ in row) for row in grid.rows]


@pytest.mark.parametrize(
    ("look", "first", "last"),
    [
        (Look(), "□", "■"),
        (Look(colour=False), "□", "■"),
        (Look(Glyphs.ASCII, colour=False, braille=False), "o", "#"),
    ],
)
def test_each_rating_has_a_row_of_its_own_and_first_and_last_have_two_signs(
    look: Look, first: str, last: str
) -> None:
    for value in range(11):
        rows = charted(Rated("2026-11-01", value, 10 - value), look=look)[1:12]
        assert [y for y, row in enumerate(rows) if first in row] == [10 - value]
        assert [y for y, row in enumerate(rows) if last in row] == [value]
    assert not any(last in row for row in charted(Rated("2026-11-01", 4, None), look=look)[1:12])


def test_sessions_stand_in_order_of_time_and_none_hides_another() -> None:
    days = ("2026-11-20", "2026-11-20", "2026-11-20", "2026-11-19", "2026-10-01", "2026-10-01")
    rated = [Rated(day, number, None) for number, day in enumerate(days)]
    rows = charted(*rated, look=Look())[1:12]
    columns = [row.index("□") for row in rows if "□" in row]
    assert columns == sorted(columns)
    assert len(set(columns)) == len(days)


def test_where_not_all_sessions_fit_the_newest_are_shown_and_it_is_said() -> None:
    rated = [Rated(f"2026-11-{28 - day:02}", 5, None) for day in range(28)]
    rows = charted(*rated, look=Look())
    shown = rows[6].count("□")
    assert 8 < shown < 28
    assert f"the newest {shown}" in rows[0]
    assert f"2026-11-{29 - shown:02}" in rows[12]


@pytest.mark.parametrize("size", SIZES)
async def test_ratings_are_charted_beside_the_marks_and_nothing_is_made_of_them(
    size: tuple[int, int],
) -> None:
    app = house(there())
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "t", "Trends")
        shown = text_of(app)
    assert shown.count("■") == 2, "one answer and the legend"
    assert shown.count("□") == 3, "two answers and the legend"
    said = " ".join(line.text for line in lines_of(TREND))
    assert "nothing is made of them" in said
    for word in ("better", "improved", "worse", "trend", "progress"):
        assert word not in said


@pytest.mark.parametrize("size", SIZES)
async def test_trends_show_what_helped_and_the_days_of_a_place(size: tuple[int, int]) -> None:
    desk = there()
    month = ("March 2026", "Mo   Tu", " 2    3*", "1 session on 1 day, 2 min held")
    helped = ("tool ball: 9 sessions", "pressed at a wall: 9 sessions")
    more = replace(TREND, ratings=(), helped=helped, months=(month,))
    desk.trend = TrendsView((more,))
    app = house(desk)
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "t", "Trends", "end", "Trends")
        rows = [row.strip().removesuffix("▇").rstrip() for row in text_of(app).splitlines()]
    start = rows.index(month[0])
    assert rows[start : start + 4] == [row.strip() for row in month]
    said = [f"{line.sign}{line.text}" for line in lines_of(more)]
    assert "  Pressed at a wall: 9 sessions" in said
    assert any("do not say what made it so" in text for text in said)
    assert not any("helped" in line.text for line in lines_of(TREND))


@pytest.mark.parametrize("size", SIZES)
async def test_trends_say_how_sore_it_was_on_the_day_after_each_session(
    size: tuple[int, int],
) -> None:
    desk = there()
    later = (Rated("2026-11-01", 6, 4, 0), Rated("2026-10-01", 5, None))
    desk.trend = TrendsView((replace(TREND, ratings=later),), "2026-10-01")
    app = house(desk)
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "t", "Trends", "end", "Trends")
        shown = " ".join(text_of(app).split())
    assert "2026-11-01 6 → 4 · sore 0" in shown
    assert "2026-10-01 5" in shown
    assert shown.count("sore ") == 2, "one answer and the heading"
    assert "Sessions before 2026-10-01 are left out here." in shown
    assert not any("sore" in line.text for line in lines_of(TREND))


async def test_where_nothing_was_rated_there_is_no_chart_of_ratings() -> None:
    desk = there()
    desk.trend = TrendsView((replace(TREND, ratings=()),))
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "t", "Trends")
        assert "how strong" not in text_of(app).lower()
        assert "marks, N" in text_of(app)


@pytest.mark.parametrize(("key", "name"), [("l", "LogRoom"), ("t", "Trends")])
async def test_where_there_is_no_past_it_says_what_makes_one(key: str, name: str) -> None:
    app = house(MadeDesk(ANA))
    async with app.run_test(size=(44, 42)) as pilot:
        await room(app, pilot, "Home")
        await pilot.press(key)
        await room(app, pilot, name)
        assert "yet" in text_of(app)


async def test_the_evidence_is_a_page_to_read_with_its_sources() -> None:
    app = house(there())
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "e", "EvidenceRoom")
        first = text_of(app)
        await walk(app, pilot, "space", "EvidenceRoom")
        assert text_of(app) != first
        await walk(app, pilot, "escape", "Home")
