"""What a sensor that nobody knows may send: guessed from some seconds of it, never decided here.

Whoever sets it up presses it meanwhile, so that the force is what moves most.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tpdevice.core.errors import FrameError
from tpdevice.core.options import Options
from tpdevice.core.units import NS_PER_S
from tpdevice.core.wire import Malformed, Readings, Unusable, sig
from tpdevice.devices import driver
from tpdevice.devices.standard import READ
from tpdevice.runtime.guessing_numbers import numbers_in
from tpdevice.runtime.guessing_text import lines_of, looks_like_text, text_fields
from tpdevice.signal.columns import FEWEST, Column

Frame = tuple[int, str, bytes]
"""Arrival, host time, ns; characteristic; bytes."""


FORCE: Final = sig(0x2C07)
WEIGHTS: Final = frozenset({sig(0x2A9D), sig(0x2A98)})
GAP: Final = 5.0
"""Times the usual distance, from which nothing came for another reason. Chosen."""
_LOOK_BACK: Final = 20
"""Packets in which the newest line began. Chosen."""
MOST: Final = 6
"""Guesses that anybody wants to choose from. Chosen."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One way to read a sensor."""

    kind: str
    options: Options
    what: str
    """Where the number stands, for a person: `column 2`, or a name."""
    column: Column | None
    """The numbers; None where its kind says what they are."""
    score: float
    """The more, the likelier."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What frames come to, read in one way."""

    at_ns: tuple[int, ...]
    """Arrival of each value, host time."""
    raw: tuple[float, ...]
    bad: int
    """Frames and parts of frames that made no sense."""
    withheld: str
    """Why a value was no force, or nothing."""

    @property
    def rate_hz(self) -> float | None:
        """Values a second, by their arrival, while nothing was lost; None where too few came."""
        run = max(self._runs(), key=len, default=[])
        # What came with the first packet was measured before it.
        later = [at_ns for at_ns in run if at_ns > run[0]]
        if len(later) < FEWEST:
            return None
        return len(later) * NS_PER_S / (later[-1] - run[0])

    def _runs(self) -> list[list[int]]:
        """Return the arrivals without the gaps between them, such as of a lost connection."""
        gaps = [b - a for a, b in pairwise(self.at_ns) if b > a]
        if not gaps:
            return []
        runs = [[self.at_ns[0]]]
        for before, at_ns in pairwise(self.at_ns):
            if at_ns - before > GAP * statistics.median(gaps):
                runs.append([])
            runs[-1].append(at_ns)
        return runs


def tried(kind: str, options: Options, frames: Sequence[Frame]) -> Tried:
    """Return what these frames come to with the driver of a kind, set up so.

    Raises
    ------
    UsageError
        If the options make no sense.
    """
    decoder = driver(kind, options)
    decoder.start()
    at: list[int] = []
    raw: list[float] = []
    bad, withheld = 0, ""
    for at_ns, channel, data in frames:
        if channel not in decoder.spec.notify:
            continue
        bad += 1
        with suppress(FrameError):
            events = decoder.receive(channel, data)
            bad -= 1
            for event in events:
                if isinstance(event, Readings):
                    at += [at_ns] * len(event.raw)
                    raw += event.raw
                elif isinstance(event, Malformed):
                    bad += 1
                elif isinstance(event, Unusable):
                    withheld = event.reason
    return Tried(tuple(at), tuple(raw), bad, withheld)


def guesses(frames: Sequence[Frame]) -> list[Guess]:
    """Return how these frames may be read, the likeliest first."""
    found = [guess for channel, some in _by_channel(frames) for guess in _of(channel, some)]
    return sorted(found, key=lambda guess: -guess.score)[:MOST]


def newest(frames: Sequence[Frame]) -> str:
    """Return what came last as a person may read it: a whole line, or bytes; nothing if nothing."""
    if not frames:
        return ""
    channel = frames[-1][1]
    packets = [(at_ns, data) for at_ns, of, data in frames[-_LOOK_BACK:] if of == channel]
    text = looks_like_text([data for _, data in packets])
    lines = [line for _, line in lines_of(packets)] if text else [packets[-1][1].hex(" ")]
    return f"{channel[4:8]}: {lines[-1]}" if lines else ""


def _by_channel(frames: Sequence[Frame]) -> Iterator[tuple[str, list[tuple[int, bytes]]]]:
    by_channel = defaultdict(list)
    for at_ns, channel, data in frames:
        if data and channel not in READ:
            by_channel[channel].append((at_ns, data))
    yield from by_channel.items()


def _of(channel: str, packets: list[tuple[int, bytes]]) -> Iterator[Guess]:
    if channel == FORCE and Counter(len(data) for _, data in packets).most_common(1)[0][0] == 4:
        yield Guess("sig-force", (), "force in 0.001 N", None, 10.0)
    elif channel in WEIGHTS:
        yield Guess("sig-weight", (), "weight", None, 10.0)
    elif looks_like_text([data for _, data in packets]):
        for options, what, column, score in text_fields(channel, packets):
            yield Guess("uart-text", options, what, column, score)
    else:
        for options, what, column, score in numbers_in(channel, packets):
            yield Guess("value", options, what, column, score)
