"""From home to a session and back, by one key; nothing of a session is left behind."""

from dataclasses import replace

import pytest
from made_house import DUE, RESTING, MadeDesk, OnVirtualTime, house, opened, room, walk
from screen_text import text_of

from tpdevice.core.action import Action
from tpdevice.core.plan import Side
from tpdevice.core.settings import Settings, Unit
from tpdevice.tui.app import Left
from tpdevice.tui.desk import HomeView, Seen, SensorView, SessionAsked
from tpdevice.tui.messages import Unwatched
from tpdevice.tui.room import Go, Room
from tpdevice.tui.screens.home import Home
from tpdevice.tui.stagescreen import StageScreen

SIZES = [(120, 40), (80, 24), (44, 42)]
NEW = HomeView("")
ANA = HomeView("Ana", (DUE, RESTING), lesson_taken=True)


@pytest.mark.parametrize("size", SIZES)
async def test_who_only_presses_enter_gets_to_a_finished_simulated_session_and_home(
    size: tuple[int, int],
) -> None:
    desk = MadeDesk(NEW)
    app = house(desk)
    seen: list[str] = []
    async with app.run_test(size=size) as pilot:
        while not desk.over_while_alive:
            name = type(app.screen).__name__
            seen += [name] if seen[-1:] != [name] else []
            await pilot.press("enter")
        await room(app, pilot, "Home")
        assert "▊" in text_of(app)
    assert seen[0] == "FirstPicture"
    # Home may be gone before it is looked at: a key that came early is for whatever comes first.
    assert [name for name in seen if name in ("Home", "Lesson")][-1] == "Lesson"
    assert desk.begun == [{"lesson": True}]
    assert desk.guided.seat.summary is not None
    assert desk.guided.seat.summary.exit_code == 0


async def test_home_is_shown_again_only_when_the_sessions_thread_has_ended() -> None:
    desk = MadeDesk(ANA)
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "enter", "SummaryScreen", "escape", "Home")
        assert [isinstance(each, StageScreen) for each in app.screen_stack] == [False] * 2
    assert desk.over_while_alive == [False]


async def test_what_is_due_starts_by_one_key_as_it_was_pressed_last() -> None:
    desk = MadeDesk(ANA, guided=OnVirtualTime(runs=False))
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await room(app, pilot, "Home")
        assert "due: last time was 3 days ago" in text_of(app)
        await walk(app, pilot, "enter", "Connecting", "escape", "Failed", "escape", "Home")
    assert desk.begun == [{"point": "UT", "side": "left", "tool": "hook cane", "support": "cane"}]


async def test_who_presses_escape_again_and_again_is_at_home_and_not_outside() -> None:
    desk = MadeDesk(ANA, guided=OnVirtualTime(runs=False))
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "enter", "Connecting")
        while not desk.over_while_alive:
            await pilot.press("escape")
        await walk(app, pilot, "Home", "escape", "escape")
        assert app.return_value is None
        assert isinstance(app.screen, Home)
    assert Action.STOP in desk.guided.pressed


async def test_a_second_escape_leaves_a_session_that_never_answers() -> None:
    desk = MadeDesk(ANA, guided=OnVirtualTime(runs=False))
    desk.guided.seat.press = lambda *_: None
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "enter", "Connecting", "escape", "escape")
        await pilot.pause()
    assert app.return_value is Left.QUIT
    desk.guided.quit("SIGINT")
    desk.guided.wait()


@pytest.mark.parametrize(("key", "left"), [("q", Left.CLOSED), ("ctrl+c", Left.QUIT)])
async def test_one_leaves_from_home(key: str, left: Left) -> None:
    app = house(MadeDesk(ANA))
    async with app.run_test(size=(80, 24)) as pilot:
        await room(app, pilot, "Home")
        await pilot.press(key)
    assert app.return_value is left


async def test_letters_and_blanks_can_be_typed_into_a_name() -> None:
    desk = MadeDesk(replace(NEW, lesson_taken=True))
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "enter", "People")
        await pilot.press(*"slqt", "space", *"1x?", "down", "enter")
        await room(app, pilot, "Home")
        assert "slqt 1x?" in text_of(app)
    assert desk.sat == [("slqt 1x?", Unit.KGF)]


