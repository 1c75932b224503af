"""The rooms' table of keys: what stands in it leads somewhere, and none stands twice in a room."""

import pytest
from textual.binding import Binding

from tpdevice.tui.actions import ROOM_ACTIONS, ROOM_BY_NAME, meant, shown
from tpdevice.tui.bindings import bindings
from tpdevice.tui.rooms import ROOMS, offered
from tpdevice.tui.screens.evidence import EvidenceRoom
from tpdevice.tui.screens.home import Home
from tpdevice.tui.screens.how import How
from tpdevice.tui.screens.keys import Keys, lines_of
from tpdevice.tui.screens.lesson import Lesson
from tpdevice.tui.screens.log import LogRoom
from tpdevice.tui.screens.people import People
from tpdevice.tui.screens.settings import SettingsRoom
from tpdevice.tui.screens.told import Told
from tpdevice.tui.screens.trends import Trends
from tpdevice.tui.stagescreen import StageScreen

OWN = (Home, How, Keys, Lesson, People, Told, SettingsRoom, EvidenceRoom, LogRoom, Trends)


def keys(room: type) -> list[str]:
    return [key for each in room.BINDINGS for key in each.key.split(",")]  # type: ignore[attr-defined]


@pytest.mark.parametrize("room", OWN, ids=lambda room: room.__name__)
def test_no_key_means_two_things_in_one_room(room: type) -> None:
    assert len(keys(room)) == len(set(keys(room)))


@pytest.mark.parametrize("room", OWN, ids=lambda room: room.__name__)
def test_no_key_of_a_room_outranks_a_field_for_text(room: type) -> None:
    assert not any(isinstance(each, Binding) and each.priority for each in room.BINDINGS)  # type: ignore[attr-defined]


def test_a_sessions_screens_keep_every_key_of_theirs_before_all_else() -> None:
    assert [(b.key, b.action) for b in StageScreen.BINDINGS] == [  # type: ignore[union-attr]
        (each.key, each.action) for each in bindings()
    ]
    assert all(each.priority for each in bindings())


def test_every_offer_is_shown_and_means_a_row_of_the_table() -> None:
    for name in ("next_page", "answer_first", "take_lesson", "begin", "try_it", "skip"):
        assert shown(name).label
        assert meant(name) in ROOM_BY_NAME
    assert meant("a room's own") == "a room's own"


def test_every_row_is_short_enough_for_a_phone() -> None:
    assert all(len(row.help) <= 40 for row in ROOM_ACTIONS)


def test_help_names_the_keys_of_rooms_that_are_there_and_no_others() -> None:
    with_log = {line.text for line in lines_of(frozenset({"log"}))}
    assert ROOM_BY_NAME["log"].help in with_log
    assert ROOM_BY_NAME["evidence"].help not in with_log
    assert {"home", "how", "lesson", "people", "help", "told"} <= offered()


def test_a_room_whose_module_is_missing_is_not_there() -> None:
    assert not ROOMS["home"]._replace(module="tpdevice.tui.screens.no_such").there
