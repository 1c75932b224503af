"""A headless Chromium, driven by its DevTools protocol over one WebSocket."""

import asyncio
import base64
import itertools
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final, Self

import aiohttp
from tests.browser.trouble import NotHere

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_S: Final = 60.0
ANSWER_S: Final = 30.0
_OPTIONS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    # A name of somebody else's that leads to this computer, as in DNS rebinding.
    "--host-resolver-rules=MAP rebound.test 127.0.0.1",
)
_PLACE_OF: Final = """
(word) => {
  const button = document.getElementById("choice");
  if (!document.getElementById("notice").hidden && button.innerText === word) {
    const box = button.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }
  const whole = new RegExp("(?<![a-z])" + word + "(?![a-z])");
  const rows = document.getElementById("words").textContent.split("\\n");
  const row = rows.findLastIndex((each) => whole.test(each));
  if (row < 0) return null;
  const canvas = document.getElementById("picture"), box = canvas.getBoundingClientRect();
  const column = rows[row].search(whole) + word.length / 2;
  return [box.x + column * box.width / canvas.dataset.columns,
    box.y + (row + 0.5) * box.height / canvas.dataset.rows];
}
"""
"""Where a word stands on the page, from the bottom up: buttons are there."""


def program() -> str:
    """Return the browser's path."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise NotHere("there is no Chromium", next_step="on Debian: apt-get install chromium")


class Chromium:
    """One browser; each `visitor` has cookies of its own."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.pages: dict[str, Page] = {}

    async def call(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """Ask for something, and return the answer."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        asked = {"id": number, "method": method, "params": params}
        await self._socket.send_str(json.dumps(asked | ({"sessionId": session} if session else {})))
        return await asyncio.wait_for(answer, ANSWER_S)

    async def listen(self) -> None:
        """Take answers and events until the browser ends."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answered(said)
            elif page := self.pages.get(said.get("sessionId", "")):
                page.hear(said["method"], said["params"])

    def _answered(self, said: dict[str, Any]) -> None:
        answer = self._answers.pop(said["id"])
        if answer.done():
            return
        if "error" in said:
            answer.set_exception(RuntimeError(said["error"]["message"]))
        else:
            answer.set_result(said["result"])

    async def visitor(self) -> str:
        """Return a new visitor, who has no cookie."""
        return str((await self.call("Target.createBrowserContext"))["browserContextId"])

    async def page(self, visitor: str, width: int, height: int) -> "Page":
        """Open an empty page on a touch screen of so many CSS pixels."""
        made = await self.call("Target.createTarget", url="about:blank", browserContextId=visitor)
        target = made["targetId"]
        attached = await self.call("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self, attached["sessionId"], target)
        self.pages[page.session] = page
        for domain in ("Page", "Runtime", "Network", "Log"):
            await page.call(f"{domain}.enable")
        await page.resize(width, height)
        await page.call("Emulation.setTouchEmulationEnabled", enabled=True)
        return page


class Page:
    """One page, as a finger and an eye meet it."""

    def __init__(self, browser: Chromium, session: str, target: str) -> None:
        self.browser = browser
        self.session = session
        self.target = target
        self.asked_for: list[str] = []
        """Every address that it sent a request to."""
        self.complaints: list[str] = []
        """What the browser said was wrong, such as a breach of the content security policy."""

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask for something about this page."""
        return await self.browser.call(method, self.session, **params)

    def hear(self, event: str, about: dict[str, Any]) -> None:
        """Take note of an event."""
        if event == "Network.requestWillBeSent":
            self.asked_for.append(about["request"]["url"])
        elif event == "Network.webSocketCreated":
            self.asked_for.append(about["url"])
        elif event == "Log.entryAdded" and about["entry"]["level"] == "error":
            self.complaints.append(about["entry"]["text"])
        elif event == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(about["exceptionDetails"]))

    async def resize(self, width: int, height: int) -> None:
        """Become a screen of this size."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2,
            mobile=True,
        )

    async def go(self, url: str) -> None:
        """Open an address; the same one with another # is a new page as well."""
        await self.call("Page.navigate", url="about:blank")
        await self.call("Page.navigate", url=url)

    async def value(self, expression: str) -> Any:
        """Return what an expression is in the page."""
        asked = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        answer = await self.call("Runtime.evaluate", **asked)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    async def until(self, *wanted: str, seconds: float = 40.0) -> str:
        """Wait until one of these words can be read, and return all that can be."""
        return await read(self.words, wanted, seconds)

    async def words(self) -> str:
        """Return what can be read: the notice if there is one, or the screen."""
        found = await self.value(
            "(() => { const n = document.getElementById('notice');"
            " return !n ? document.body?.innerText : !n.hidden ? n.innerText"
            " : document.getElementById('words').textContent })()"
        )
        return found or ""

    async def tap(self, word: str) -> None:
        """Touch the place where a word stands: on a button of the page, or in the picture."""
        place = await self.value(f"({_PLACE_OF})({json.dumps(word)})")
        assert place is not None, f"no {word!r} in:\n{await self.words()}"
        await self.touch(place)

    async def touch(self, *steps: tuple[float, float]) -> None:
        """Put a finger down, move it through all steps, and lift it."""
        for kind, (x, y) in zip(("touchStart", *["touchMove"] * len(steps)), steps, strict=False):
            await self._fingers(kind, {"x": x, "y": y})
        await self._fingers("touchEnd")

    async def swipe(self, first: tuple[float, float], last: tuple[float, float]) -> None:
        """Draw a finger across the page."""
        middle = [
            (first[0] + (last[0] - first[0]) * n / 8, first[1] + (last[1] - first[1]) * n / 8)
            for n in range(1, 8)
        ]
        await self.touch(first, *middle, last)

    async def pinch(self, left: tuple[float, float], right: tuple[float, float]) -> None:
        """Draw two fingers apart."""
        for apart in range(0, 100, 20):
            fingers = [{"x": left[0] - apart, "y": left[1]}, {"x": right[0] + apart, "y": right[1]}]
            await self._fingers("touchStart" if apart == 0 else "touchMove", *fingers)
        await self._fingers("touchEnd")

    async def _fingers(self, kind: str, *fingers: dict[str, float]) -> None:
        await self.call("Input.dispatchTouchEvent", type=kind, touchPoints=list(fingers))

    def origins(self) -> list[str]:
        """Return whom it sent requests to, as origins of pages."""
        found = {each.partition("://")[::2] for each in self.asked_for if "://" in each}
        http = {"ws": "http", "wss": "https"}
        return [f"{http.get(way, way)}://{rest.partition('/')[0]}" for way, rest in found]

    async def complains(self, words: str) -> None:
        """Wait until the browser says that something is wrong."""
        async with asyncio.timeout(ANSWER_S):
            while not any(words in each for each in self.complaints):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def picture(self, path: Path) -> None:
        """Keep a picture of the page."""
        await asyncio.to_thread(path.write_bytes, await self.png())

    async def png(self) -> bytes:
        """Return a picture of the page."""
        shot = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])

    async def close(self) -> None:
        """Close the page."""
        await self.browser.call("Target.closeTarget", targetId=self.target)


