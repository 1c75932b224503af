"""How the server and the program's screens speak: packets over two pipes.

Each is a letter, four bytes of length with the highest first, and that many bytes. `D` is what a
terminal would get or send, `M` is a JSON object. Source: textual.drivers.web_driver of Textual
8.2.8. What a program prints before and after its screens is plain text on the same pipe.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Final

PRELUDE: Final = b"__GANGLION__\n"
"""The line after which packets begin."""
LARGEST: Final = 4 << 20
"""Bytes of one packet; a screen has some ten thousand. Chosen."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the terminal gets."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is told beside the picture."""

    about: dict[str, Any]


def keys(text: str) -> bytes:
    """Pack what a terminal would send for keys and touches."""
    return _packed(b"D", text.encode("utf-8", "replace"))


def note(kind: str, **about: Any) -> bytes:
    """Pack something that is told beside the keys."""
    return _packed(b"M", json.dumps({"type": kind, **about}).encode())


def _packed(letter: bytes, payload: bytes) -> bytes:
    return letter + len(payload).to_bytes(4, "big") + payload


async def read(pipe: asyncio.StreamReader) -> Drawn | Note | None:
    """Read the next packet; None where the packets end.

    Raises
    ------
    ValueError
        If this is no packet.
    """
    while True:
        try:
            head = await pipe.readexactly(5)
            size = int.from_bytes(head[1:], "big")
            if head[:1] not in b"DMP" or size > LARGEST:
                raise ValueError("this is no packet")
            payload = await pipe.readexactly(size)
        except asyncio.IncompleteReadError:
            return None
        if head[:1] == b"D":
            return Drawn(payload)
        if head[:1] == b"M":
            about = json.loads(payload)
            return Note(about if isinstance(about, dict) else {})
        # A file that is handed out, which our screens never do.
