"""The first picture, before anything of the session is loaded."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from screen_text import text_of
from textual.drivers._writer_thread import WriterThread
from textual.filter import Monochrome, NoColor

from tpdevice.core.errors import PlanError
from tpdevice.tui.app import Hand, Left, SessionApp
from tpdevice.tui.colourless import Colourless
from tpdevice.tui.look import Look
from tpdevice.tui.pace import FRAMES_PER_S


class Hold:
    """Keeps what would load the session from being called until the picture was looked at."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.keys: list[str] = []

    async def frame(self) -> None:
        self.frames.append("frame")

    async def chosen(self, name: str, value: int) -> None:
        self.keys.append(f"{name} {value}")

    async def chosen_or_close(self, name: str) -> None:
        self.keys.append(name)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42), (20, 6)])
async def test_the_first_picture_says_what_it_is_and_how_to_leave(size: tuple[int, int]) -> None:
    app = SessionApp(lambda _: Hold(), look=Look(), simulated=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = text_of(app)
    assert "SIMULATED" in text
    assert "Loading" in text
    assert "esc  stop" in text


async def test_the_session_is_brought_behind_the_first_picture_and_then_gets_frames_and_keys() -> (
    None
):
    hold, painted = Hold(), []

    def bring(app: SessionApp) -> Hand:
        painted.append(text_of(app))
        return hold

    app = SessionApp(bring, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space", "7", "escape")
    assert "Loading" in painted[0]
    assert hold.frames
    assert hold.keys == ["pause 0", "rate 7", "stop"]


async def test_what_cannot_be_loaded_closes_the_screen_and_is_kept_to_be_told() -> None:
    wrong = PlanError("atlas.toml", "makes no sense")

    def bring(_: SessionApp) -> Hand:
        raise wrong

    app = SessionApp(bring, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert (app.failed, app.return_value) == (wrong, Left.QUIT)


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_who_leaves_before_anything_is_loaded_may_go(key: str) -> None:
    app = SessionApp(lambda _: Hold(), look=Look())
    app.call_after_refresh = lambda *_: True  # type: ignore[assignment,method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", key)
    assert app.return_value is Left.QUIT


async def test_a_frame_is_left_out_while_the_terminal_has_not_taken_the_last_ones() -> None:
    hold, beats = Hold(), list[tuple[float, Callable[[], Any]]]()
    app = SessionApp(lambda _: hold, look=Look())
    app.set_interval = lambda s, beat: beats.append((s, beat))  # type: ignore[assignment,method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        ((every_s, beat),) = beats
        assert every_s == 1 / FRAMES_PER_S
        drawn = len(hold.frames)
        await beat()
        assert len(hold.frames) == drawn + 1
        writer = WriterThread(io.StringIO())
        app._driver._writer_thread = writer  # type: ignore[union-attr]
        for _ in range(3):
            writer.write("frame")
        await beat()
        assert len(hold.frames) == drawn + 1
        while not writer._queue.empty():
            writer._queue.get()
        await beat()
        assert len(hold.frames) == drawn + 2


@pytest.mark.parametrize("no_color", ["", "1"])
@pytest.mark.parametrize("colour", [True, False])
def test_textual_still_keeps_its_filters_where_we_change_them(
    monkeypatch: pytest.MonkeyPatch,
    no_color: str,
    colour: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    app = SessionApp(lambda _: Hold(), look=Look(colour=colour))
    assert app._filters
    in_use = app.get_line_filters()
    assert [type(each) for each in in_use].count(Colourless) == (not colour)
    assert not any(isinstance(each, Monochrome | NoColor) for each in in_use)
