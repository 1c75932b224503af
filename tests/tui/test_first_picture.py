"""The first picture, before anything of the session is loaded."""

import pytest
from screen_text import text_of

from tpdevice.core.errors import PlanError
from tpdevice.tui.app import Hand, Left, SessionApp
from tpdevice.tui.look import Look


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
