"""`tpdevice` in a terminal of its own, whose bytes are drawn by our page's eyes to be looked at."""

import asyncio
import base64
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from aiohttp import web
from tests.browser.chromium import Chromium, Page, read

import tpdevice.web

_FILES: Final = Path(tpdevice.web.__file__).parent / "page"
CELL_PX: Final = 9
"""Width of a cell in CSS pixels; it is twice as high."""
_BLANK: Final = """<!doctype html><meta charset="utf-8">
<style>body { margin: 0; background: #0a0e12 }</style>
<canvas id="picture"></canvas>
<script type="module">
import { Terminal } from "/page/terminal.js";
import { Picture } from "/page/picture.js";
const terminal = new Terminal(() => null);
const picture = new Picture(document.getElementById("picture"));
window.size = (columns, rows) => {
  picture.fit(innerWidth, innerHeight);
  const { canvas, scale } = picture, w = Math.floor(innerWidth * scale / columns), h = w * 2;
  Object.assign(picture, { columns, rows, w, h });
  Object.assign(canvas, { width: w * columns, height: h * rows });
  canvas.style.width = `${w * columns / scale}px`;
  canvas.style.height = `${h * rows / scale}px`;
  picture.letters();
  terminal.resize(columns, rows);
  terminal.cells.changed.fill(1);
};
window.put = (text) => {
  terminal.write(Uint8Array.from(atob(text), (each) => each.charCodeAt(0)));
  picture.draw(terminal.cells);
  return Array.from({ length: picture.rows }, (_, y) => terminal.cells.words(y)).join("\\n");
};
</script>
"""
_WHERE: Final = b"\x1b[6n"
_HERE: Final = b"\x1b[1;1R"
"""How a terminal answers that question: ECMA-48, cursor position report."""
_TICK_S: Final = 0.05
END_S: Final = 30.0


class Way(NamedTuple):
    """How somebody sees the program."""

    name: str
    columns: int
    rows: int
    environment: Mapping[str, str] = {}
    bytes_per_s: int | None = None
    """What the line carries; None where it is as quick as it gets."""

    @property
    def abreast(self) -> int:
        """How many pictures stand side by side on a sheet."""
        return 7 if self.columns < 60 else 3


class Terminal:
    """A page that shows what a program wrote to a terminal."""

    def __init__(self, page: Page, line: int) -> None:
        self._page = page
        self._line = line
        """The near end of a pseudo-terminal."""
        self._written = b""

    async def words(self) -> str:
        """Draw what was written meanwhile, and return what can be read."""
        new, self._written = self._written, b""
        return str(await self._page.value(f"put('{base64.b64encode(new).decode()}')"))

    async def until(self, *wanted: str, seconds: float = 60.0) -> str:
        """Wait until one of these words can be read, and return all that can be."""
        return await read(self.words, wanted, seconds)

    async def png(self) -> bytes:
        """Return a picture of what it shows."""
        await self.words()
        return await self._page.png()

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._line, keys.encode())

    async def listen(self, bytes_per_s: int | None) -> None:
        """Take what the program writes, no faster than the line carries it, until it ends."""
        most = 65_536 if bytes_per_s is None else int(bytes_per_s * _TICK_S)
        with suppress(OSError):  # so ends a pseudo-terminal
            while data := await asyncio.to_thread(os.read, self._line, most):
                if bytes_per_s is not None:
                    await asyncio.sleep(len(data) / bytes_per_s)
                asked = (self._written[1 - len(_WHERE) :] + data).count(_WHERE)
                self._written += data
                if asked:
                    os.write(self._line, _HERE * asked)


@asynccontextmanager
async def terminal(
    browser: Chromium, way: Way, folder: Path, *arguments: str
) -> AsyncIterator[Terminal]:
    """Start `tpdevice` in a terminal, with a home of its own, and end it."""
    near, far = pty.openpty()
    fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", way.rows, way.columns, 0, 0))
    async with _files() as address:
        page = await browser.page(
            await browser.visitor(), way.columns * CELL_PX, way.rows * CELL_PX * 2
        )
        await page.go(address)
        await read(lambda: page.value("typeof window.put"), ("function",), END_S)
        await page.value(f"size({way.columns}, {way.rows})")
        shown = Terminal(page, near)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tpdevice.cli.main", "--db", str(folder / "log.db")),
            *arguments,
            stdin=far, stdout=far, stderr=far,
            env=_environment(folder) | way.environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(far)
        listening = asyncio.create_task(shown.listen(way.bytes_per_s))
        try:
            yield shown
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGINT)
            await asyncio.wait_for(process.wait(), END_S)
            await listening
            os.close(near)
            await page.close()


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    return kept | {"HOME": str(folder), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


@asynccontextmanager
async def _files() -> AsyncIterator[str]:
    """Serve the page's files to this computer; yield the address."""
    app = web.Application()
    app.router.add_get("/", _blank)
    app.router.add_static("/page", _FILES)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def _blank(_: web.Request) -> web.Response:
    return web.Response(text=_BLANK, content_type="text/html")
