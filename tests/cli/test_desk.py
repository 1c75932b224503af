"""What stands on the desk at home: each person's own, from the log, with why."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from some_session import HEADER, NOON, on, store_one

from tpdevice.cli.desk import HouseDesk
from tpdevice.cli.dueplaces import due_places, since
from tpdevice.cli.sitting import today
from tpdevice.core.errors import UsageError
from tpdevice.core.plan import Side
from tpdevice.core.settings import Unit
from tpdevice.runtime.targets import REAL, Target
from tpdevice.store.database import open_store
from tpdevice.store.people import settings_of
from tpdevice.store.places import PressedPlace, pressed_places


def pressed(path: Path, days_ago: int, **changes: object) -> None:
    day = date.fromisoformat(today()) - timedelta(days=days_ago)
    header = replace(on(HEADER, **changes), local_date=day.isoformat())
    store_one(path, header, at=NOON.replace(year=day.year, month=day.month, day=day.day))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log that holds nothing yet."""
    return tmp_path / "log.db"


def test_a_place_is_due_from_the_second_day_on() -> None:
    places = [PressedPlace("UT", "left", "ball", "wall", f"2026-03-0{n}") for n in (1, 2, 3)]
    views = due_places(tuple(places), today="2026-03-03")
    assert [view.due for view in views] == [True, False, False]
    assert [view.why for view in views] == [
        "due: last time was 2 days ago",
        "pressed yesterday; tomorrow is kinder",
        "pressed today; the day after tomorrow is kinder",
    ]


def test_a_place_that_the_atlas_no_longer_has_is_not_offered() -> None:
    gone = PressedPlace("NOWHERE", "left", "ball", "wall", "2026-03-01")
    assert due_places((gone,), today="2026-03-03") == ()


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
