"""The rooms of a clinic: who needs a look, what stands out, one client, and every way on."""

from dataclasses import replace
from datetime import date

import pytest
from made_clinic import (
    CLINIC,
    EMPTY,
    EXCEPTIONS,
    HARD,
    MADE_UP,
    PAGE,
    QUIET,
    STORIES,
    client,
    crowd,
    overview_of,
)
from room_stage import RoomStage
from screen_text import text_of
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from tpdevice.clinic.overview import QUIET_DAYS, Overview
from tpdevice.homework.standout import Kind
from tpdevice.tui.longroom import LongRoom
from tpdevice.tui.look import Glyphs, Look
from tpdevice.tui.room import Room
from tpdevice.tui.screens.client import ClientRoom
from tpdevice.tui.screens.clients import Clients
from tpdevice.tui.screens.clinickeys import ClinicKeys
from tpdevice.tui.screens.exceptions import Exceptions
from tpdevice.tui.widgets.longlist import LongList

SIZES = [(120, 40), (80, 24), (44, 42)]
HOSTILE = "\x1b[2J[/b][red]\t\u202eEve"


def stage(view: Overview = CLINIC) -> RoomStage:
    return RoomStage(Clients(Look(), view))


def listed(app: RoomStage) -> LongList[object]:
    assert isinstance(app.room, LongRoom)
    return app.room._list


async def pressed(pilot: Pilot[None], *keys: str) -> str:
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()
    return text_of(pilot.app)


def marked(text: str) -> str:
    return next(line for line in text.splitlines() if "▸" in line)


@pytest.mark.parametrize("size", SIZES)
async def test_each_client_says_all_there_is_to_say_the_first_one_first(
    size: tuple[int, int],
) -> None:
    app = stage()
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot)
    names = [name for name in text.split() if name in {each.name for each in STORIES}]
    assert names == [each.name for each in STORIES][: len(names)]
    assert len(names) >= 4
    assert "QUIET 30 days" in text
    assert "27 of 27" in text
    assert "91 %" in text
    assert "2026-05-30" in text
    for number in ("1", "12", "31", "2"):
        assert number in text.split()
    if size[0] >= 60:
        assert "17850 of 19440 s" in text
        assert "7.4 → 3.1" in text
        assert " SIMULATED " in text


@pytest.mark.parametrize("width", [32, 44, 59, 60, 80, 99, 100, 113, 114, 120, 200])
async def test_a_name_and_what_stands_out_have_room_at_every_width(width: int) -> None:
    long = replace(HARD, name="Mia-Sophie " + "von der Aue-Hohenfeld " * 3, simulated=width > 60)
    app = stage(overview_of(long, replace(HARD, name="Ben")))
    async with app.run_test(size=(width, 30)) as pilot:
        text = await pressed(pilot)
    assert "Mia-So" in text
    assert "Ben" in text
    assert {"1", "12", "31"} <= set(text.split())
    assert width < 44 or "2" in text.split()
    assert ("SIMULATED" in text) == (width > 60)


@pytest.mark.parametrize("size", SIZES)
async def test_the_line_on_top_counts_clients_exceptions_silence_and_days(
    size: tuple[int, int],
) -> None:
    app = stage()
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot)
    for words in ("clients", "with exceptions", "gone quiet", "% of days done"):
        assert words in text
    assert "28 days, 2026-05-04 to 2026-05-31" in text
    if size[1] < 40:  # elsewhere the figures are large
        assert "5 clients" in text
        assert "1 with exceptions" in text
        assert "2 gone quiet" in text
        assert "84 % of days done" in text


async def test_a_long_list_draws_what_is_in_sight_and_scrolls_to_its_end() -> None:
    room = Clients(Look(), crowd(500))
    app = RoomStage(room)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "1 of 500" in await pressed(pilot)
        drawn = [spot for spot in room._list.spots if spot.name == "choice"]
        assert len(drawn) == room._list.fits < 12
        text = await pressed(pilot, "end")
        assert "500 of 500" in text
        assert "Client 499" in marked(text)
        text = await pressed(pilot, "home", "pagedown", "j", "k")
        assert f"Client {room._list.fits:03}" in marked(text)
        assert "Client 000" in marked(await pressed(pilot, "pageup", "up", "up"))


async def test_the_wheel_goes_through_the_list_and_a_click_opens_a_client() -> None:
    app = stage(crowd(40))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for turned in (MouseScrollDown, MouseScrollDown, MouseScrollUp):
            listed(app).post_message(turned(listed(app), 5, 5, 0, 1, 0, *[False] * 3))
        text = await pressed(pilot)
        assert "Client 003" in marked(text)
        y = next(y for y, line in enumerate(text.splitlines()) if "Client 005" in line)
        await pilot.click(offset=(10, y))
        await pilot.pause()
    assert app.went == [("client", {"number": 5})]