async def test_a_blank_name_is_asked_for_again_with_the_reason() -> None:
    desk = MadeDesk(NEW)
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "p", "People", "enter", "People")
        assert "The name is blank. Give a name." in text_of(app)
    assert desk.sat == []


async def test_another_person_is_one_key_away_and_back_is_another() -> None:
    desk = MadeDesk(ANA)
    desk.sat = [("Ana", None), ("B.", None)]
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "p", "People", "escape", "Home", "p", "People", "2", "Home")
        assert "tpdevice · B." in text_of(app)
    assert desk.sat[2:] == [("B.", None)]


async def test_whoever_chose_a_place_first_is_asked_who_they_are_and_then_goes_on() -> None:
    desk = MadeDesk(HomeView(""))
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await room(app, pilot, "Home")
        app.screen.post_message(Go("session", {"point": "UT", "side": "right"}))
        await walk(app, pilot, "People", "escape", "Home")
        app.screen.post_message(Go("session", {"point": "UT", "side": "right"}))
        await room(app, pilot, "People")
        await pilot.press(*"Ana", "enter")
        await room(app, pilot, "How")
    assert [name for name, _ in desk.sat] == ["Ana"]


async def test_another_tool_is_said_before_a_session() -> None:
    desk = MadeDesk(ANA, guided=OnVirtualTime(runs=False))
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "h", "How")
        assert "hook cane" in text_of(app)
        await pilot.press("left", *"my q", "down", "right", "up", "enter")
        await walk(app, pilot, "Connecting", "escape", "Failed")
    (about,) = desk.begun
    assert about == {"point": "UT", "side": "left", "tool": "my q", "support": "wall"}


async def test_what_the_desk_refuses_is_told_without_harm_and_one_comes_back() -> None:
    desk = MadeDesk(ANA)
    desk.refuses = True
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "enter", "Told")
        text = text_of(app)
        await walk(app, pilot, "escape", "Home")
    assert "The log is[2J full." in text
    assert "Make room." in text
    assert "\x1b" not in text


async def test_the_lesson_may_be_skipped_and_taken_again_from_help() -> None:
    desk = MadeDesk(NEW)
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(
            app,
            pilot,
            "Home",
            "enter",
            "Lesson",
            "escape",
            "Home",
            "question_mark",
            "Keys",
            "i",
            "Lesson",
        )
        assert "1 of 5" in text_of(app)
    assert desk.begun == []


async def test_without_a_simulator_the_lesson_says_so_and_goes_on() -> None:
    desk = MadeDesk(NEW)
    desk.can_try = False
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "i", "Lesson")
        await pilot.press(*["enter"] * 4)
        await pilot.pause()
        assert "The simulator is not installed." in text_of(app)
        await walk(app, pilot, "enter", "People")
    assert desk.begun == []


@pytest.mark.parametrize("size", [*SIZES, (34, 12), (20, 6)])
async def test_the_newest_of_the_sensor_is_seen_without_a_key(size: tuple[int, int]) -> None:
    desk = MadeDesk(ANA)
    app = house(desk)
    async with app.run_test(size=size) as pilot:
        await room(app, pilot, "Home")
        desk.newest = SensorView(Seen.LOOKING, "Sensor", "looking")
        await room(app, pilot, "Home")
        assert "Sensor" in text_of(app)
        desk.newest = SensorView(
            Seen.LIVE, "Grip", "live", reads="12 N", trail_mn=(0, None, 12_000)
        )
        await room(app, pilot, "Home")
        text = text_of(app)
    assert "● Grip" in text
    assert "12 N" in text or size[1] < 14


async def test_a_value_that_is_not_live_is_not_shown() -> None:
    desk = MadeDesk(ANA)
    desk.newest = SensorView(Seen.SILENT, "Grip", "no value", reads="", trail_mn=(12_000,))
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await room(app, pilot, "Home")
        assert "N" not in text_of(app).split("Grip")[1].splitlines()[0]


async def test_a_place_that_rests_can_be_marked_and_says_why() -> None:
    app = house(MadeDesk(ANA))
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "down", "Home")
        text = text_of(app)
    assert "▸ top of the shoulder, right" in text
    assert "top of the shoulder, right: pressed yesterday" in text


