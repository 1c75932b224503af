"""Griptonite Motherboard: counts of three sensors in hex, and a table that makes them kilograms.

The protocol is on the page `docs/protocols/motherboard.md`. Any request stops the stream.
"""

import math
from bisect import bisect_right
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF, ns
from tpdevice.core.wire import Advert, Ignored, Malformed, Readings, Unusable, WireEvent, Write

NAME: Final = "Motherboard"
SERVICE: Final = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
REQUEST: Final = "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
DATA: Final = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"
LIGHTS: Final = "10ababcd-15e1-28ff-de13-725bea03b127"

CALIBRATION: Final = b"C"
START: Final = b"S30"
SERIAL: Final = b"#"
WRITABLE: Final = frozenset({CALIBRATION, START, SERIAL})
"""Requests that may be sent at all. `C` only reads; the serial number is asked for to stop."""

_PATIENCE_NS: Final = ns(2.5)
"""How long the table may take. Source: the wait of the only client."""
_QUIET_NS: Final = ns(0.3)
"""After the last row of a table that would do. Assumed."""
_LONGEST: Final = 64
"""Characters of a line; a sample has 32. Assumed."""
_DIGITS: Final = frozenset(b"0123456789abcdefABCDEF")
_SAMPLE_DIGITS: Final = 32
_MOST_ROWS: Final = 64
_TURNED: Final = (1, -1, -1)
"""Left, centre, right: loaded, the counts of the last two go down."""

SPEC: Final = DriverSpec(
    key="motherboard",
    label="Griptonite Motherboard",
    notify=(DATA,),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=30.0,
    range_raw=200.0,
    resolution_raw=0.01,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.SINGLE,
    source="grip-connect; getagrip follows it",
    verified_on_hardware=False,
    note="Its kilograms come from a table on the board: try it with a known weight first.",
)


def write(request: bytes) -> Write:
    """Return the write of one whitelisted request."""
    if request not in WRITABLE:
        raise ValueError(f"request {request!r} must never be sent")
    return Write(REQUEST, request)


class Motherboard(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._forget()
        self._waits = False
        """Whether the start is held back for the table."""

    def _forget(self) -> None:
        self._begun = b""
        self._sensors = tuple([_Sensor() for _ in _TURNED])
        self._asked_ns: int | None = None
        self._row_ns: int | None = None
        self._row_came = False

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is the board's: by its lights, or its name."""
        named, served = advert.name == NAME, SERVICE in advert.services
        if LIGHTS in advert.services or (named and served):
            return Match.SURE
        if named:
            return Match.LIKELY
        return Match.GENERIC if served else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Ask for the table; the stream is started once it is here."""
        self._forget()
        self._waits = True
        return (write(CALIBRATION),)

    def stop(self) -> tuple[Write, ...]:
        """Return a request that ends the stream, as any does."""
        self._waits = False
        return (write(SERIAL),)

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Start the stream once the table is here, or will not come any more."""
        if not self._waits:
            return ()
        if self._asked_ns is None:
            self._asked_ns = t_ns
        if self._row_came:
            self._row_came, self._row_ns = False, t_ns
        quiet = self._row_ns is not None and t_ns - self._row_ns >= _QUIET_NS
        if t_ns - self._asked_ns < _PATIENCE_NS and not (quiet and self._calibrated):
            return ()
        self._waits = False
        return (write(START),)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if not data:
            raise FrameError("empty", data)
        *lines, begun = (self._begun + data).split(b"\n")
        self._begun = begun[: _LONGEST + 1]  # enough to know that it is too long
        events = [self._line(line.removesuffix(b"\r")) for line in lines]
        if not events and len(begun) > _LONGEST:
            raise FrameError("a line without an end", data)
        raw = [value for event in events if isinstance(event, Readings) for value in event.raw]
        told: list[WireEvent] = [Readings(tuple(raw), None)] if raw else []
        told += [event for event in events if not isinstance(event, Readings | Ignored)]
        return tuple(told or events[-1:]) or (Ignored("the beginning of a line"),)

    @property
    def _calibrated(self) -> bool:
        return all(sensor.ready for sensor in self._sensors)

    def _line(self, line: bytes) -> WireEvent:
        if not line or not _DIGITS.issuperset(line):
            return Ignored("a row of its table" if self._row(line) else "a line of text")
        if len(line) != _SAMPLE_DIGITS:
            return Malformed(f"a sample of {len(line)} digits")
        if not self._calibrated:
            return Unusable("switch the board off and on")
        sample = bytes.fromhex(line.decode("ascii"))
        counts = [int.from_bytes(sample[i : i + 3], "little", signed=True) for i in (4, 7, 10)]
        zones = zip(_TURNED, self._sensors, counts, strict=True)
        return Readings((sum([sign * sensor.kg(count) for sign, sensor, count in zones]),), None)

    def _row(self, line: bytes) -> bool:
        """Keep a row of the table: sensor, index, output, raw."""
        try:
            sensor, _, output, raw = [float(cell) for cell in line.split(b",")]
        except ValueError:
            return False
        if len(line) > _LONGEST or not math.isfinite(output + raw):
            return False
        self._row_came = True
        if sensor in range(len(_TURNED)):
            self._sensors[int(sensor)].add(raw, output)
        return True


class _Sensor:
    """One sensor's rows, rising: counts, and what they stand for."""

    def __init__(self) -> None:
        self._rows: dict[float, float] = {}
        self._raw: list[float] = []

    @property
    def ready(self) -> bool:
        return len(self._raw) > 1

    def add(self, raw: float, output: float) -> None:
        """Take a row; a later one of the same counts replaces it."""
        if len(self._raw) < _MOST_ROWS or raw in self._rows:
            self._rows[raw] = output
            self._raw = sorted(self._rows)

    def kg(self, count: int) -> float:
        """Return kilograms: straight between two rows, on as the last two do, and turned below."""
        turned = count < self._raw[0]
        at = -count if turned else count
        high = min(max(bisect_right(self._raw, at), 1), len(self._raw) - 1)
        from_raw, to_raw = self._raw[high - 1], self._raw[high]
        from_kg, to_kg = self._rows[from_raw], self._rows[to_raw]
        kg = from_kg + (at - from_raw) / (to_raw - from_raw) * (to_kg - from_kg)
        return -kg if turned else kg