@pytest.mark.parametrize("size", SIZES)
async def test_every_way_on_has_a_key(size: tuple[int, int]) -> None:
    app = stage()
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "down", "enter", "d", "e", "question_mark", "escape", "q")
    assert app.went == [
        ("client", {"number": 3}),
        ("days", {}),
        ("exceptions", {}),
        ("clinic_help", {}),
        ("leave", {}),
        ("leave", {}),
    ]


async def test_on_a_phone_a_thumb_opens_a_client_and_the_exceptions_and_leaves() -> None:
    app = stage()
    async with app.run_test(size=(44, 42)) as pilot:
        await pilot.pause()
        for x in (2, 20, 40):
            assert await pilot.click(app.screen.query_one("#touch"), offset=(x, 2))
    assert [to for to, _ in app.went] == ["client", "exceptions", "leave"]


@pytest.mark.parametrize("size", SIZES)
async def test_only_who_has_gone_quiet_is_shown_the_longest_first_and_escape_shows_all(
    size: tuple[int, int],
) -> None:
    app = stage()
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot, "g")
        assert text.index("Uma") < text.index("Elif")
        assert "Dag" not in text
        assert "1 of 2" in text
        assert "all clients" in text
        assert "Dag" in await pressed(pilot, "escape")
    assert app.went == []


async def test_the_mark_stays_at_a_client_when_others_are_shown() -> None:
    app = stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "down", "down")
        assert "Elif" in marked(await pressed(pilot, "g"))
        app.room.renew(replace(CLINIC, clients=(QUIET, HARD)))
        assert "Elif" in marked(await pressed(pilot, "g"))


async def test_where_nobody_has_gone_quiet_that_is_said() -> None:
    app = stage(crowd(3))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Nobody has gone quiet" in await pressed(pilot, "g", "enter", "down")
    assert app.went == []


async def test_a_client_is_found_by_part_of_the_name() -> None:
    app = stage()
    async with app.run_test(size=(80, 24)) as pilot:
        text = await pressed(pilot, "slash", "e", "q", "g")
        assert "Nobody is called so" in text
        text = await pressed(pilot, "backspace", "backspace")
        assert "Elif" in text
        assert "Greta" in text
        assert "Dag" not in text
        await pressed(pilot, "L", "enter")
        assert app.went == [("client", {"number": QUIET.number})]
        text = await pressed(pilot, "escape")
        assert "Dag" in text
        assert "Elif" in marked(text)
        await pressed(pilot, "escape")
    assert app.went[1:] == [("leave", {})]


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_clinic_says_what_to_do_next(size: tuple[int, int]) -> None:
    app = stage(EMPTY)
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot, "down", "enter", "g", "g")
        assert "tpdevice clinic import FOLDER" in text
        assert "open" not in text
        await pressed(pilot, "escape")
    assert app.went == [("leave", {})]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", [Clients, Exceptions, ClientRoom])
async def test_a_hostile_name_reaches_the_terminal_as_letters(
    kind: type[Room], size: tuple[int, int]
) -> None:
    eve = client(7, HOSTILE, counts=HARD.counts)
    seen = (replace(EXCEPTIONS[0], name=HOSTILE, place=HOSTILE, words=HOSTILE),)
    page = replace(
        PAGE, client=eve, seen=seen,
        sessions=(replace(PAGE.sessions[0], point=HOSTILE, tool=HOSTILE, outcome=HOSTILE),),
    )  # fmt: skip
    view = page if kind is ClientRoom else overview_of(eve, exceptions=seen)
    app = RoomStage(kind(Look(), view))  # type: ignore[call-arg]
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot)
        assert "[2J[/b][red] Eve" in text
        assert "[red]Eve" not in text
        assert not {"\x1b", "\u202e"} & set(text)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42), (34, 12), (20, 6)])
@pytest.mark.parametrize("name", ["clients", "exceptions", "client", "keys"])
async def test_every_room_reads_in_ascii_and_without_colour(
    name: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    look = Look(Glyphs.ASCII, colour=False, braille=False)
    rooms = {
        "clients": lambda: Clients(look, CLINIC),
        "exceptions": lambda: Exceptions(look, CLINIC),
        "client": lambda: ClientRoom(look, PAGE),
        "keys": lambda: ClinicKeys(look, QUIET_DAYS),
    }
    app = RoomStage(rooms[name]())
    app.add_class("-ascii")
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot)
    assert text.isascii(), {char for char in text if not char.isascii()}
    assert text.count("?") == text.count(" ?  "), "a sign has no stand-in"
    assert text.strip()
    assert text.splitlines()[-1].rstrip().endswith(("leave", "back"))


@pytest.mark.parametrize("size", SIZES)
async def test_exceptions_come_newest_first_each_with_its_sign_and_word(
    size: tuple[int, int],
) -> None:
    app = RoomStage(Exceptions(Look(), CLINIC))
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot)
    below = text[text.index("▸") :]
    found = [below.index(words) for words in
             ("! warning sign", "▲ over the cap", "▼ stopped early", "◉ rated high")]  # fmt: skip
    assert found == sorted(found)
    assert "look at, 24 h later" in " ".join(below.split())
    assert "missed day" not in below
    assert "1 of 5" in text


