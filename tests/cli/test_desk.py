"""What stands on the desk at home: each person's own, from the log, with why."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from carelog import ADA, press, say
from msgspec.structs import replace
from some_session import HEADER, NOON, on, store_one

from tpdevice.cli.desk import HouseDesk
from tpdevice.cli.dueplaces import due_places, rehearsed_places, since
from tpdevice.cli.sitting import today
from tpdevice.core.errors import UsageError
from tpdevice.core.plan import Side
from tpdevice.core.settings import Unit
from tpdevice.homework.due import Kind
from tpdevice.homework.past import Place
from tpdevice.runtime.care import ALREADY, Care, Item
from tpdevice.runtime.content import points
from tpdevice.runtime.targets import REAL, Target
from tpdevice.store.database import open_store
from tpdevice.store.followups import past_of
from tpdevice.store.people import settings_of
from tpdevice.store.places import PressedPlace, pressed_places

NOW = datetime.now().astimezone()


def pressed(path: Path, days_ago: int, **changes: object) -> None:
    day = date.fromisoformat(today()) - timedelta(days=days_ago)
    header = replace(on(HEADER, **changes), local_date=day.isoformat())
    store_one(path, header, at=NOON.replace(year=day.year, month=day.month, day=day.day))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log that holds nothing yet."""
    return tmp_path / "log.db"


def due_of(path: Path) -> list[tuple[str, bool]]:
    desk = HouseDesk(path, REAL)
    desk.sit_down("Ada")
    return [(place.why, place.due) for place in desk.home().places]


def test_a_place_is_due_when_it_rested_for_two_days(path: Path) -> None:
    press(path, NOW - timedelta(days=1))
    ((why, due),) = due_of(path)
    assert "Pressed yesterday" in why
    assert not due


def test_a_place_that_is_sore_rests_and_no_session_begins_there(path: Path) -> None:
    say(path, press(path, NOW - timedelta(days=2)), soreness=8, bruise=True)
    ((_why, due),) = due_of(path)
    assert not due
    desk = HouseDesk(path, REAL)
    with pytest.raises(UsageError, match="rests until"):
        desk.begin({"point": "UT", "side": "left", "tool": "cane", "support": "cane"})
    assert desk.begun is None


def test_a_warning_sign_closes_every_place_and_says_so(path: Path) -> None:
    say(path, press(path, NOW - timedelta(days=2)), warning=True)
    assert [due for _, due in due_of(path)] == [False]
    assert HouseDesk(path, REAL).home().notices


def test_what_is_asked_a_day_later_is_asked_first_and_kept(path: Path) -> None:
    number = press(path, NOW - timedelta(hours=30))
    desk = HouseDesk(path, REAL)
    (line,) = desk.home().follow_ups
    assert "how is it now?" in line
    (asked,) = desk.follow_up().sessions
    assert len(asked.questions) == 3
    assert asked.number == number
    assert desk.answer(number, (2, 0, 0))
    assert desk.home().follow_ups == ()


def test_an_answer_belongs_to_what_was_read_whatever_fell_due_since(path: Path) -> None:
    read = press(path, NOW - timedelta(hours=30))
    desk = HouseDesk(path, REAL)
    desk.follow_up()
    press(path, NOW - timedelta(hours=25), replace(ADA, side=Side.RIGHT))
    assert desk.answer(read, (8, 1, 0))
    with open_store(path) as store:
        assert [each.about.session for each in past_of(store, "Ada").answers] == [read]


def test_what_was_answered_elsewhere_meanwhile_is_said_and_keeps_the_first_answer(
    path: Path,
) -> None:
    number = press(path, NOW - timedelta(hours=30))
    here, elsewhere = HouseDesk(path, REAL), HouseDesk(path, REAL)
    here.follow_up()
    elsewhere.follow_up()
    elsewhere.answer(number, (8, 1, 0))
    assert here.answer(number, (2, 0, 0)) == ALREADY


def test_two_sessions_are_answered_each_for_itself_in_any_order(path: Path) -> None:
    left = press(path, NOW - timedelta(hours=30))
    right = press(path, NOW - timedelta(hours=26), replace(ADA, side=Side.RIGHT))
    desk = HouseDesk(path, REAL)
    assert {each.number for each in desk.follow_up().sessions} == {left, right}
    assert desk.answer(left, (8, 1, 0))
    assert desk.answer(right, (1, 0, 0))
    with open_store(path) as store:
        said = {each.about.session: each.soreness for each in past_of(store, "Ada").answers}
    assert said == {left: 8, right: 1}


