"""A clinic's app over a real database: from room to room, and the same days in all of them."""

from datetime import date
from pathlib import Path

import pytest
from clinicfolder import Folder, on
from screen_text import text_of
from some_result import HOLD
from textual.binding import Binding
from textual.pilot import Pilot

from tpdevice.clinic.asking import Days
from tpdevice.core.errors import StoreError, TpError
from tpdevice.homework.result import Rated
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.database import open_store
from tpdevice.tui.actions import CLINIC_ACTIONS, ROOM_ACTIONS
from tpdevice.tui.app import Left, SessionApp
from tpdevice.tui.clinic import clinic_app
from tpdevice.tui.clinicdesk import STEPS, ClinicDesk
from tpdevice.tui.look import Look
from tpdevice.tui.screens.client import ClientRoom
from tpdevice.tui.screens.clients import Clients
from tpdevice.tui.screens.clinickeys import ClinicKeys, lines_of
from tpdevice.tui.screens.exceptions import Exceptions

ROOMS = [Clients, Exceptions, ClientRoom, ClinicKeys]
MARCH = Days(date(2026, 3, 29), 28)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = Folder(tmp_path)
    hard = (Rated(1, 0.0, 8, matched=True, force_n=30.0),)
    folder.result(on(2, ratings=hard), on(4), on(6), until=date(2026, 3, 8))
    bea = folder.plan("Bea", "bea-1")
    late = [on(day, uid=f"b{day}") for day in (2, 25, 27)]
    folder.result(*late, name="b", plan_id="bea-1", plan_digest=bea, until=date(2026, 3, 29))
    folder.take()
    return folder.desk.path


def lose(path: Path) -> None:
    path.rename(path.with_name("gone.db"))


async def room(app: SessionApp, pilot: Pilot[Left], name: str) -> str:
    """Wait until a room is in front, and return what it shows."""
    while type(app.screen).__name__ != name or not app.screen.is_running:
        await pilot.pause()
    await pilot.pause()
    return text_of(app)


async def test_keys_lead_through_all_rooms_and_back(path: Path) -> None:
    app = clinic_app(path, MARCH, look=Look())
    async with app.run_test(size=(120, 40)) as pilot:
        text = await room(app, pilot, "Clients")
        assert text.index("Ada") < text.index("Bea")
        assert "QUIET 23 days" in text
        await pilot.press("enter")
        text = await room(app, pilot, "ClientRoom")
        assert "Ada · 28 days" in text
        assert "a.tpresult" in text
        assert "rated 8 of 10" in text
        assert "held 162 of 180 s" in text
        await pilot.press("question_mark")
        assert "without" not in await room(app, pilot, "ClinicKeys")
        await pilot.press("escape")
        await room(app, pilot, "ClientRoom")
        await pilot.press("escape")
        await room(app, pilot, "Clients")
        await pilot.press("e")
        assert "rated 8 of 10" in await room(app, pilot, "Exceptions")
        await pilot.press("enter")
        assert "Ada · 28 days" in await room(app, pilot, "ClientRoom")
        await pilot.press("escape", "e")
        await room(app, pilot, "Clients")
        await pilot.press("escape")
    assert app.return_value is Left.CLOSED


async def test_other_days_hold_in_every_room_and_the_mark_stays(path: Path) -> None:
    app = clinic_app(path, Days(MARCH.today, 91), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await room(app, pilot, "Clients")
        await pilot.press("down", "enter")
        assert "Bea · 91 days" in await room(app, pilot, "ClientRoom")
        await pilot.press("d", "d")
        text = await room(app, pilot, "ClientRoom")
        assert "Bea · 7 days" in text
        assert "2026-03-25" in text
        assert "2026-03-02" not in text
        await pilot.press("escape")
        text = await room(app, pilot, "Clients")
        assert "7 days, 2026-03-23 to 2026-03-29" in text
        assert "Bea" in next(line for line in text.splitlines() if "▸" in line)
        ada = next(line for line in text.splitlines() if "Ada" in line)
        assert "QUIET" in ada
        assert "nothing stands out" not in ada
        await pilot.press("e")
        assert "Nothing of this kind" in await room(app, pilot, "Exceptions")


async def test_an_empty_database_says_what_to_do_next(tmp_path: Path) -> None:
    path = tmp_path / "clinic.db"
    open_store(path, schema=CLINIC).close()
    app = clinic_app(path, MARCH, look=Look())
    async with app.run_test(size=(44, 42)) as pilot:
        assert "tpdevice clinic import FOLDER" in await room(app, pilot, "Clients")


async def test_what_cannot_be_read_closes_the_screen_and_is_kept_to_be_told(tmp_path: Path) -> None:
    path = tmp_path / "clinic.db"
    path.write_text("no database")
    app = clinic_app(path, MARCH, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert isinstance(app.failed, StoreError)


async def test_what_cannot_be_read_any_more_is_told_and_one_goes_back(path: Path) -> None:
    app = clinic_app(path, MARCH, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await room(app, pilot, "Clients")
        lose(path)
        await pilot.press("enter")
        assert "That did not work" in await room(app, pilot, "Told")
        await pilot.press("escape")
        assert "Ada" in await room(app, pilot, "Clients")


def test_the_key_for_days_looks_further_back_and_then_begins_anew(tmp_path: Path) -> None:
    desk = ClinicDesk(tmp_path / "none", Days(MARCH.today, 10))
    seen = []
    for _ in range(5):
        desk.turn()
        seen.append(desk.days.recent)
    assert seen == [28, 91, 365, 7, 28]
    assert desk.days.today == MARCH.today
    assert sorted(set(seen)) == list(STEPS)


def test_a_clinic_is_read_once_for_the_same_days(path: Path) -> None:
    desk = ClinicDesk(path, MARCH)
    found = desk.overview()
    lose(path)
    assert desk.overview() is found
    desk.turn()
    with pytest.raises(TpError):
        desk.overview()


@pytest.mark.parametrize("kind", ROOMS)
def test_no_key_means_two_things_in_a_room_or_outranks_a_field_for_text(
    kind: type[Clients],
) -> None:
    bound = list(Binding.make_bindings(kind.BINDINGS))
    keys = [each.key for each in bound]
    assert len(keys) == len(set(keys))
    assert not any(each.priority for each in bound)


def test_help_names_every_key_of_a_clinic_shortly_enough_for_a_phone() -> None:
    told = {line.text for line in lines_of(10)}
    assert {row.help for row in CLINIC_ACTIONS} <= told
    assert all(len(row.help) <= 40 for row in CLINIC_ACTIONS)
    assert not {row.name for row in CLINIC_ACTIONS} & {row.name for row in ROOM_ACTIONS}


def test_a_hold_of_these_tests_is_as_long_as_they_say() -> None:
    assert round(3 * HOLD.held_s) == 162
