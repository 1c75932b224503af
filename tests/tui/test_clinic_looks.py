"""The rooms of a clinic at three sizes: text, colour and weight, as reviewable files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from made_clinic import CLINIC, PAGE
from room_stage import RoomStage
from screen_text import golden_of

from tpdevice.tui.look import Look
from tpdevice.tui.room import Room
from tpdevice.tui.screens.client import ClientRoom
from tpdevice.tui.screens.clients import Clients
from tpdevice.tui.screens.exceptions import Exceptions

GOLDENS = Path(__file__).parent / "goldens"
ROOMS: dict[str, Callable[[Look], Room]] = {
    "clinic_clients": lambda look: Clients(look, CLINIC),
    "clinic_exceptions": lambda look: Exceptions(look, CLINIC),
    "clinic_client": lambda look: ClientRoom(look, PAGE),
}


async def _compare(
    name: str, file: str, size: tuple[int, int], *, look: Look, update: bool
) -> None:
    app = RoomStage(ROOMS[name](look))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = golden_of(app)
    path = GOLDENS / f"{file}.txt"
    if update:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8"), f"{file} differs; --update-goldens rewrites"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", ROOMS)
async def test_a_room_of_a_clinic_looks_as_reviewed(
    name: str, size: tuple[int, int], *, update_goldens: bool
) -> None:
    file = f"{name}_{size[0]}x{size[1]}"
    await _compare(name, file, size, look=Look(), update=update_goldens)


@pytest.mark.parametrize("name", ROOMS)
async def test_without_colours_a_room_of_a_clinic_looks_as_reviewed(
    name: str, *, update_goldens: bool
) -> None:
    look = Look(colour=False)
    await _compare(name, f"colourless_{name}_80x24", (80, 24), look=look, update=update_goldens)
