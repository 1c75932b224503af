"""What goes wrong, and when: in the person's computer, on the radio, in the device, at its cell."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

NS_PER_S: Final = 1_000_000_000
FOR_GOOD_S: Final = 86_400.0
"""A day, for what does not end by itself."""


class Layer(StrEnum):
    """Where a fault lies."""

    COMPUTER = "computer"
    RADIO = "radio"
    DEVICE = "device"
    SENSOR = "sensor"


class Fault(StrEnum):
    """One thing that goes wrong for a while."""

    VANISH = "vanish"
    GOODBYE = "goodbye"
    REFUSE = "refuse"
    HELD = "held"
    NEW_ADDRESS = "new_address"
    FADE = "fade"
    ATT_NOISE = "att_noise"
    ADAPTER_OFF = "adapter_off"
    ADAPTER_GONE = "adapter_gone"
    DAEMON = "daemon"
    STALL = "stall"
    DROP = "drop"
    DUPLICATE = "duplicate"
    LATE = "late"
    REORDER = "reorder"
    QUEUE = "queue"
    NONSENSE = "nonsense"
    ONLY_NONSENSE = "only_nonsense"
    ALIEN = "alien"
    LOW_BATTERY = "low_battery"
    WRAP = "wrap"
    SATURATED = "saturated"
    TARE_JUMP = "tare_jump"
    DRIFT = "drift"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class About:
    """What a fault is, and how much of it where nobody says."""

    layer: Layer
    text: str
    lasts_s: float
    amount: float = 0.0
    unit: str = ""
    """Of the amount; empty where there is none."""


def named(name: str) -> Fault:
    """Return the fault of this name.

    Raises
    ------
    ValueError
        If there is none.
    """
    try:
        return Fault(name)
    except ValueError:
        raise ValueError(f"fault {name[:40]!r} is none of {', '.join(Fault)}") from None


L = Layer
ABOUT: Final[dict[Fault, About]] = {
    Fault.VANISH: About(L.RADIO, "out of reach: the link is lost without a word", 3.0),
    Fault.GOODBYE: About(L.RADIO, "the device disconnects politely, and comes back", 3.0),
    Fault.REFUSE: About(L.RADIO, "the link is lost, and each attempt to connect fails", 5.0),
    Fault.HELD: About(L.RADIO, "another program took the sensor: it does not advertise", 5.0),
    Fault.NEW_ADDRESS: About(L.RADIO, "it comes back with another random address", 1.0),
    Fault.FADE: About(L.RADIO, "nothing gets through; what waited comes in a burst", 0.3),
    Fault.ATT_NOISE: About(L.RADIO, "nonsense on the channel of the attribute protocol", 5.0),
    Fault.ADAPTER_OFF: About(L.COMPUTER, "the adapter is switched off, and on again", 5.0),
    Fault.ADAPTER_GONE: About(L.COMPUTER, "the adapter is pulled, and plugged in again", 5.0),
    Fault.DAEMON: About(L.COMPUTER, "the Bluetooth service dies: data stops, nobody says so", 5.0),
    Fault.STALL: About(L.DEVICE, "connected, but nothing comes", 3.5),
    Fault.DROP: About(L.DEVICE, "frames are lost", 10.0, 0.1, "share"),
    Fault.DUPLICATE: About(L.DEVICE, "frames come twice", 10.0, 0.1, "share"),
    Fault.LATE: About(L.DEVICE, "frames are held back, in order", 10.0, 0.2, "s"),
    Fault.REORDER: About(L.DEVICE, "a frame comes after the next one", 10.0, 0.1, "share"),
    Fault.QUEUE: About(L.DEVICE, "a full queue on a blocked radio", 0.4, 4, "frames"),
    Fault.NONSENSE: About(L.DEVICE, "torn and senseless frames among the good ones", 20.0),
    Fault.ONLY_NONSENSE: About(L.DEVICE, "senseless frames instead of good ones", 1.0),
    Fault.ALIEN: About(L.DEVICE, "bytes of no protocol on the channel", 5.0, 0.3, "share"),
    Fault.LOW_BATTERY: About(L.DEVICE, "it warns that it will switch off", 0.0),
    Fault.WRAP: About(L.DEVICE, "its counter wraps, as soon as the time is known", 0.0),
    Fault.SATURATED: About(L.SENSOR, "it reads beyond its range", 1.5),
    Fault.TARE_JUMP: About(L.SENSOR, "its zero jumps", FOR_GOOD_S, 0.3, "kg"),
    Fault.DRIFT: About(L.SENSOR, "its zero drifts", FOR_GOOD_S, 0.005, "kg/s"),
    Fault.NOISE: About(L.SENSOR, "it is noisy", 10.0, 0.2, "kg"),
}
"""Every fault; how long it lasts and how much of it there is, unless somebody says otherwise."""

OF_LINK: Final = (
    Fault.VANISH,
    Fault.GOODBYE,
    Fault.REFUSE,
    Fault.HELD,
    Fault.NEW_ADDRESS,
    Fault.ATT_NOISE,
    Fault.ADAPTER_OFF,
    Fault.ADAPTER_GONE,
    Fault.DAEMON,
)
"""Those that are done to the link; an order each, by the same name."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """A fault and when it comes, counted from the first cue of a phase."""

    fault: Fault
    after_s: tuple[float, float]
    """Drawn evenly from this range."""
    lasts_s: float
    amount: float | None = None
    """In the unit of `ABOUT`; None: as there."""
    phase: str = "HOLD"


@dataclass(frozen=True, slots=True)
class Window:
    """When one fault is there, in virtual time."""

    fault: Fault
    start_ns: int
    end_ns: int
    amount: float = 0.0


@dataclass(slots=True)
class Faults:
    """The faults of one session: none until the phase that they belong to, then at known times."""

    mishaps: tuple[Mishap, ...]
    rng: np.random.Generator
    windows: list[Window] = field(default_factory=list)
    """Those that have not begun, or are there; what was taken is not among them."""
    entered: set[str] = field(default_factory=set)
    known: list[Window] = field(default_factory=list)
    """All there ever were, for whoever asks afterwards."""

    def enter(self, phase: str, at_ns: int) -> None:
        """Fix the times of a phase's faults, at its first cue."""
        if phase in self.entered:
            return
        self.entered.add(phase)
        for mishap in self.mishaps:
            if mishap.phase == phase:
                start_ns = at_ns + round(self.rng.uniform(*mishap.after_s) * NS_PER_S)
                self.bring(mishap.fault, start_ns, lasts_s=mishap.lasts_s, amount=mishap.amount)

    def bring(
        self,
        fault: Fault,
        at_ns: int,
        *,
        lasts_s: float | None = None,
        amount: float | None = None,
    ) -> None:
        """Let one fault begin."""
        about = ABOUT[fault]
        lasts_ns = round((about.lasts_s if lasts_s is None else lasts_s) * NS_PER_S)
        how_much = about.amount if amount is None else amount
        window = Window(fault, at_ns, at_ns + lasts_ns, how_much)
        self.windows.append(window)
        self.known.append(window)

    def active(self, fault: Fault, at_ns: int) -> bool:
        """Say whether this fault is there now."""
        return self.now(fault, at_ns) is not None

    def now(self, fault: Fault, at_ns: int) -> Window | None:
        """Return this fault if it is there."""
        for window in self.windows:
            if window.fault is fault and window.start_ns <= at_ns < window.end_ns:
                return window
        return None

    def take(self, fault: Fault, until_ns: int) -> list[Window]:
        """Return and forget the faults of this kind that begin by `until_ns`."""
        due = [w for w in self.windows if w.fault is fault and w.start_ns <= until_ns]
        for window in due:
            self.windows.remove(window)
        return due

    def next_ns(self, fault: Fault) -> int | None:
        """Return when the next fault of this kind begins."""
        return min((w.start_ns for w in self.windows if w.fault is fault), default=None)