async def test_the_arrows_choose_a_kind_and_enter_opens_its_client() -> None:
    app = RoomStage(Exceptions(Look(), CLINIC))
    async with app.run_test(size=(120, 40)) as pilot:
        text = await pressed(pilot, *["right"] * 5)
        assert "[× missed day 1]" in text
        assert "nothing was done" in text
        assert "Dag" not in text
        assert "1 of 6" in await pressed(pilot, "right")
        assert "SIMULATED" in await pressed(pilot, "right", "right", "right", "right")
        await pressed(pilot, "left", "left", "left", "left", "left", "enter")
    assert app.went == [("client", {"number": STORIES[3].number})]


async def test_where_nothing_is_of_a_kind_that_is_said() -> None:
    app = RoomStage(Exceptions(Look(), overview_of(HARD, exceptions=EXCEPTIONS[:1])))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Nothing of this kind" in await pressed(pilot, "right", "right", "enter")
    assert app.went == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_client_shows_days_exceptions_sessions_and_the_way_to_a_report(
    size: tuple[int, int],
) -> None:
    app = RoomStage(ClientRoom(Look(), PAGE))
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot)
        flat = " ".join(text.split())
        assert "Dag · 28 days" in text
        assert "tpdevice report PLAN 'result of may.tpresult' -o FILE --open" in flat
        assert "27 of 27 days (100 %)" in flat
        assert "plan until 2026-06-14" in flat
        for sign in ("20 ×", "28 !", "30 !", "29 +", "26 ■", "25 ·"):
            assert sign in text
        assert "31  " in text
        text = await pressed(pilot, *["down"] * 9)
        flat = " ".join(text.split())
        assert "held 173 of 180 s · rated 6 → 4" in flat
    assert "Exceptions, the gravest first" not in text


@pytest.mark.parametrize("size", [(80, 24), (44, 42)])
async def test_after_the_days_come_the_forces_of_each_place(size: tuple[int, int]) -> None:
    app = RoomStage(ClientRoom(Look(), PAGE))
    async with app.run_test(size=size) as pilot:
        text = await pressed(pilot, "right")
        assert "UT left, cane: force, N · 1 of 2" in text
        assert text.count("●") >= 10
        assert "░" in text
        assert "× missed" not in text
        assert "RH left, ball: force, N · 2 of 2" in await pressed(pilot, "right")
        assert "× missed" in await pressed(pilot, "right")
        assert "2 of 2" in await pressed(pilot, "left")


async def test_where_there_is_room_days_and_forces_stand_below_each_other() -> None:
    app = RoomStage(ClientRoom(Look(), PAGE))
    async with app.run_test(size=(120, 40)) as pilot:
        for keys, place in (((), "UT left"), (("right",), "RH left"), (("right",), "UT left")):
            text = await pressed(pilot, *keys)
            assert f"{place}, " in text
            assert "× missed" in text
            assert "first" in text


async def test_a_client_of_whom_nothing_came_says_so() -> None:
    unheard = client(8, "Ben", pressed=None, until=None, last=None, first_rating=None)
    page = replace(PAGE, client=unheard, known=(), sessions=(), seen=(), file=None)
    app = RoomStage(ClientRoom(Look(), page))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await pressed(pilot, "right", "down", "end")
    assert "no result yet" in text
    assert "QUIET 27 days, while a plan runs" in text
    assert "tpdevice report PLAN RESULT" in text
    assert "No session and no missed day" in text


async def test_a_simulated_client_is_marked_on_every_page() -> None:
    app = RoomStage(ClientRoom(Look(), replace(PAGE, client=MADE_UP)))
    async with app.run_test(size=(44, 42)) as pilot:
        assert "SIMULATED" in (await pressed(pilot)).splitlines()[0]


async def test_a_year_of_days_fits_on_a_phone() -> None:
    days = replace(PAGE.days, recent=365)
    app = RoomStage(ClientRoom(Look(), replace(PAGE, days=days)))
    async with app.run_test(size=(44, 42)) as pilot:
        text = await pressed(pilot)
    rows = [line for line in text.splitlines() if line.startswith((" │ Tu ", " │ We "))]
    assert "■" in rows[0]
    assert "×" in rows[1]


async def test_exceptions_of_other_days_are_shown_when_the_days_are_others() -> None:
    app = RoomStage(Exceptions(Look(), CLINIC))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "d")
        newer = replace(
            EXCEPTIONS[0], day=date(2026, 1, 2), kind=Kind.RATING, words="rated 9 of 10"
        )
        app.room.renew(replace(CLINIC, exceptions=(newer,)))
        assert "rated 9 of 10" in await pressed(pilot)
    assert app.went == [("days", {})]
