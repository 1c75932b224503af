"""Choosing a place, looking closer at it, and what lies behind it: by keys, touch and words."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import pytest
from room_stage import RoomStage
from screen_text import golden_of, text_of
from textual.pilot import Pilot

from tpdevice.core.plan import Side
from tpdevice.core.settings import Unit
from tpdevice.runtime.content import never, points, regions
from tpdevice.tui.bodylay import touched
from tpdevice.tui.bodyview import body_view
from tpdevice.tui.choosing import Way, begin
from tpdevice.tui.look import Glyphs, Look
from tpdevice.tui.placepage import page_of, partners, pattern_page
from tpdevice.tui.room import Room
from tpdevice.tui.screens.choose import Choose
from tpdevice.tui.screens.pattern import PatternRoom
from tpdevice.tui.screens.point import PointRoom
from tpdevice.tui.telling import standing, told
from tpdevice.tui.widgets.bodymap import BodyMap
from tpdevice.tui.widgets.buttons import HIGH, Buttons

GOLDENS = Path(__file__).parent / "goldens"
SIZES = ((120, 40), (80, 24), (44, 42))
VIEW = body_view({("LS", Side.RIGHT): "pressed this morning"})
AT_S = 8
"""Where the breath stands in pictures."""


def choose(look: Look, about: Mapping[str, object] | None = None) -> Room:
    return Choose(look, VIEW, {"point": "GMD", "side": "right"} if about is None else about)


def point(look: Look, key: str = "GMD") -> Room:
    about = {"point": key, "side": "right"}
    return PointRoom(look, VIEW, about, clock_ns=lambda: AT_S * 1_000_000_000)


def pattern(look: Look) -> Room:
    return PatternRoom(look, VIEW, {"point": "UT", "side": "left"})


ROOMS: dict[str, tuple[Callable[[Look], Room], tuple[str, ...]]] = {
    "choose": (choose, ()),
    "choose_hurts": (choose, ("2",)),
    "choose_refers": (choose, ("2", "enter")),
    "choose_found": (choose, ("slash", *"throat")),
    "point": (point, ()),
    "pattern": (pattern, ()),
}


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def compare(name: str, app: RoomStage, *, update: bool) -> None:
    shown, path = golden_of(app), GOLDENS / f"{name}.txt"
    if update:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8"), f"{name} differs; --update-goldens rewrites"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ROOMS)
async def test_a_room_looks_as_reviewed(
    name: str, size: tuple[int, int], *, update_goldens: bool
) -> None:
    make, keys = ROOMS[name]
    app = RoomStage(make(Look()))
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, *keys)
        await compare(f"{name}_{size[0]}x{size[1]}", app, update=update_goldens)


@pytest.mark.parametrize(
    "look",
    [Look(colour=False), Look(Glyphs.ASCII, colour=False, braille=False)],
    ids=["colourless", "ascii"],
)
async def test_without_colours_the_body_looks_as_reviewed(
    look: Look, *, update_goldens: bool
) -> None:
    app = RoomStage(choose(look))
    name = "ascii" if look.ascii else "colourless"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await compare(f"{name}_choose_80x24", app, update=update_goldens)


async def test_a_letter_and_enter_lead_to_the_page_of_a_place() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "a", "enter")
    assert app.went == [("point", {"point": "UT", "side": "right"})]


async def test_space_turns_to_the_other_side() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "a", "space", "enter")
    assert app.went == [("point", {"point": "UT", "side": "left"})]


async def test_tab_goes_through_all_places_and_comes_round() -> None:
    app = RoomStage(choose(Look(), {"point": "UT", "side": "left"}))
    seen = []
    async with app.run_test(size=(80, 24)) as pilot:
        room = cast("Choose", app.room)
        for _ in points():
            seen.append(room.now.key)
            await pressed(pilot, "tab")
        assert room.now.key == "UT"
        await pressed(pilot, "shift+tab")
        assert room.now.key == seen[-1]
    assert seen == list(points())


async def test_what_is_typed_is_searched_and_letters_are_then_no_keys() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "slash", *"temple")
        text = text_of(app)
        assert "temple" in text
        assert "top of the shoulder" in text
        await pressed(pilot, "down", "enter")
    assert app.went == [("point", {"point": "UT", "side": "right"})]


async def test_tab_goes_through_what_was_found_while_one_types() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "slash", *"temple")
        first = cast("Choose", app.room).now.key
        await pressed(pilot, "tab")
        assert cast("Choose", app.room).now.key != first
        await pressed(pilot, "shift+tab")
        assert cast("Choose", app.room).now.key == first


async def test_escape_takes_the_words_away_first_and_then_leaves() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "slash", *"calf", "escape")
        assert cast("Choose", app.room).now.asked == ""
        assert app.went == []
        await pressed(pilot, "escape")
    assert app.went == [("back", {})]


async def test_nonsense_finds_nothing_and_says_what_else_to_try() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "slash", *"qqqxqq", "enter")
        assert "Nothing was found" in text_of(app)
    assert app.went == []


async def test_a_place_that_is_never_offered_says_why_and_cannot_be_opened() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "slash", *"throat", "enter")
        text = text_of(app)
        assert "not offered here" in text
        assert "artery" in text
    assert app.went == []


async def test_where_it_hurts_leads_to_places_that_often_feel_it() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(120, 40)) as pilot:
        room = cast("Choose", app.room)
        await pressed(pilot, "2")
        room._show(room.now.to("temple"))
        await pressed(pilot, "enter")
        likely = regions()["temple"].points
        assert room.now.key == likely[0]
        assert VIEW.general.felt in [line.text for line in told(room.now)]
        await pressed(pilot, "tab", "enter")
        await pressed(pilot, "escape")
        assert room.now.key == "temple"
    assert app.went == [("point", {"point": likely[1], "side": "right"})]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_mark_that_is_drawn_can_be_touched(size: tuple[int, int]) -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        room, drawn = cast("Choose", app.room), app.room.query_one(BodyMap)
        places = drawn.places
        for stop, (x, y) in places.items():
            if stop != room.now.at:
                assert touched(places.items(), x, y, but=room.now.at) == stop
        last, (x, y) = list(places.items())[-1]
        assert await pilot.click(BodyMap, offset=(x, y))
        await pilot.pause()
        assert room.now.at == last


async def test_a_thumb_may_miss_a_mark_by_two_columns_and_a_row() -> None:
    app = RoomStage(choose(Look(), {"point": "GMD", "side": "right"}))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        room, drawn = cast("Choose", app.room), app.room.query_one(BodyMap)
        stop, (x, y) = next(
            (stop, place) for stop, place in drawn.places.items() if stop.mark.key == "PLA"
        )
        await pilot.click(BodyMap, offset=(x + 2, y - 1))
        await pilot.pause()
        assert room.now.at == stop


async def test_on_a_phone_all_is_done_by_thumb() -> None:
    app = RoomStage(choose(Look()))
    async with app.run_test(size=(44, 42)) as pilot:
        await pilot.pause()
        touch = app.room.query_one("#touch", Buttons)
        assert touch.size.height >= HIGH
        for spot in touch.spots:
            assert spot.height >= HIGH
            await pilot.click("#touch", offset=(spot.x + 2, 2))
            await pilot.pause()
    assert [to for to, _ in app.went] == ["point", "back"]
    assert cast("Choose", app.room).now.side is Side.LEFT


async def test_one_key_presses_here_and_another_leads_to_the_bigger_pattern() -> None:
    app = RoomStage(point(Look(), "UT"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "b", "space", "enter")
    assert app.went == [
        ("pattern", {"point": "UT", "side": "right"}),
        ("session", {"point": "UT", "side": "left"}),
    ]


async def test_in_a_pattern_a_letter_opens_a_place_that_belongs_to_it() -> None:
    app = RoomStage(pattern(Look()))
    partner = partners(VIEW, "UT")[0]
    letter = begin(VIEW).to(partner).at
    assert letter is not None
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, letter.mark.letter)
    assert app.went == [("point", {"point": partner, "side": "left"})]


async def test_the_figure_of_a_place_goes_with_the_breath_only_where_things_may_move() -> None:
    for look, moves in ((Look(), True), (Look(motion=False), False)):
        now = [0]
        room = PointRoom(look, VIEW, {"point": "GMD"}, clock_ns=lambda now=now: now[0])
        app = RoomStage(room)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            before = text_of(app)
            now[0] = 4_000_000_000
            room.frame()
            await pilot.pause()
            assert (text_of(app) != before) is moves


@pytest.mark.parametrize("key", points())
def test_a_page_says_all_of_a_place(key: str) -> None:
    place = points()[key]
    text = "\n".join(line.text for line in page_of(VIEW, key, Side.RIGHT))
    said = [place.plain, place.label, place.where, place.care, place.felt, place.tool,
            place.self_test, place.bigger, *place.positions.values()]  # fmt: skip
    assert all(part in text for part in said)
    assert f"Never above {place.ceiling_n:.0f} N" in text
    assert VIEW.movements[place.figure].text in text
    assert ("question about nerves" in text) == bool(place.locked_by)
    assert pattern_page(VIEW, key)


def test_forces_of_a_page_are_in_the_unit_of_the_person() -> None:
    text = "\n".join(line.text for line in page_of(body_view(unit=Unit.KGF), "GMD", Side.RIGHT))
    assert "Never above 18.4 kgf" in text
    assert not re.search(r"\d N\b", text)


@pytest.mark.parametrize("key", never())
def test_every_place_that_is_not_offered_can_be_stood_at(key: str) -> None:
    now = begin(VIEW).to(key)
    assert now.key == key
    assert (now.at is None) == (not never()[key].spots)


def test_choosing_by_where_it_hurts_begins_anew_each_time() -> None:
    now = begin(VIEW, point="GMD").by(Way.HURTS).hurting("temple")
    again = now.by(Way.HURTS)
    assert again.region == ""
    assert again.key in regions()


def test_what_rests_in_the_middle_is_told_beside_either_side() -> None:
    view = body_view({("SO", Side.MIDDLE): "pressed today", ("SO", Side.LEFT): "sore"})
    left, right = (
        [line.text for line in standing(view, "SO", side)] for side in (Side.LEFT, Side.RIGHT)
    )
    assert left == ["rests today: sore", "rests today in the middle: pressed today"]
    assert right == ["free today", "rests today in the middle: pressed today"]
