"""A session brought into its hold, and frames of a steady hand to feed it with."""

import struct
from collections.abc import Iterator

import numpy as np

from tpdevice.core.band import Support
from tpdevice.core.plan import Calibration, Identity, Side
from tpdevice.core.tape import Entry, Frame, Header, LinkChange, LinkState, Tare, Tick
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import driver
from tpdevice.devices.progressor import DATA
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.session.effects import TakeZero
from tpdevice.session.fold import Fold
from tpdevice.session.phases import Phase

TENDER_N, COMFORT_N = 34.0, 46.0
AIM_N = 38.0
OVER_N = 44.5
"""Above the band's top, below the strongest comfortable force."""
BEFORE_S = 2.0
"""Unloaded before the press, for the zero."""


def first_entry() -> Header:
    """Return the header of a session with known marks and no questions."""
    identity = Identity("bench", "UT", Side.RIGHT, "bench", Support.CANE)
    device = Device(driver("progressor").spec, "bench", "bench")
    history = History(
        calibration=Calibration(TENDER_N, COMFORT_N, 2, 0.0),
        first_session=False,
        first_ramp_ever=False,
    )
    made = header(
        identity,
        device,
        history=history,
        wishes=Wishes(),
        local_date="2026-01-01",
        simulated=True,
    )
    from msgspec.structs import replace

    return replace(made, screen=())


def frames(
    rate_hz: float, seconds: float, *, per_packet: int = 1, seed: int = 1, steps: bool = False
) -> list[Frame]:
    """Return notifications of an unloaded sensor, then of a hand near the aim with a wander.

    With `steps` the hand presses too hard for the last half second of every two.
    """
    rng = np.random.default_rng(seed)
    count = int(rate_hz * seconds)
    t_s = np.arange(count) / rate_hz
    force_n = AIM_N + 2.0 * np.sin(t_s / 1.7) + rng.normal(0, 0.4, count)
    if steps:
        force_n = np.where(t_s % 2.0 > 1.5, OVER_N, AIM_N) + rng.normal(0, 0.1, count)
    ramp = np.clip((t_s - BEFORE_S) / 6.0, 0, 1)
    raw = (force_n * ramp + rng.normal(0, 0.05, count)) / N_PER_KGF
    out = []
    for at in range(0, count - per_packet + 1, per_packet):
        body = b"".join(
            struct.pack("<fI", raw[i], int(t_s[i] * 1e6)) for i in range(at, at + per_packet)
        )
        arrived_ns = int(t_s[at + per_packet - 1] * 1e9) + 1_000_000
        out.append(Frame(arrived_ns, DATA, bytes([1, len(body)]) + body))
    return out


def with_ticks(notifications: list[Frame]) -> Iterator[Entry]:
    """Yield notifications with the ten ticks a second of a live session between them."""
    yield LinkChange(0, LinkState.UP)
    tick_ns = 100_000_000
    for frame in notifications:
        while tick_ns <= frame.at_ns:
            yield Tick(tick_ns)
            tick_ns += 100_000_000
        yield frame


def feed(fold: Fold, entry: Entry) -> None:
    """Feed one entry, and the zero that it asks for, as the runner does."""
    for effect in fold.feed(entry).effects:
        if isinstance(effect, TakeZero):
            fold.feed(Tare(fold.state.now_ns, effect.confirmed))


def holding(fold: Fold) -> bool:
    """Say whether the session is in its hold."""
    return fold.state.phase is Phase.HOLD
