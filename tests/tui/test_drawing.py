"""Letters, shapes, colours and traces: what a picture is made of."""

import io
import sys
from collections import deque

import numpy as np
import pytest
import session_states as made
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import NS_PER_S
from tpdevice.session.cues import CUES
from tpdevice.tui import palette
from tpdevice.tui.gauging import gauge_of
from tpdevice.tui.grid import Grid, changed, clipped, span, wrapped
from tpdevice.tui.lettering import lettered
from tpdevice.tui.letters import LETTERS
from tpdevice.tui.look import Glyphs, Look, look_for
from tpdevice.tui.pace import Pace, waiting_writes
from tpdevice.tui.pixels import SUB, Inks, blank, cells
from tpdevice.tui.plot import Plot
from tpdevice.tui.shapes import SHAPES, Shape, shape_for
from tpdevice.tui.trace import Columns, Trace


@pytest.mark.parametrize("name", palette.TONES)
def test_letters_on_a_cue_stand_out(name: str) -> None:
    assert palette.contrast(palette.INK, palette.tone(name)) >= 8.6


@pytest.mark.parametrize("ground", [palette.GROUND, palette.PANEL])
@pytest.mark.parametrize(
    "ink", [palette.MUTED, palette.IDLE, palette.TEXT, *palette.TONES.values()]
)
def test_quiet_words_can_be_read(ink: int, ground: int) -> None:
    assert palette.contrast(ink, ground) >= 7.3


def test_key_caps_and_warnings_can_be_read() -> None:
    assert palette.contrast(palette.INK, palette.CAP) >= 8.6
    assert palette.contrast(palette.INK, palette.MADE_UP) >= 7.3


def test_every_word_that_is_said_can_be_drawn() -> None:
    assert {c for cue in CUES.values() for c in cue.word} <= {*LETTERS, " "}


def test_no_two_letters_and_no_two_shapes_look_alike() -> None:
    letters = {char: glyph.mask(64, 96).tobytes() for char, glyph in LETTERS.items()}
    shapes = {shape: glyph.mask(96, 96).tobytes() for shape, glyph in SHAPES.items()}
    assert len(set(letters.values())) == len(letters)
    assert len(set(shapes.values())) == len(Shape)


def test_directions_have_shapes_of_their_own() -> None:
    shapes = [shape_for("", tone) for tone in palette.TONES]
    assert len(set(shapes)) == len(palette.TONES)


@pytest.mark.parametrize("word", sorted({cue.word for cue in CUES.values()}))
@pytest.mark.parametrize(("columns", "rows", "least"), [(112, 9, 6), (76, 6, 3), (40, 12, 3)])
def test_a_word_is_drawn_large(word: str, columns: int, rows: int, least: int) -> None:
    drawn = lettered(word, Shape.UP, columns, rows).any(axis=1)
    assert drawn.sum() / SUB >= least


@given(st.text(max_size=12), st.integers(0, 130), st.integers(0, 12))
def test_any_word_fits_any_field(word: str, columns: int, rows: int) -> None:
    assert lettered(word, Shape.TARGET, columns, rows).shape == (rows * SUB, columns * SUB)