def test_every_place_that_rests_is_known_however_many_and_however_long_ago(path: Path) -> None:
    for point in list(points())[:8]:
        side = points()[point].sides[0]
        press(path, NOW - timedelta(days=1), replace(ADA, point=point, side=side))
    sore = replace(ADA, point="GMD", side=Side.RIGHT)
    rested = replace(ADA, point="GMD", side=Side.LEFT)
    say(path, press(path, NOW - timedelta(days=3), sore), soreness=8, bruise=True, after_h=70)
    press(path, NOW - timedelta(days=60), rested)
    desk = HouseDesk(path, REAL)
    resting = desk.resting()
    assert len(desk.home().places) < 9
    assert len(resting) == 9
    assert "Until" in resting["GMD", Side.RIGHT]
    assert ("GMD", Side.LEFT) not in resting
    assert all("yesterday" in why for (point, _), why in resting.items() if point != "GMD")


def test_after_a_warning_sign_every_place_on_every_side_rests(path: Path) -> None:
    say(path, press(path, NOW - timedelta(days=2)), warning=True)
    resting = HouseDesk(path, REAL).resting()
    assert set(resting) == {(key, side) for key, each in points().items() for side in each.sides}
    assert all("sign" in why for why in resting.values())


def test_nothing_rests_for_somebody_else_or_with_a_simulated_sensor(path: Path) -> None:
    press(path, NOW - timedelta(days=1))
    assert HouseDesk(path, REAL).resting()
    assert HouseDesk(path, Target(simulated=True)).resting() == {}
    other = HouseDesk(path, REAL)
    other.sit_down("Bo")
    assert other.resting() == {}


def test_a_place_that_the_atlas_no_longer_has_is_not_offered() -> None:
    gone = PressedPlace("NOWHERE", "left", "ball", "wall", "2026-03-01")
    assert due_places(Care((Item(Kind.READY, "x", "y", Place("NOWHERE", "left")),)), (gone,)) == ()
    assert rehearsed_places((gone,)) == ()


def test_each_place_stands_once_as_it_was_pressed_last_and_only_for_its_person(path: Path) -> None:
    pressed(path, 5, tool="cane")
    pressed(path, 3)
    pressed(path, 1, side=Side.RIGHT)
    pressed(path, 1, profile="Bo")
    desk = HouseDesk(path, REAL)
    desk.sit_down("Ada")
    places = desk.home().places
    assert [(p.side, p.tool, p.due) for p in places] == [
        ("left", "ball", True),
        ("right", "ball", False),
    ]
    desk.sit_down("Bo")
    assert len(desk.home().places) == 1
    desk.sit_down("Cy", Unit.LBF)
    assert desk.home().places == ()


def test_what_is_long_ago_or_simulated_is_not_offered(path: Path) -> None:
    pressed(path, 60)
    with open_store(path) as store:
        assert pressed_places(store, "Ada", since=since(today()), simulated=False) == ()
        long_ago = "2000-01-01"
        assert pressed_places(store, "Ada", since=long_ago, simulated=True) == ()
        assert len(pressed_places(store, "Ada", since=long_ago, simulated=False)) == 1


def test_who_pressed_last_is_at_home_and_a_new_person_is_kept_with_a_unit(path: Path) -> None:
    pressed(path, 3)
    desk = HouseDesk(path, REAL)
    assert desk.home().person == "Ada"
    desk.sit_down(" B.\x1b[2J ", Unit.LBF)
    assert desk.home().person == "B.[2J"
    with open_store(path) as store:
        assert settings_of(store, "B.[2J").unit is Unit.LBF
    assert set(desk.people().names) == {"Ada", "B.[2J"}
    with pytest.raises(UsageError, match="blank"):
        desk.sit_down("   ")


def test_to_change_who_it_is_changes_no_unit(path: Path) -> None:
    desk = HouseDesk(path, REAL)
    desk.sit_down("Ana", Unit.KGF)
    desk.sit_down("Bo", Unit.N)
    desk.sit_down("Ana")
    with open_store(path) as store:
        assert settings_of(store, "Ana").unit is Unit.KGF


def test_what_was_used_before_is_offered_first_and_something_usual_to_somebody_new(
    path: Path,
) -> None:
    pressed(path, 9, tool="knuckle")
    pressed(path, 3)
    desk = HouseDesk(path, REAL)
    how = desk.how({"point": "UT", "side": "right"})
    assert (how.tools, how.support, how.side) == (("ball", "knuckle"), "wall", "right")
    desk.sit_down("New", Unit.N)
    how = desk.how({"point": "UT"})
    assert (how.tools, how.support) == (("hook cane",), "cane")


def test_nobody_and_nowhere_begin_no_session(path: Path) -> None:
    desk = HouseDesk(path, Target())
    about = {"point": "UT", "side": "left", "tool": "ball", "support": "wall"}
    with pytest.raises(UsageError, match="who presses"):
        desk.begin(about)
    desk.sit_down("Ana", Unit.N)
    assert desk.begin(about).simulated is False
    assert desk.begin({"lesson": True}).simulated is True


def test_a_log_that_cannot_be_read_is_told_and_home_still_opens(path: Path) -> None:
    path.write_text("this is no database, but a text of some length that says so")
    view = HouseDesk(path, REAL).home()
    assert view.person == ""
    assert str(path) in view.notices[0]