async def read(words: Callable[[], Awaitable[str]], wanted: Sequence[str], seconds: float) -> str:
    """Wait until one of the wanted words is among those that can be read, and return them all."""
    text = ""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not any(each in text for each in wanted):
                await asyncio.sleep(0.05)
                text = await words()
            return text
    raise AssertionError(f"none of {wanted} within {seconds} s; it shows:\n{text}")


class _Process:
    """The browser's process and its folder, both gone at the end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            program(),
            *_OPTIONS,
            f"--user-data-dir={self._folder.name}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        return self

    async def address(self) -> str:
        """Return where its DevTools listen."""
        said = Path(self._folder.name) / "DevToolsActivePort"
        async with asyncio.timeout(START_S):
            # A file of another program: nothing tells when it is there.
            while not (said.exists() and len(said.read_text().split()) == 2):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        port, path = said.read_text().split()
        return f"ws://127.0.0.1:{port}{path}"

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, 9)
        await self._process.wait()
        self._folder.cleanup()


@asynccontextmanager
async def chromium() -> AsyncIterator[Chromium]:
    """Start a browser, and end it."""
    async with _Process() as process, aiohttp.ClientSession() as client:
        address = await process.address()
        async with client.ws_connect(address, max_msg_size=0) as socket:
            browser = Chromium(socket)
            listening = asyncio.create_task(browser.listen())
            yield browser
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
