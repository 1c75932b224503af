"""What a frame sends to the terminal: what changed, once, and by no other way."""

import re

import numpy as np
import pytest
import session_states as made
from hypothesis import given
from hypothesis import strategies as st
from screen_text import app_on, cells_of, settled
from terminal import Terminal, looked_at, told_apart
from textual.geometry import Region

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import NS_PER_S
from tpdevice.session.state import State
from tpdevice.tui.brush import _corner
from tpdevice.tui.grid import Grid, changed
from tpdevice.tui.ink import written
from tpdevice.tui.look import Glyphs, Look

CASES = [
    ((120, 40), Look(), ""),
    ((120, 40), Look(), "d"),
    ((80, 24), Look(sweep=True), "d"),
    ((80, 24), Look(colour=False), ""),
    ((44, 42), Look(Glyphs.ASCII, braille=False), ""),
    ((44, 42), Look(), "d"),
]
SCREEN = Region(0, 0, 80, 24)
WORDS = st.text("ab 肩─", max_size=9)


def _later(frames: int) -> tuple[State, SampleBlock]:
    """Return the hold some frames later, and what the sensor sent meanwhile."""
    new = np.arange(3 * frames - 2, 3 * frames + 1, dtype=np.int64)
    t_ns = made.NOW_NS + new * 12_500_000
    now_ns = made.NOW_NS + frames * NS_PER_S // 30
    block = SampleBlock.own(t_ns, 38_000 + 400 * (new % 7))
    return made.replace(made.state("hold"), now_ns=now_ns), block


@pytest.mark.parametrize(("size", "look", "key"), CASES)
async def test_what_stands_on_the_terminal_is_what_textual_would_draw(
    size: tuple[int, int], look: Look, key: str
) -> None:
    seat, _ = made.seat(made.state("hold"))
    app = app_on(seat, look, simulated=True)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        terminal = looked_at(app, *size)
        app.refresh(layout=True)
        await pilot.press(*filter(None, [key]))
        await settled(app, pilot)
        for frames in (1, 2, 3, 20, 60):
            seat.state, block = _later(frames)
            seat.blocks.append(block)
            await app.frame()
            assert told_apart(terminal.cells) == told_apart(cells_of(app))
        for now in (made.state("come_off_alarm"), made.unseen(), made.state("hold")):
            seat.state = now
            await settled(app, pilot)
            assert told_apart(terminal.cells) == told_apart(cells_of(app))
            assert "SIMULATED" in _text(terminal)
            assert re.search("stop", _text(terminal))


def _text(terminal: Terminal) -> str:
    return "\n".join("".join(cell.char for cell in row) for row in terminal.cells)


async def _drawing(size: tuple[int, int]) -> list[list[str]]:
    """Return what is written for each of some frames of a dashboard that goes on."""
    seat, _ = made.seat(made.state("hold"))
    app = app_on(seat, Look())
    app.set_interval = lambda *_: None  # type: ignore[assignment,method-assign]
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        await pilot.press("d")
        await settled(app, pilot)
        terminal = looked_at(app, *size)
        found, shown = [], 0
        for frames in (40, 44, 44, 48):
            if frames != shown:
                seat.state, block = _later(frames)
                seat.blocks.append(block)
            shown = frames
            terminal.writes.clear()
            await app.frame()
            await pilot.pause()
            found.append(list(terminal.writes))
    return found


async def test_a_frame_is_one_write_and_one_that_changes_nothing_is_none() -> None:
    assert [len(writes) for writes in await _drawing((120, 40))] == [1, 1, 0, 1]


async def test_a_frame_of_a_moving_trace_takes_less_than_three_kilobytes() -> None:
    *_, last = await _drawing((120, 40))
    assert len("".join(last).encode()) <= 3000


def _grid(lines: list[tuple[str, int]]) -> Grid:
    grid = Grid(12, 3, Look())
    for y, (text, ink) in enumerate(lines):
        grid.write(y, y, text, ink=ink, bold=bool(ink % 2))
    return grid


@given(*[st.lists(st.tuples(WORDS, st.integers(0, 3)), max_size=3)] * 2)
def test_whatever_changed_stands_there_and_the_rest_is_left_alone(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    first, then = _grid(before), _grid(after)
    terminal, whole = Terminal(12, 3), Terminal(12, 3)
    for shown, grid in ((terminal, first), (whole, then)):
        runs = [(y, 0, row) for y, row in enumerate(grid.rows)]
        shown.take(written(runs, system="truecolor", colour=True))
    spans = changed(first.rows, then.rows)
    runs = [(y, x, then.rows[y][x : x + n]) for y, x, n in spans]
    terminal.take(written(runs, system="truecolor", colour=True))
    assert told_apart(terminal.cells) == told_apart(whole.cells)


def test_a_wide_letter_is_sent_whole() -> None:
    before, after = _grid([("肩a", 1)]), _grid([("膝a", 1)])
    assert changed(before.rows, after.rows) == [(0, 0, 2)]


def test_what_is_far_apart_is_sent_alone_and_what_is_near_together() -> None:
    before, after = Grid(40, 1, Look()), Grid(40, 1, Look())
    for x in (2, 8, 30):
        after.write(x, 0, "x")
    assert changed(before.rows, after.rows) == [(0, 2, 7), (0, 30, 1)]


@pytest.mark.parametrize(
    "place", [None, (Region(2, 3, 12, 2), SCREEN), (Region(70, 3, 12, 3), SCREEN)]
)
def test_a_widget_that_is_not_there_whole_and_as_it_was_drawn_is_left_to_textual(
    place: tuple[Region, Region] | None,
) -> None:
    rows = _grid([]).rows
    assert _corner(place, rows) is None
    assert _corner((Region(2, 3, 12, 3), SCREEN), rows) == (2, 3)


def test_a_terminal_of_few_colours_gets_its_own_and_not_ours() -> None:
    runs = [(0, 0, _grid([("a", 0xFF0000)]).rows[0])]
    assert "38;5;" in written(runs, system="256", colour=True)
    assert "38;" not in written(runs, system="standard", colour=True)
    assert "8;" not in written(runs, system="truecolor", colour=False)
