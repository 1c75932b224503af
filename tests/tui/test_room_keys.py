"""The rooms' table of keys: what stands in it leads somewhere, and none stands twice in a room."""

import pytest
from textual.binding import Binding
from textual.screen import Screen

from tpdevice.tui.actions import ROOM_ACTIONS, ROOM_BY_NAME, meant, shown
from tpdevice.tui.bindings import bindings
from tpdevice.tui.rooms import ROOMS
from tpdevice.tui.screens.keys import lines_of
from tpdevice.tui.stagescreen import StageScreen


def keys(screen: type[Screen[None]]) -> list[Binding]:
    """Return what a screen binds itself, key by key."""
    return list(Binding.make_bindings(screen.BINDINGS))


@pytest.mark.parametrize("name", ROOMS)
def test_no_key_means_two_things_in_one_room(name: str) -> None:
    bound = [each.key for each in keys(ROOMS[name].room)]
    assert len(bound) == len(set(bound))


@pytest.mark.parametrize("name", ROOMS)
def test_no_key_of_a_room_outranks_a_field_for_text(name: str) -> None:
    assert not any(each.priority for each in keys(ROOMS[name].room))


def test_a_sessions_screens_keep_every_key_of_theirs_before_all_else() -> None:
    assert keys(StageScreen) == list(Binding.make_bindings(bindings()))
    assert all(each.priority for each in bindings())


def test_every_offer_is_shown_and_means_a_row_of_the_table() -> None:
    for name in ("next_page", "answer_first", "take_lesson", "begin", "try_it", "skip"):
        assert shown(name).label
        assert meant(name) in ROOM_BY_NAME
    assert meant("a room's own") == "a room's own"


def test_every_row_is_short_enough_for_a_phone() -> None:
    assert all(len(row.help) <= 40 for row in ROOM_ACTIONS)


def test_help_names_every_key_outside_of_a_session() -> None:
    told = {line.text for line in lines_of()}
    assert {row.help for row in ROOM_ACTIONS} <= told
