"""Lines of text from a home-made sensor, over a serial service or any characteristic.

The protocol is on the page `docs/protocols/uart-text.md`.
"""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.homemade import VALUE, described, sign
from tpdevice.core.lines import LONGEST, SEPARATORS, Lines, fields, measured, text
from tpdevice.core.options import Option, choice, chosen, uuid, word
from tpdevice.core.text import harmless
from tpdevice.core.ticking import Ticking
from tpdevice.core.wire import (
    About,
    Advert,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
    Write,
    sig,
)

NORDIC: Final = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
NORDIC_IN: Final = "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
NORDIC_OUT: Final = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"
SERIAL: Final = sig(0xFFE1)
ANALOG: Final = sig(0x2A56)
USUAL: Final = (NORDIC_OUT, SERIAL, ANALOG)

MOST: Final = 512
"""Bytes of a notification. Source: Bluetooth Core, an attribute is never longer."""
STARTS: Final = {"": b"", "start": b"start\n", "START": b"START\n", "begin": b"begin", "1": b"1"}
RATES: Final = {f"CMD:RATE:{ms}": b"CMD:RATE:%d\n" % ms for ms in (20, 50, 100)}
STOPS: Final = {"": b"", "stop": b"stop\n", "STOP": b"STOP\n", "end": b"end", "0": b"0"}
"""All that can be sent at all: what tares or calibrates is not among it."""

_SHOWN: Final = 64
"""Characters of what a tag says that are kept. Chosen."""
_PACKET: Final = "packet"
OPTIONS: Final[tuple[Option, ...]] = (
    uuid("characteristic", "Where its text comes from; blank: the usual places.", ""),
    choice("line", "Whether a line ends with a newline, or with its packet.", "newline", _PACKET),
    choice("format", "What a line looks like.", "number", "key", "csv", "json"),
    word("field", "Which name, path or column is the force; blank: the first."),
    choice("separator", "What stands between columns.", *SEPARATORS),
    word("time", "Which name, path or column is its clock; blank: none."),
    choice("time_unit", "The unit of its clock.", "ms", "us", "s"),
    choice("start", "What to send at the start.", *STARTS, *RATES),
    choice("stop", "What to send at the end.", *STOPS),
    *VALUE,
)

SPEC: Final = DriverSpec(
    key="uart-text",
    label="Home-made sensor, lines of text",
    notify=USUAL,
    raw_unit="counts",
    n_per_raw=None,
    rate_hz=10.0,
    range_raw=8_388_607.0,
    resolution_raw=1.0,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Whoever wrote its sketch; Nordic's UART service",
    verified_on_hardware=False,
    by_hand=True,
    note="What its lines mean is what you said: check it against a known weight.",
)


class UartText(Driver):
    """Decodes one connection."""

    options = OPTIONS

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        said = self._said = chosen(SPEC.key, OPTIONS, given or {})
        spec = described(SPEC, said)
        notify = (said["characteristic"],) if said["characteristic"] else USUAL
        self.spec = replace(spec, notify=notify, has_clock=bool(said["time"]))
        self._sign = sign(said)
        self._lines = {channel: Lines() for channel in notify}
        self._clock = Ticking(said["time_unit"])
        self._told: tuple[str, str] | None = None

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say that it may be: every kind of gadget speaks over a serial service."""
        return Match.GENERIC if NORDIC in advert.services else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Return the text that a person said starts it; the first line may lack its beginning."""
        for lines in self._lines.values():
            lines.begin()
        self._clock.begin()
        return self._writes((STARTS | RATES)[self._said["start"]])

    def stop(self) -> tuple[Write, ...]:
        """Return the text that a person said stops it."""
        return self._writes(STOPS[self._said["stop"]])

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        lines = self._lines.get(channel)
        if lines is None:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) > MOST:
            raise FrameError(f"{len(data)} bytes long", data)
        if self._said["line"] == _PACKET:
            whole, lost = ([text(data)], False) if len(data) <= LONGEST else ([], True)
        else:
            whole, lost = lines.take(data)
        found = _Found()
        for line in whole:
            self._line(line, found)
        if lost:
            found.bad = "a line without an end"
        return found.events(data)

    def _line(self, line: str, found: "_Found") -> None:
        said = self._said
        parts = fields(line, said["format"], separator=said["separator"])
        field = parts.get(said["field"]) if said["field"] else _first(parts, but=said["time"])
        if field is None:
            self._other(line, parts, found)
            return
        value = measured(field)
        if value is None:
            found.bad = "a line without a number"
            return
        if value[1] not in ("", said["unit"]):
            found.unusable = f"it sends {value[1]}, and {said['unit']} was said: set it up anew"
            return
        self._value(self._sign * value[0], parts, found)

    def _value(self, raw: float, parts: dict[str, str], found: "_Found") -> None:
        if not self._said["time"]:
            found.put(raw, None, 0)
            return
        ticks = measured(parts.get(self._said["time"], ""))
        us = None if ticks is None else self._clock.us(ticks[0])
        if us is None:
            found.bad = "a line without its time"
        else:
            found.put(raw, us, self._clock.epoch)

    def _other(self, line: str, parts: dict[str, str], found: "_Found") -> None:
        """Take a line that is not about force; what a tag says is told when it changes."""
        form = self._said["format"]
        tag, colon, rest = line.partition(":")
        if form == "number" or (form == "json" and not parts) or tag == self._said["field"]:
            found.bad = "a line that makes no sense"
        elif not (form == "key" and colon and tag.isidentifier()) or measured(rest.strip()):
            found.ignored = "another line"
        elif (tag, rest) == self._told:
            found.ignored = f"tag {tag[:8]} again"
        else:
            self._told = (tag, rest)
            found.others.append(About(f"tag {tag[:8]}", harmless(rest)[:_SHOWN]))

    def _writes(self, data: bytes) -> tuple[Write, ...]:
        if not data:
            return ()
        pairs = {NORDIC_OUT: NORDIC_IN}
        return tuple([Write(pairs.get(channel, channel), data) for channel in self._lines])


class _Found:
    """What the lines of one notification come to."""

    def __init__(self) -> None:
        self.readings: list[WireEvent] = []
        self.others: list[WireEvent] = []
        self.bad = self.unusable = self.ignored = ""
        self._raw: list[float] = []
        self._us: list[int] = []
        self._epoch = 0

    def put(self, raw: float, us: int | None, epoch: int) -> None:
        """Take one value; a clock that began anew begins another packet."""
        if epoch != self._epoch:
            self._close()
        self._epoch = epoch
        self._raw.append(raw)
        if us is not None:
            self._us.append(us)

    def events(self, data: bytes) -> tuple[WireEvent, ...]:
        """Return the events, the values first."""
        self._close()
        events = self.readings + self.others
        if self.unusable:
            events.append(Unusable(self.unusable))
        if self.bad and not events:
            raise FrameError(self.bad, data)
        if self.bad:
            events.append(Malformed(self.bad))
        if self.ignored and not events:
            events.append(Ignored(self.ignored))
        return tuple(events)

    def _close(self) -> None:
        if self._raw:
            us = tuple(self._us) if self._us else None
            self.readings.append(Readings(tuple(self._raw), us, self._epoch))
        self._raw, self._us = [], []


def _first(parts: dict[str, str], *, but: str) -> str | None:
    """Return the first field with a number in it, but the clock."""
    rest = [field for name, field in parts.items() if name != but]
    return next((field for field in rest if measured(field) is not None), None)
