"""What the person at the computer sees of a server: the link, who came, and what happens."""

import asyncio
import sys
from collections.abc import Sequence

import click

from tpdevice.cli.output import say, talk
from tpdevice.cli.signals import exit_code_of, told_to_quit
from tpdevice.core.text import harmless
from tpdevice.web.address import LOOPBACK, Address
from tpdevice.web.qr import qr_lines
from tpdevice.web.server import Server, serving

ON_LAN = """\
Whoever is in this network can reach this address. Only the link below lets a browser in, once.
What goes between is not encrypted: others in this network could read along. Not for open Wi-Fi."""


class Serving:
    """A server, and what it says in the terminal."""

    def __init__(self, address: Address, arguments: Sequence[str]) -> None:
        """Take where to listen, and the command line of the program that is shown."""
        self._address = address
        self._server = Server(address, arguments, self, on_ticket=self._came)
        self._told: list[str] = []

    def run(self) -> int:
        """Serve until told to end, and return the exit code."""
        asyncio.run(self._serve())
        return exit_code_of(self._told[0]) if self._told else 0

    async def _serve(self) -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()

        def quit_(signal: str) -> None:
            self._told.append(signal)
            loop.call_soon_threadsafe(over.set)

        with told_to_quit(quit_):
            async with serving(self._server):
                self._welcome()
                await over.wait()
                talk("Ending, and keeping what was measured.")

    def _welcome(self) -> None:
        if self._address.host != LOOPBACK:
            talk(ON_LAN)
        self._show_link()
        talk("Ctrl-C ends it.")

    def _show_link(self) -> None:
        link = self._address.link(self._server.tickets.current)
        if _draws():
            for line in qr_lines(link):
                click.echo(line)
        say(link)

    def _came(self, remote: str) -> None:
        talk(f"A browser at {remote} used the link. For another browser there is a new one:")
        self._show_link()

    def line(self, text: str) -> None:
        """Pass on what the program printed before or after its screens."""
        say(harmless(text))

    def unseen(self) -> None:
        """Say that nobody sees the screen, and ring for who lies beside it."""
        click.echo("\a", err=True, nl=False)
        talk("No browser shows the screen. Come off. A session is paused until you look again.")

    def seen_again(self) -> None:
        """Say that somebody does again."""
        talk("The screen is seen again.")

    def taken_over(self) -> None:
        """Say that another browser has it now."""
        talk("Another browser has taken over.")

    def ended(self, code: int) -> None:
        """Say that the program has ended."""
        talk("The program in the browser has ended; the page can start it again.")


def _draws() -> bool:
    """Return whether the terminal can show a code that a camera reads."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    return sys.stdout.isatty() and encoding == "utf8"
