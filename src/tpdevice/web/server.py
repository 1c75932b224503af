"""The server: a page and its files, a door for the ticket, and a WebSocket behind the pass."""

import asyncio
import errno
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from tpdevice.core.errors import LinkError
from tpdevice.web import viewer
from tpdevice.web.address import Address
from tpdevice.web.doorman import Doorman, Handler
from tpdevice.web.house import House, Told
from tpdevice.web.tickets import Tickets

PAGE: Final = {
    "index.html": "text/html",
    "icon.svg": "image/svg+xml",
    "page.css": "text/css",
    "main.js": "text/javascript",
    "cells.js": "text/javascript",
    "terminal.js": "text/javascript",
    "picture.js": "text/javascript",
    "blocks.js": "text/javascript",
    "hands.js": "text/javascript",
    "link.js": "text/javascript",
}
"""Every file that is served."""
_TICKET_BYTES: Final = 512
"""The longest body of a request. Chosen: a ticket has 32 characters."""


class Server:
    """Serves one program to one browser at a time."""

    def __init__(
        self,
        address: Address,
        arguments: Sequence[str],
        told: Told,
        *,
        on_ticket: Callable[[str], None],
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take where, what, who is told, and what shows a new link when the last was used."""
        self.address = address
        self.tickets = Tickets()
        self._on_ticket = on_ticket
        self._clock_s = clock_s
        self._told = told
        self._arguments = tuple(arguments)
        # Cookies are shared by all ports of a host.
        self._cookie = f"tpdevice-{address.port}"

    def application(self) -> web.Application:
        """Return what answers requests."""
        doorman = Doorman(self.address.hosts)
        app = web.Application(middlewares=[doorman.middleware()], client_max_size=_TICKET_BYTES)
        app.on_response_prepare.append(doorman.sign)
        app.cleanup_ctx.append(self._living)
        app.router.add_get("/", self._file("index.html"))
        for name in PAGE:
            app.router.add_get(f"/{name}", self._file(name))
        app.router.add_post("/enter", self._enter)
        app.router.add_get("/screen", self._screen)
        return app

    async def _living(self, _: web.Application) -> AsyncIterator[None]:
        self.house = House(self._arguments, self._told, clock_s=self._clock_s)
        pulse = asyncio.create_task(self.house.pulse())
        yield
        pulse.cancel()
        await asyncio.gather(pulse, return_exceptions=True)

    def _file(self, name: str) -> Handler:
        text = files("tpdevice.web").joinpath("page", name).read_text(encoding="utf-8")

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(text=text, content_type=PAGE[name], charset="utf-8")

        return answer

    async def _enter(self, request: web.Request) -> web.Response:
        """Take a ticket, and give a pass."""
        granted = self.tickets.redeem((await request.read()).decode("utf-8", "replace"))
        if granted is None:
            raise web.HTTPForbidden(text="This link is not good, or was used.\n")
        self._on_ticket(request.remote or "")
        response = web.Response(status=204)
        response.set_cookie(self._cookie, granted, httponly=True, samesite="Strict")
        return response

    async def _screen(self, request: web.Request) -> web.StreamResponse:
        """Show the program to a browser with a pass."""
        if not self.tickets.admits(request.cookies.get(self._cookie, "")):
            raise web.HTTPForbidden(text="No pass.\n")
        ws = viewer.socket()
        await ws.prepare(request)
        await self.house.receive(viewer.Viewer(ws, on_behind=self.house.repaint))
        return ws


@asynccontextmanager
async def serving(server: Server) -> AsyncIterator[None]:
    """Listen for as long as this lasts, and end the program with it.

    Raises
    ------
    LinkError
        If it cannot listen there.
    """
    runner = web.AppRunner(
        server.application(),
        access_log=None,
        logger=_log(),
        auto_decompress=False,  # a ticket is never packed, and a stranger's body is not unpacked
        shutdown_timeout=1.0,
    )
    await runner.setup()
    try:
        await _listen(runner, server.address)
        yield
    finally:
        await server.house.close()
        await runner.cleanup()


def _log() -> logging.Logger:
    """Return where faults of ours are told, and nobody else's.

    With those, whoever reaches the port could push the link and "come off" out of the terminal.
    """
    log = logging.getLogger(__name__)
    log.addFilter(_ours)
    return log


def _ours(record: logging.LogRecord) -> bool:
    return record.exc_info is None or not isinstance(record.exc_info[1], HttpProcessingError)


async def _listen(runner: web.AppRunner, address: Address) -> None:
    try:
        await web.TCPSite(runner, address.host, address.port).start()
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "something else listens there" if taken else (error.strerror or str(error)).lower()
        raise LinkError(
            f"Cannot listen on {address.host}:{address.port}: {why}.",
            hint="Choose another port with --port." if taken else "Look at --address and --port.",
        ) from error