def test_a_half_filled_cell_becomes_a_half_block_in_pure_colours() -> None:
    pixels = blank(2, 1)
    pixels[SUB // 2 :, :] = 1
    cell = cells(pixels, Inks((0x000000, 0xFFFFFF)), Glyphs.BLOCKS, colour=True)[0][0]
    assert cell == ("▄", (0xFFFFFF, 0x000000, False))


def test_an_edge_between_two_cells_is_mixed_from_both_colours() -> None:
    pixels = blank(1, 1)
    pixels[:3, :3] = 1
    char, (ink, paper, _) = cells(pixels, Inks((0, 0xFFFFFF)), Glyphs.BLOCKS, colour=True)[0][0]
    assert char in "▘▍▎▆▅▌▄▇"
    assert {ink, paper} != {0, 0xFFFFFF}


@pytest.mark.parametrize("glyphs", list(Glyphs))
def test_without_colours_a_picture_is_made_of_what_is_drawn(glyphs: Glyphs) -> None:
    pixels = blank(3, 1)
    pixels[:, SUB : 2 * SUB] = 1
    row = cells(pixels, Inks((0, 1)), glyphs, colour=False)[0]
    assert [cell[0] for cell in row] == [" ", "#" if glyphs is Glyphs.ASCII else "█", " "]


def test_only_the_span_that_changed_is_named() -> None:
    before, after = Grid(20, 3, Look()), Grid(20, 3, Look())
    after.write(5, 1, "hold")
    assert changed(before.rows, after.rows) == [(1, 5, 4)]


def test_wide_letters_take_two_cells_and_are_cut_in_time() -> None:
    grid = Grid(5, 1, Look())
    grid.write(0, 0, "肩肩肩")
    assert "".join(cell[0] for cell in grid.rows[0]) == "肩肩 "
    assert span(clipped("肩肩肩", 5)) <= 5


@pytest.mark.parametrize(
    ("environ", "glyphs", "colour"),
    [
        ({"LANG": "de_DE.UTF-8"}, Glyphs.BLOCKS, True),
        ({"LANG": "C"}, Glyphs.ASCII, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, Glyphs.ASCII, True),
        ({"LANG": "de_DE.ISO-8859-1"}, Glyphs.ASCII, True),
        ({}, Glyphs.BLOCKS, True),
        ({"LANG": "C.utf8", "NO_COLOR": "1"}, Glyphs.BLOCKS, False),
        ({"LANG": "C.utf8", "NO_COLOR": ""}, Glyphs.BLOCKS, True),
        ({"LANG": "C.utf8", "TERM": "linux"}, Glyphs.HALVES, True),
    ],
)
def test_the_terminal_decides_what_is_drawn(
    environ: dict[str, str], glyphs: Glyphs, *, colour: bool
) -> None:
    look = look_for(environ, encoding="utf-8")
    assert (look.glyphs, look.colour) == (glyphs, colour)
    assert not look.braille or glyphs is Glyphs.BLOCKS


def test_a_stream_that_cannot_write_utf_8_gets_ascii() -> None:
    assert look_for({}, encoding="ascii").ascii


@given(st.lists(st.integers(1, 30), max_size=40), st.integers(0, 10**12))
def test_a_trace_does_not_depend_on_how_samples_were_cut(cuts: list[int], shift: int) -> None:
    t_ns = np.arange(400, dtype=np.int64) * 12_500_000 + shift
    force_mn = (np.arange(400, dtype=np.int64) * 7919) % 50_000
    whole = SampleBlock.own(t_ns, force_mn)
    at, parts = 0, []
    for cut in [*cuts, 400]:
        parts.append(whole.part(at, min(400, at + cut)))
        at = min(400, at + cut)
    one, many = Trace(), Trace()
    one.take(deque([whole]))
    many.take(deque(parts))
    now_ns = int(t_ns[-1])
    expected, found = one.columns(now_ns, 100), many.columns(now_ns, 100)
    assert np.array_equal(expected.low_mn, found.low_mn)
    assert np.array_equal(expected.high_mn, found.high_mn)
    assert np.array_equal(expected.empty, found.empty)


def test_a_gap_in_the_data_stays_empty_in_the_trace() -> None:
    early = np.arange(0, 5 * NS_PER_S, 12_500_000, dtype=np.int64)
    late = early[early < 2 * NS_PER_S] + 8 * NS_PER_S
    trace = Trace()
    for t_ns in (early, late):
        trace.take(deque([SampleBlock.own(t_ns.copy(), np.full(len(t_ns), 40_000))]))
    empty = trace.columns(10 * NS_PER_S - 1, 100).empty
    assert not empty[:50].any()
    assert empty[51:79].all()
    assert not empty[81:].any()


def test_a_slow_sensor_leaves_no_holes() -> None:
    t_ns = np.arange(0, 10 * NS_PER_S, NS_PER_S // 5, dtype=np.int64)
    trace = Trace()
    trace.take(deque([SampleBlock.own(t_ns, np.full(len(t_ns), 40_000))]))
    assert not trace.columns(int(t_ns[-1]), 100).empty[5:].any()


@pytest.mark.parametrize(
    "look", [Look(), Look(sweep=True), Look(colour=False), Look(braille=False)]
)
@given(st.lists(st.integers(0, 90_000), min_size=8, max_size=30))
def test_a_line_that_goes_on_looks_as_if_it_was_drawn_at_once(
    look: Look, forces_mn: list[int]
) -> None:
    gauge = gauge_of(made.state("hold"), seen=True)
    ground = Grid(12, 6, look, ground=palette.PANEL).rows
    goes_on = Plot(ground, look, in_place=look.still_trace)
    for now in range(4, len(forces_mn)):
        low = np.array([*[0] * 24, *forces_mn[:now]][-24:], dtype=np.int64)
        columns = Columns(now, low, low + 500, np.arange(24) < 24 - now)
        at_once = Plot(ground, look, in_place=look.still_trace).draw(columns, gauge)
        assert goes_on.draw(columns, gauge) == at_once


def test_textual_still_says_how_many_writes_wait() -> None:
    class Driver:
        _writer_thread = WriterThread(open("/dev/null", "w"))  # noqa: PTH123, SIM115

    driver = Driver()
    assert Pace().may_draw(driver)
    for _ in range(3):
        driver._writer_thread.write("frame")
    assert waiting_writes(driver) == 3 < MAX_QUEUED_WRITES
    assert not Pace().may_draw(driver)
    driver._writer_thread._file.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Textual's driver for Linux and macOS")
async def test_textuals_own_driver_still_keeps_its_writer_where_we_look() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    driver = LinuxDriver(App[None](), mouse=False)
    assert driver._writer_thread is None
    assert waiting_writes(driver) == 0
    writer = WriterThread(io.StringIO())
    driver._writer_thread = writer
    writer.write("frame")
    assert waiting_writes(driver) == 1


def test_an_unknown_driver_is_always_drawn_to() -> None:
    assert Pace().may_draw(object())


def test_text_that_needs_more_lines_than_there_are_is_cut_in_the_last_one() -> None:
    assert wrapped("one two three four", 9) == ["one two", "three", "four"]
    assert wrapped("one two three four", 9, most=2) == ["one two", "three fo…"]
    assert wrapped("one two three", 9, most=2) == ["one two", "three"]
