"""A Progressor whose hand obeys every cue at once, and who answers at once; for tests in time."""

import asyncio
import struct
from collections import deque
from collections.abc import Callable
from typing import Any

SERVICE = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
BATTERY, START, STOP = b"\x6f", b"\x65", b"\x66"

N_PER_KGF = 9.80665
PRESS_N = 30.0
BEYOND_KG = 180.0
"""More than any Progressor can carry, and not yet nonsense."""
N_PER_S = 25.0
"""How fast the hand moves: no one is told to slow down."""
NONSENSE = (b"", b"\x01", b"\x01\x08\x00", b"\x01\x08" + struct.pack("<fI", float("nan"), 7))


class ObeyingWire:
    """The wire of a sensor under a hand that only does what it is told."""

    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((DATA, ("notify",), b""), (CONTROL, ("write",), b""))),)
    name = "Progressor_4242"

    def __init__(self, *, rate_hz: int = 80, per_packet: int = 1) -> None:
        self._period_ns = 1_000_000_000 // rate_hz
        self._per_packet = per_packet
        self._started_ns: int | None = None
        self._next = 0
        self._force_n = 0.0
        self._target_n = 0.0
        self._packet: list[float | int] = []
        self.outbound: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.happened: list[str] = []
        self.written: list[bytes] = []
        self.cues: list[dict[str, Any]] = []
        self.sent: list[bytes] = []
        """Every notification, oldest first."""
        self.nonsense: deque[bytes] = deque()
        """Sent one by one, each after a good packet."""
        self.orders: deque[tuple[int, str, float]] = deque()
        self.on_cue: Callable[[dict[str, Any]], None] = lambda _: None
        self.mute = False
        """Connected, but silent, until the stream is started anew on a new connection."""
        self.stall_ns = 0
        """How long the first samples are held back before they come in one burst."""
        self.last: int | None = None
        """Which notification is the last. It reads beyond the range, and so ends the session."""

    def on_connect(self, at_ns: int) -> None:
        self.happened.append("connect")
        self._stop()

    def on_disconnect(self, at_ns: int) -> None:
        self.happened.append("disconnect")
        self.mute = False
        self._stop()

    def on_write(self, at_ns: int, channel: str, data: bytes) -> None:
        self.written.append(data)
        if data == START:
            self._started_ns, self._next = at_ns, 0
        elif data == STOP:
            self._stop()

    def answer(self, message: dict[str, Any]) -> None:
        """Press a key, from within a cue."""
        self.outbound.put_nowait(message)

    def on_message(self, message: dict[str, Any]) -> None:
        """See a cue: move the hand, and answer what is asked."""
        self.cues.append(message)
        self.on_cue(message)
        match message["direction"]:
            case "more":
                self._target_n = PRESS_N
            case "off":
                self._target_n = 0.0
        if message["question"] == "rating":
            self.answer({"t": "key", "action": "rate", "value": 4})
        elif message["question"]:
            answer = "yes" if message["question_id"] == "place" else "no"
            self.answer({"t": "key", "action": answer, "value": 0})
        elif message["phase"] == "LENGTHEN":
            self.answer({"t": "key", "action": "next", "value": 0})

    def poll(self, until_ns: int) -> list[tuple[int, str, bytes]]:
        out: list[tuple[int, str, bytes]] = []
        if self._started_ns is None or until_ns - self._started_ns < self.stall_ns:
            return out
        self.stall_ns = 0
        while self._due_by(until_ns) and (self.last is None or len(self.sent) < self.last):
            so_far = len(out)
            self._sample(out, self._started_ns + self._next * self._period_ns)
            self._next += 1
            self.sent += [data for _, _, data in out[so_far:]]
        return out

    def next_due_ns(self) -> int | None:
        if self._started_ns is None:
            return None
        return self._started_ns + self._next * self._period_ns

    def link_orders(self, until_ns: int) -> list[tuple[int, str, float]]:
        orders = list(self.orders)
        self.orders.clear()
        return orders

    def _due_by(self, until_ns: int) -> bool:
        due_ns = self.next_due_ns()
        return due_ns is not None and due_ns <= until_ns

    def _sample(self, out: list[tuple[int, str, bytes]], at_ns: int) -> None:
        step_n = N_PER_S * self._period_ns / 1e9
        away_n = self._target_n - self._force_n
        self._force_n += max(-step_n, min(step_n, away_n))
        last = self.last is not None and len(self.sent) == self.last - 1
        kg = BEYOND_KG if last else self._force_n / N_PER_KGF
        self._packet += [kg, self._next * self._period_ns // 1000]
        if len(self._packet) < 2 * self._per_packet:
            return
        body = struct.pack("<" + "fI" * self._per_packet, *self._packet)
        self._packet = []
        if self.mute:
            return
        out.append((at_ns, DATA, bytes((1, len(body))) + body))
        if self.nonsense:
            out.append((at_ns, DATA, self.nonsense.popleft()))

    def _stop(self) -> None:
        self._started_ns = None
        self._packet = []
