"""Where somebody presses, and with what, from the log."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace
from some_session import HEADER, NOON, SUMMARY, on, store_one

from tpdevice.core.band import Support
from tpdevice.core.plan import Side
from tpdevice.store.database import open_store
from tpdevice.store.places import PressedPlace, known_tools, pressed_places

DAY = timedelta(days=1)
CANE = on(replace(HEADER, local_date="2026-03-03"), tool="cane", support=Support.CANE)
RIGHT = on(replace(HEADER, local_date="2026-03-02"), side=Side.RIGHT)


def filled(path: Path) -> Path:
    """Return a log: left with one tool, right with it a day later, then left with a cane."""
    store_one(path, HEADER)
    store_one(path, CANE, at=NOON + 2 * DAY)
    store_one(path, RIGHT, at=NOON + DAY)
    return path


def test_each_place_is_known_as_it_was_pressed_last_and_the_one_of_longest_ago_comes_first(
    tmp_path: Path,
) -> None:
    who = HEADER.identity
    right = PressedPlace(who.point, "right", who.tool, who.support, "2026-03-02")
    left = PressedPlace(who.point, "left", "cane", "cane", "2026-03-03")
    with open_store(filled(tmp_path / "log.db")) as store:
        assert pressed_places(store, "Ada", since="", simulated=False) == (right, left)
        assert pressed_places(store, "Ada", since="2026-03-03", simulated=False) == (left,)
        assert pressed_places(store, "Ada", since="", simulated=True) == ()


def test_each_tool_is_known_and_the_one_that_was_used_last_comes_first(tmp_path: Path) -> None:
    who = HEADER.identity
    with open_store(filled(tmp_path / "log.db")) as store:
        tools = (("cane", "cane"), (who.tool, who.support))
        assert known_tools(store, "Ada", simulated=False) == tools
        assert known_tools(store, "Bo", simulated=False) == ()


def test_what_was_imported_or_pressed_nothing_is_no_place(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, imported=True)
    store_one(path, RIGHT, summary=replace(SUMMARY, pressed_ns=0, repetitions=()))
    with open_store(path) as store:
        assert pressed_places(store, "Ada", since="", simulated=False) == ()