async def test_the_marked_place_stays_in_sight_however_many_there_are() -> None:
    places = tuple(replace(DUE, name=f"place {n}") for n in range(20))
    app = house(MadeDesk(replace(ANA, places=places)))
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "up", "Home")
        assert "▸ place 19" in text_of(app)


async def test_a_name_that_is_no_rooms_leads_nowhere() -> None:
    app = house(MadeDesk(ANA))
    async with app.run_test(size=(120, 40)) as pilot:
        await room(app, pilot, "Home")
        app.screen.post_message(Go("no such room"))
        await room(app, pilot, "Home")
        assert isinstance(app.screen, Room)


ASKED = SessionAsked(
    7, "Top of the shoulder, left, yesterday", ("How sore?", "A bruise?", "A sign?")
)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_to_be_answered_comes_first_and_takes_one_key_each(
    size: tuple[int, int],
) -> None:
    desk = MadeDesk(replace(ANA, follow_ups=("Yesterday: how is it now?",)))
    desk.asked = (ASKED,)
    app = house(desk)
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "enter", "FollowUp")
        assert "How sore?" in text_of(app)
        await walk(app, pilot, "y", "3", "FollowUp")
        assert "A bruise?" in text_of(app)
        await walk(app, pilot, "4", "n", "y", "FollowUp")
        assert "Nothing speaks against" in text_of(app)
        await walk(app, pilot, "enter", "Home")
    assert desk.answers == [(7, (3, 0, 1))]


@pytest.mark.parametrize("size", SIZES)
async def test_why_something_was_not_done_takes_one_key_each(size: tuple[int, int]) -> None:
    both = ("Hip, on Monday", "Shoulder, today")
    desk = MadeDesk(replace(ANA, left_out=both, missed=both[:1]))
    app = house(desk)
    async with app.run_test(size=size) as pilot:
        await room(app, pilot, "Home")
        assert "Not done: Hip, on Monday" in text_of(app)
        await walk(app, pilot, "n", "LeftOut", "2", "LeftOut")
        assert "Noted: sore." in text_of(app)
        await walk(app, pilot, "down", "enter", "LeftOut", "enter", "Home")
        assert "Not done" not in text_of(app)
    assert desk.reasons == [("Hip, on Monday", "sore"), ("Shoulder, today", "sore")]


async def test_a_figure_can_be_touched_a_day_later() -> None:
    desk = MadeDesk(ANA)
    desk.asked = (ASKED,)
    app = house(desk)
    async with app.run_test(size=(44, 42)) as pilot:
        await opened(app, pilot, "follow_up", screen="FollowUp", about={})
        figures = app.screen.query_one("Figures")
        assert await pilot.click(figures, offset=(1, 0))
        await room(app, pilot, "FollowUp")
        assert "A bruise?" in text_of(app)
        await walk(app, pilot, "escape", "Home")
    assert desk.answers == []


async def test_a_page_of_a_place_tells_forces_in_the_unit_of_whoever_sits_there() -> None:
    desk = MadeDesk(ANA)
    desk.likes = Settings(unit=Unit.KGF)
    app = house(desk)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(app, pilot, "point", screen="PointRoom", about={"point": "GMD"})
        assert "Never above 18.4 kgf" in text_of(app)


@pytest.mark.parametrize(("name", "screen"), [("choose", "Choose"), ("point", "PointRoom")])
async def test_the_body_says_of_a_place_that_home_does_not_list_that_it_rests(
    name: str, screen: str
) -> None:
    desk = MadeDesk(ANA)
    desk.rests = {("GMD", Side.RIGHT): "You said that it is sore. Until tomorrow, 09:00."}
    app = house(desk)
    about = {"point": "GMD", "side": "right"}
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, name, screen=screen, about=about)
        shown = " ".join(text_of(app).split())
    assert "rests today: You said" in shown
    assert "09:00" in shown


async def test_nobody_presses_on_where_nobody_sees_the_screen() -> None:
    app = house(MadeDesk(ANA))
    async with app.run_test(size=(80, 24)) as pilot:
        await room(app, pilot, "Home")
        app.post_message(Unwatched())
        await pilot.pause()
        assert isinstance(app.screen, Home)
