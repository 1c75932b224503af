"""Frames and the terminal: what was not shown yet is waited for, and nothing else is."""

from queue import Queue
from types import SimpleNamespace

import numpy as np
import pytest
import session_states as made
from screen_text import app_on, cells_of, settled, text_of
from textual import events

from tpdevice.core.samples import SampleBlock
from tpdevice.core.settings import Settings
from tpdevice.core.units import NS_PER_S
from tpdevice.tui.look import Look
from tpdevice.tui.pace import Pace
from tpdevice.tui.slowline import SlowLine

FRAME_NS = NS_PER_S // 30


class Terminal:
    """A slow line: it answers a question when everything before it has passed."""

    def __init__(self, *, bytes_per_s: int | None, frame_bytes: int, away_ns: int = 0) -> None:
        self.away_ns = away_ns
        self.now_ns = 0
        self.frame_bytes = frame_bytes
        self.per_s = bytes_per_s
        self.free_ns = 0
        self.pace = Pace(lambda: self.now_ns)
        self.line = SlowLine(lambda: self.now_ns)
        self._answers_ns: list[int] = []
        self._writer_thread = SimpleNamespace(_queue=Queue())
        self.delays_ns: list[int] = []

    def write(self, text: str) -> None:
        self._sent(len(text))
        if self.per_s is not None:
            self._answers_ns.append(self.free_ns + self.away_ns)

    def _sent(self, size: int) -> None:
        per_s = self.per_s or 10**9
        self.free_ns = max(self.free_ns, self.now_ns) + size * NS_PER_S // per_s

    def run(self, frames: int) -> int:
        """Offer frames at their pace; return how many were drawn."""
        drawn = 0
        for _ in range(frames):
            self.now_ns += FRAME_NS
            while self._answers_ns and self._answers_ns[0] <= self.now_ns:
                self._answers_ns.pop(0)
                self.pace.answered()
            may_draw = self.pace.may_draw(self)
            self.line.frame(drawn=may_draw, told=may_draw)
            if may_draw:
                drawn += 1
                self._sent(self.frame_bytes)
                self.delays_ns.append(self.free_ns - self.now_ns)
        return drawn


def test_on_a_fast_terminal_no_frame_is_left_out() -> None:
    assert Terminal(bytes_per_s=10**7, frame_bytes=4_000).run(300) == 300


@pytest.mark.parametrize("frame_bytes", [400, 1_500, 6_000])
def test_on_a_slow_line_frames_are_left_out_and_none_waits_long(frame_bytes: int) -> None:
    """However long it runs, between program and eyes lie a few frames and no more."""
    slow = Terminal(bytes_per_s=20_000, frame_bytes=frame_bytes)
    drawn = slow.run(3_000)
    assert max(slow.delays_ns) / NS_PER_S <= max(0.45, 3 * frame_bytes / 20_000)
    assert drawn >= 0.8 * min(3_000, 100 * 20_000 / frame_bytes)


