"""A recorded session as a sensor: its frames again, with the times between them."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tpsim.faults import NS_PER_S
from tpsim.wire import KINDS
from tpsim.wire.device import Frame, Service

FORMAT: Final = "tpdevice tape"
LARGEST_BYTES: Final = 1 << 30
PREFIX: Final = "Tape of "
_UNKNOWN_SERVICE: Final = "0000fff0-0000-1000-8000-00805f9b34fb"


@dataclass(frozen=True, slots=True)
class Tape:
    """What a tape file tells of its sensor, oldest first; times from its first connection on."""

    kind: str
    name: str
    frames: tuple[tuple[int, str, bytes], ...]
    keys: tuple[tuple[int, str, int], ...]
    """When, action, and the number of a rating."""
    outages: tuple[tuple[int, float], ...]
    """When the link was lost, and for how many seconds."""


def read(path: Path) -> Tape:
    """Return what a file of `tpdevice tape export` holds.

    Raises
    ------
    ValueError
        If it cannot be read or is no such file; it says what, and in which line.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ValueError(f"{path}: larger than {LARGEST_BYTES} bytes")
        with path.open(encoding="utf-8") as file:
            rows = [_row(path, number, line) for number, line in enumerate(file, 1)]
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path}: no text") from None
    if not rows or rows[0].get("format") != FORMAT:
        raise ValueError(f"{path}: no tape; `tpdevice tape export N` writes one")
    try:
        return _tape(rows[0]["header"], rows[1:])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: makes no sense: {error}") from None


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError(f"{path}, line {number}: no JSON") from None
    if not isinstance(row, dict):
        raise ValueError(f"{path}, line {number}: no object")
    return row


def _tape(header: Mapping[str, Any], rows: list[dict[str, Any]]) -> Tape:
    ups = [int(r["at_ns"]) for r in rows if r.get("entry") == "link" and r["state"] == "up"]
    downs = [int(r["at_ns"]) for r in rows if r.get("entry") == "link" and r["state"] == "down"]
    from_ns = min(ups, default=0)
    frames = [
        (int(r["at_ns"]) - from_ns, str(r["channel"]).lower(), bytes.fromhex(r["data"]))
        for r in rows
        if r.get("entry") == "frame"
    ]
    keys = [
        (int(r["at_ns"]) - from_ns, str(r["action"]), int(r.get("value", 0)))
        for r in rows
        # What was answered by the ball itself is in the frames, and is found there again.
        if r.get("entry") == "key" and r.get("source") != "ball"
    ]
    outages = []
    for down_ns in downs:
        up_ns = min((at_ns for at_ns in ups if at_ns > down_ns), default=down_ns + NS_PER_S)
        outages.append((down_ns - from_ns, (up_ns - down_ns) / NS_PER_S))
    name = str(header.get("device_name") or header["device_key"])
    return Tape(
        str(header["device_key"]), name[:20], tuple(frames), tuple(keys), tuple(sorted(outages))
    )


class Taped:
    """A wire that plays a tape from the first connection on; what is written to it is ignored."""

    def __init__(self, tape: Tape, *, radio: object | None = None) -> None:
        self._tape = tape
        self.radio = radio
        """What its link is like, for the air; see `tpsim.air.traits`."""
        self.kind, self.name = tape.kind, tape.name
        known = KINDS.get(tape.kind)
        self.connectable = known is None or known.connectable
        self.advertised_uuids = () if known is None else known.advertised_uuids
        self.services: tuple[Service, ...] = _unknown(tape) if known is None else known.services
        self._from_ns: int | None = None if self.connectable else 0
        self._next = self._next_key = self._next_outage = 0
        self._connected = not self.connectable
        self.outbound: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def on_connect(self, at_ns: int) -> None:
        """Begin to play, or go on where time is by now."""
        self._connected = True
        if self._from_ns is None:
            self._from_ns = at_ns

    def on_disconnect(self, at_ns: int) -> None:
        """Say nothing meanwhile; what would have been said then is gone."""
        self._connected = False

    def on_write(self, at_ns: int, channel: str, data: bytes) -> None:
        """Take no note: the answers are on the tape."""

    def poll(self, until_ns: int) -> list[tuple[int, str, bytes]]:
        """Return the frames that are due, and press the keys of the tape."""
        if self._from_ns is None:
            return []
        played_ns, tape = until_ns - self._from_ns, self._tape
        while self._next_key < len(tape.keys) and tape.keys[self._next_key][0] <= played_ns:
            _, action, value = tape.keys[self._next_key]
            self.outbound.put_nowait({"t": "key", "action": action, "value": value})
            self._next_key += 1
        out = []
        while self._next < len(tape.frames) and tape.frames[self._next][0] <= played_ns:
            at_ns, channel, data = tape.frames[self._next]
            self._next += 1
            if self._connected:
                out.append((at_ns + self._from_ns, channel, data))
        return out

    def next_due_ns(self) -> int | None:
        """Return when the next frame is due, or None."""
        if self._from_ns is None or self._next >= len(self._tape.frames):
            return None
        return self._tape.frames[self._next][0] + self._from_ns

    def link_orders(self, until_ns: int) -> list[tuple[int, str, float]]:
        """Return the losses of the link that are on the tape."""
        if self._from_ns is None:
            return []
        orders, outages = [], self._tape.outages
        while self._next_outage < len(outages):
            at_ns, away_s = outages[self._next_outage]
            if at_ns + self._from_ns > until_ns:
                break
            orders.append((at_ns + self._from_ns, "vanish", away_s))
            self._next_outage += 1
        return orders

    def on_message(self, message: dict[str, Any]) -> None:
        """Take a message from the control port: a cue, which nobody follows, or a question."""
        match message.get("t"):
            case "cue":
                pass
            case "hello":
                self.outbound.put_nowait(self.introduction())
            case other:
                raise ValueError(f"cue or hello, not {other!r}: this is a tape")

    def introduction(self) -> dict[str, Any]:
        """Return that nobody is simulated here."""
        return {
            "t": "person",
            "simulated": True,
            "name": "tape",
            "point": "UT",
            "side": "right",
            "tool": f"{PREFIX}{self.name}",
            "support": "hand",
            "scenario": "tape",
            "seed": 0,
        }


def _unknown(tape: Tape) -> tuple[Service, ...]:
    """Return a service that holds every characteristic of the tape."""
    channels: list[Frame] = [(channel, b"") for channel in sorted({c for _, c, _ in tape.frames})]
    return ((_UNKNOWN_SERVICE, tuple([(c, ("notify", "write"), first) for c, first in channels])),)
