"""The drawing of a body: its marks lie on it, apart from each other, and can all be reached."""

import pytest

from tpdevice.core.plan import Side
from tpdevice.core.settings import Settings, Theme
from tpdevice.runtime.atlas import View
from tpdevice.runtime.content import never, points, regions
from tpdevice.tui.bodymarks import (
    Kind,
    Mark,
    Marks,
    Stop,
    first_stop,
    letters,
    marks_of,
    nearest,
    region_marks,
    stops,
)
from tpdevice.tui.bodypaint import Body, paint_body, stances
from tpdevice.tui.bodyshape import Frame, silhouette
from tpdevice.tui.grid import Grid
from tpdevice.tui.look import Glyphs, Look
from tpdevice.tui.palette import contrast
from tpdevice.tui.pixels import SUB

PLACES = marks_of(points(), never())
HURTS = region_marks(regions())
ALL = {"places": PLACES, "regions": HURTS}
STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1))
MAPS = {"120x40": (78, 34), "80x24": (52, 21), "44x42": (42, 19)}
"""Room of the drawing on the three screens, at least."""


def body(marks: Marks, view: View = View.BACK, side: Side = Side.RIGHT) -> Body:
    at = next(mark for mark in marks if mark.spot.view is view)
    return Body(marks, Stop(at, side), side)


def drawn(what: Body, size: tuple[int, int], look: Look | None = None) -> Grid:
    grid = Grid(*size, look or Look())
    paint_body(grid, what, (0, 0, *size))
    return grid


@pytest.mark.parametrize("size", MAPS.values(), ids=MAPS)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("marks", ALL.values(), ids=ALL)
def test_every_mark_has_a_cell_of_its_own_on_the_body(
    marks: Marks, side: Side, size: tuple[int, int]
) -> None:
    for view in View:
        what = body(marks, view, side)
        places = paint_body(Grid(*size, Look()), what, (0, 0, *size))
        shown = {stance.view: stance for stance in stances(what, (0, 0, *size))}
        expected = [stop for stop in stops(marks, side) if stop.mark.spot.view in shown]
        assert set(places) == set(expected)
        assert len(set(places.values())) == len(places)
        for stop, (x, y) in places.items():
            stance = shown[stop.mark.spot.view]
            mask = silhouette(stance.view, stance.columns, stance.rows)
            column = x - stance.x
            if stance.view is View.SIDE and side is Side.LEFT:
                column = stance.columns - 1 - column
            tile = mask[y * SUB : (y + 1) * SUB, column * SUB : (column + 1) * SUB]
            assert tile.mean() >= 0.5, stop


@pytest.mark.parametrize("mark", [*PLACES, *HURTS], ids=lambda m: f"{m.key}-{m.spot.view}")
def test_the_atlas_puts_nothing_beside_the_body(mark: Mark) -> None:
    spot = mark.spot
    frame = Frame(120, 130)
    px, py = frame.pixel(spot.x - 0.5, spot.y)
    near = silhouette(spot.view, 120, 130)[
        max(int(py) - SUB, 0) : int(py) + SUB, int(px) - 2 * SUB : int(px) + 2 * SUB
    ]
    assert near.any()


@pytest.mark.parametrize("marks", ALL.values(), ids=ALL)
def test_arrows_lead_from_every_place_to_every_other(marks: Marks) -> None:
    every = {(stop.mark.key, stop.side) for stop in stops(marks, Side.RIGHT)}
    every |= {(stop.mark.key, stop.side) for stop in stops(marks, Side.LEFT)}
    start = Stop(marks[0], Side.RIGHT)
    forward: dict[Stop, set[Stop]] = {}
    todo = [start]
    while todo:
        at = todo.pop()
        if at not in forward:
            forward[at] = {nearest(marks, at, step) for step in STEPS}
            todo += forward[at]
    assert {(stop.mark.key, stop.side) for stop in forward} == every
    home = {start}
    while more := {at for at, next_ones in forward.items() if next_ones & home} - home:
        home |= more
    assert home == set(forward)


def test_an_arrow_to_the_right_goes_to_the_right() -> None:
    at = first_stop(PLACES, "GMX", Side.RIGHT)
    assert at is not None
    assert nearest(PLACES, at, (1, 0)).x > at.x


def test_every_point_has_a_letter_of_its_own() -> None:
    named = letters(points())
    assert set(named) == set(points())
    assert len(set(named.values())) == len(named)


def test_the_right_shoulder_is_on_the_right_of_a_back_and_on_the_left_of_a_front() -> None:
    shoulder = first_stop(PLACES, "UT", Side.RIGHT, view=View.BACK)
    chest = first_stop(PLACES, "PEC", Side.RIGHT, view=View.FRONT)
    assert shoulder is not None
    assert chest is not None
    assert shoulder.x > 0 > chest.x
    assert shoulder._replace(side=Side.LEFT).x == -shoulder.x


@pytest.mark.parametrize("glyphs", Glyphs)
@pytest.mark.parametrize("colour", [True, False])
def test_forms_tell_what_a_mark_is_without_colours(glyphs: Glyphs, *, colour: bool) -> None:
    look = Look(glyphs, colour=colour, braille=False)
    at = first_stop(PLACES, "GMD", Side.RIGHT)
    what = Body(PLACES, at, resting=frozenset({("LS", Side.RIGHT)}))
    grid = Grid(52, 21, look)
    places = paint_body(grid, what, (0, 0, 52, 21))
    seen = {stop: grid.rows[y][x] for stop, (x, y) in places.items()}
    forms = {
        (stop.mark.key, stop.mark.kind): (cell[0], cell[1][2])
        for stop, cell in seen.items()
        if stop.side is Side.RIGHT and stop.mark.spot.view is not View.SIDE
    }
    named = letters(points())
    assert forms["GMD", Kind.POINT] == (named["GMD"].upper(), True)
    assert forms["UT", Kind.POINT] == (named["UT"], True)
    assert forms["LS", Kind.POINT] == (named["LS"], False)
    assert forms["armpit", Kind.NEVER][0] == ("x" if look.ascii else "×")
    if look.ascii:
        assert all(cell[0].isascii() for row in grid.rows for cell in row)


def test_what_is_felt_is_hatched_on_the_chosen_side_only() -> None:
    felt = regions()["low-back"].spots
    for side, sign in ((Side.RIGHT, 1), (Side.LEFT, -1)):
        grid = drawn(Body((), None, side, felt=felt), (30, 35))
        columns = [x for row in grid.rows for x, cell in enumerate(row) if cell[0] == "╱"]
        assert columns
        assert sign * (sum(columns) / len(columns) - 14.5) > 0


@pytest.mark.parametrize("theme", Theme)
def test_marks_can_be_read_on_the_body_in_every_theme(theme: Theme) -> None:
    look = Look().worn(Settings(theme=theme))
    at = first_stop(PLACES, "GMD", Side.RIGHT)
    felt = regions()["low-back"].spots
    what = Body(PLACES, at, resting=frozenset({("LS", Side.RIGHT)}), felt=felt)
    grid = Grid(78, 34, look)
    places = paint_body(grid, what, (0, 0, 78, 34))
    written = [grid.rows[y][x] for x, y in places.values()]
    written += [cell for row in grid.rows for cell in row if cell[0] == "╱"]
    for char, (ink, ground, _) in written:
        assert contrast(ink, ground) >= (4.5 if char.isalpha() else 3.0), (char, hex(ground))