def test_a_line_that_is_long_but_wide_gets_almost_all_frames() -> None:
    far = Terminal(bytes_per_s=10**6, frame_bytes=1_500, away_ns=NS_PER_S // 5)
    far.run(60)
    assert far.run(300) >= 270


def test_a_terminal_that_never_answers_is_not_waited_for_after_its_first_seconds() -> None:
    dumb = Terminal(bytes_per_s=None, frame_bytes=4_000)
    assert dumb.run(61) >= 1
    assert dumb.run(300) == 300


def test_before_the_first_answer_no_frames_pile_up() -> None:
    """A buffer between here and there takes everything at once; it would be seen for seconds."""
    slow = Terminal(bytes_per_s=20_000, frame_bytes=6_000)
    slow._sent(20_000)
    assert slow.run(20) == 1


def test_a_terminal_that_falls_silent_is_shown_a_frame_now_and_then() -> None:
    line = Terminal(bytes_per_s=10**7, frame_bytes=400)
    assert line.run(30) == 30
    line.per_s = None
    assert 4 <= line.run(300) <= 20


def test_no_answer_that_is_out_outlives_the_screen_for_long() -> None:
    line = Terminal(bytes_per_s=20_000, frame_bytes=1_500)
    line.run(30)
    assert 0 < line.pace.last_answer_s <= 2.0
    assert Pace().last_answer_s == 0


MOVING_BYTES, IN_PLACE_BYTES = 2_500, 500
"""Frames of a trace as it is drawn in a dashboard."""


def test_on_a_line_that_takes_less_than_half_of_the_frames_the_trace_stays_in_place() -> None:
    slow = Terminal(bytes_per_s=20_000, frame_bytes=MOVING_BYTES)
    slow.run(200)
    assert not slow.line.slow
    slow.run(120)
    assert slow.line.slow


@pytest.mark.parametrize(
    "line",
    [
        Terminal(bytes_per_s=10**7, frame_bytes=MOVING_BYTES),
        Terminal(bytes_per_s=10**6, frame_bytes=MOVING_BYTES, away_ns=NS_PER_S // 4),
        Terminal(bytes_per_s=None, frame_bytes=MOVING_BYTES),
        Terminal(bytes_per_s=60_000, frame_bytes=MOVING_BYTES),
    ],
    ids=["quick", "far but wide", "never answers", "two thirds"],
)
def test_no_other_line_changes_the_trace(line: Terminal) -> None:
    line.run(3_000)
    assert not line.line.slow


def test_new_screens_that_fill_the_line_change_nothing() -> None:
    line = Terminal(bytes_per_s=40_000, frame_bytes=IN_PLACE_BYTES)
    for _ in range(3):
        line._sent(200_000)
        line.run(300)
        assert not line.line.slow


def test_a_stumble_changes_nothing() -> None:
    line = Terminal(bytes_per_s=10**7, frame_bytes=MOVING_BYTES)
    line.run(300)
    line.per_s = 20_000
    line.run(60)
    line.per_s = 10**7
    line.run(300)
    assert not line.line.slow


def test_that_less_gets_through_in_place_does_not_make_it_move_at_once() -> None:
    """A line that is quick with little to send would be slow again with much."""
    line = Terminal(bytes_per_s=20_000, frame_bytes=MOVING_BYTES)
    line.run(300)
    line.frame_bytes = IN_PLACE_BYTES
    line.run(1_700)
    assert line.line.slow


def test_after_a_minute_of_a_quick_line_it_moves_again_and_only_once() -> None:
    line = Terminal(bytes_per_s=20_000, frame_bytes=MOVING_BYTES)
    line.run(300)
    for still_slow in (False, True):
        line.frame_bytes, line.per_s = IN_PLACE_BYTES, 10**7
        line.run(2_500)
        assert line.line.slow is still_slow
        line.frame_bytes, line.per_s = MOVING_BYTES, 20_000
        line.run(300)
        assert line.line.slow


@pytest.mark.parametrize(
    ("wished", "slow", "still"),
    [(None, False, False), (None, True, True), (True, False, True), (False, True, False)],
)
def test_what_a_person_wished_for_counts_more_than_the_line(
    wished: bool | None,  # noqa: FBT001
    slow: bool,  # noqa: FBT001
    still: bool,  # noqa: FBT001
) -> None:
    look = Look(slow_line=slow).worn(Settings(sweep=wished))
    assert (look.still_trace, look.slowed) == (still, wished is None and slow)


async def test_that_the_line_is_slow_is_said_where_the_trace_is() -> None:
    seat, _ = made.seat(made.state("hold"))
    app = app_on(seat, Look())
    async with app.run_test(size=(44, 42)) as pilot:
        await settled(app, pilot)
        await pilot.press("d")
        await settled(app, pilot)
        assert "slow line" not in text_of(app)
        app._line.slow = True
        await app._frame_if_taken()
        assert "force, last 10 s, in place: slow line" in text_of(app)
        assert "esc  stop" in text_of(app)


async def test_the_terminals_answer_reaches_the_pace() -> None:
    seat, _ = made.seat(made.state("hold"))
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        app._pace._asked_ns = 1
        app.post_message(events.CursorPosition(3, 4))
        await settled(app, pilot)
        assert app._pace._asked_ns is None


async def _changed_cells(look: Look) -> int:
    """Return how many cells differ after a tenth of a second of holding."""
    seat, _ = made.seat(made.state("hold"))
    app = app_on(seat, look)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("d")
        await settled(app, pilot)
        before = cells_of(app)
        now = made.NOW_NS + NS_PER_S // 10
        t_ns = made.NOW_NS + np.arange(1, 5, dtype=np.int64) * 12_500_000
        seat.blocks.append(SampleBlock.own(t_ns, np.full(4, 38_400, dtype=np.int64)))
        seat.state = made.replace(made.state("hold"), now_ns=now)
        await settled(app, pilot)
        after = cells_of(app)
    return sum(
        one != other
        for row, line in zip(before, after, strict=True)
        for one, other in zip(row, line, strict=True)
    )


async def test_a_sweep_changes_a_third_of_what_a_moving_trace_does() -> None:
    assert await _changed_cells(Look(sweep=True)) * 3 <= await _changed_cells(Look())


async def test_with_reduced_motion_orb_and_trace_stand_still_and_words_go_on() -> None:
    texts = []
    for at_s in (0.2, 0.7, 2.7):
        now = made.replace(made.state("hold"), now_ns=made.NOW_NS // NS_PER_S // 10 * 10 * NS_PER_S)
        now = made.replace(now, now_ns=now.now_ns + int(at_s * NS_PER_S))
        seat, _ = made.seat(now)
        app = app_on(seat, Look(motion=False))
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(app, pilot)
            texts.append(["".join(c.char for c in row[41:]) for row in cells_of(app)[16:23]])
    assert texts[0] == texts[1]
    assert [one == other for one, other in zip(texts[0], texts[2], strict=True)].count(False) == 1
    assert any("breathe in" in row for row in texts[2])
