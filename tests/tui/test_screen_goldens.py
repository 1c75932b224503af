"""Every screen at three sizes: text, shape, colour and weight, as reviewable files."""

from collections.abc import Callable
from pathlib import Path

import pytest
import session_states as made
from screen_text import app_on, golden_of, settled
from session_states import Pressed

from tpdevice.runtime.seat import Seat
from tpdevice.session.phases import Phase
from tpdevice.tui.look import Glyphs, Look

GOLDENS = Path(__file__).parent / "goldens"
SIZES = ((120, 40), (80, 24), (44, 42))
LOW = (44, 30)
Scene = Callable[[], tuple[Seat, Pressed]]

SCENES: dict[str, Scene] = {
    "hold": lambda: made.seat(made.state("hold")),
    "ease_off": lambda: made.seat(made.state("less", 53.2, held_s=43.0)),
    "press": lambda: made.seat(made.state("more", 30.2, held_s=51.0)),
    "rating": lambda: made.seat(made.state("rate")),
    "matching": lambda: made.seat(made.matching()),
    "no_data": lambda: made.seat(made.unseen(), status="looking for Progressor_2068"),
    "calibrate": lambda: made.seat(made.calibrating()),
    "calibrate_off": lambda: made.seat(made.easing_off()),
    "rest": lambda: made.seat(made.state("rest", 0.3, phase=Phase.REST)),
    "paused": lambda: made.seat(made.state("paused", 20.0, paused_ns=made.NOW_NS - 1)),
    "lengthen": lambda: made.seat(made.lengthening()),
    "lengthen_by_plan": lambda: made.seat(made.lengthening_by_plan()),
    "question": lambda: made.seat(made.question()),
    "summary": made.over,
    "reading": lambda: made.seat(made.reading()),
    "reading_withheld": lambda: made.seat(made.withheld(made.reading())),
    "withheld": lambda: made.seat(made.withheld()),
    "question_only_read": lambda: made.seat(made.first_question(made.only_read())),
    "summary_read": made.was_read,
    "stopped": lambda: made.seat(made.state("come_off_sharp", phase=Phase.STOPPED)),
    "connecting": lambda: made.seat(None, status="connecting to Progressor_2068"),
    "failed": lambda: made.seat(None, failure="No sensor was found.\nSwitch it on and try again."),
}


async def _shown(scene: Scene, size: tuple[int, int], *keys: str, look: Look | None = None) -> str:
    seat, _ = scene()
    app = app_on(seat, look or Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        if keys:
            await pilot.press(*keys)
            await settled(app, pilot)
        return golden_of(app)


def _compare(name: str, shown: str, *, update: bool) -> None:
    path = GOLDENS / f"{name}.txt"
    if update:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8"), f"{name} differs; --update-goldens rewrites"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_looks_as_reviewed(
    name: str, size: tuple[int, int], *, update_goldens: bool
) -> None:
    shown = await _shown(SCENES[name], size)
    _compare(f"{name}_{size[0]}x{size[1]}", shown, update=update_goldens)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["hold", "ease_off", "rating", "reading"])
async def test_the_dashboard_looks_as_reviewed(
    name: str, size: tuple[int, int], *, update_goldens: bool
) -> None:
    shown = await _shown(SCENES[name], size, "d")
    _compare(f"dashboard_{name}_{size[0]}x{size[1]}", shown, update=update_goldens)


@pytest.mark.parametrize("name", ["reading", "reading_withheld", "summary_read"])
async def test_on_a_low_screen_what_is_only_read_looks_as_reviewed(
    name: str, *, update_goldens: bool
) -> None:
    shown = await _shown(SCENES[name], LOW)
    _compare(f"{name}_{LOW[0]}x{LOW[1]}", shown, update=update_goldens)


async def test_in_ascii_what_is_only_read_looks_as_reviewed(*, update_goldens: bool) -> None:
    look = Look(Glyphs.ASCII, colour=False, braille=False)
    shown = await _shown(SCENES["reading"], (80, 24), look=look)
    _compare("ascii_reading_80x24", shown, update=update_goldens)


@pytest.mark.parametrize("name", ["ease_off", "rating", "summary", "reading"])
async def test_without_colours_a_screen_looks_as_reviewed(
    name: str, *, update_goldens: bool
) -> None:
    shown = await _shown(SCENES[name], (80, 24), look=Look(colour=False))
    _compare(f"colourless_{name}_80x24", shown, update=update_goldens)


async def test_help_looks_as_reviewed(*, update_goldens: bool) -> None:
    shown = await _shown(SCENES["ease_off"], (80, 24), "question_mark")
    _compare("help_80x24", shown, update=update_goldens)
