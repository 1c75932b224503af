"""Looks at everything that stands between a person and a session, one thing after another."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tpdevice.ble.scan import scan
from tpdevice.ble.sighting import Sighting
from tpdevice.core.errors import BluetoothOff, LinkError
from tpdevice.runtime.apartment import windows_apartment
from tpdevice.runtime.clock import LoopClock
from tpdevice.runtime.ear import Ear
from tpdevice.runtime.finding import Known, Setups, known_as, may_be
from tpdevice.runtime.findings import findings
from tpdevice.runtime.listening import TICK_S, listening
from tpdevice.runtime.targets import Target
from tpdevice.runtime.verdict import Finding

LOOK_S = 6.0
"""How long to look for sensors. Chosen."""
LISTEN_S = 30.0
"""How long to listen to a sensor that lies still. Chosen."""
MUTE_S = 12.0
"""Without a single value for this long there is no use in waiting on. Chosen: a new start, a new
connection and another start fit into it."""

_WAKE = "Wake it up, hold it near, and close its phone app. `tpdevice scan --all` lists the rest."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the listening has come."""

    elapsed_s: float
    seconds: float
    values: int
    newest: float | None
    """In the sensor's own unit."""


async def examine(
    target: Target,
    *,
    address: str | None,
    kind: str | None = None,
    setups: Setups | None = None,
    tell: Callable[[Finding], None],
    progress: Callable[[Progress], None] = lambda _: None,
    listen_s: float = LISTEN_S,
) -> None:
    """Look at one thing after another, and tell each as it is found; stop at what fails.

    `address` and `kind` name the sensor to look at, else the nearest is; a kind that is named is
    believed. `setups` are those of the sensors that were set up.
    """
    address = None if address is None else address.upper()
    for finding in _beforehand():
        tell(finding)
    try:
        seen = await scan(seconds=LOOK_S, arguments=target.scanner)
    except LinkError as error:
        part = error.part if isinstance(error, BluetoothOff) else "adapter"
        tell(Finding(part, ok=False, said=str(error), next_step=error.hint))
        return
    for finding in _works(len(seen)):
        tell(finding)
    chosen = _choose(seen, address, kind, setups or {})
    tell(_sensor(chosen, address))
    if chosen is not None:
        for finding in await _listen(chosen, target, listen_s=listen_s, progress=progress):
            tell(finding)


def _beforehand() -> list[Finding]:
    """Return what may end the program when it is tried, so that it is read before."""
    if sys.platform == "darwin":
        return [
            Finding(
                "permission",
                ok=True,
                said="macOS ends Python with “Abort trap: 6” when a terminal may not use Bluetooth",
                next_step="If that comes now, allow the terminal under System Settings, Privacy & "
                "Security, Bluetooth. Not verified on macOS.",
            )
        ]
    found = windows_apartment()
    return [] if found is None else [found]


def _works(heard: int) -> list[Finding]:
    devices = f"{heard} device{'' if heard == 1 else 's'} heard in {LOOK_S:g} s"
    return [
        Finding("Bluetooth", ok=True, said="switched on"),
        Finding("permission", ok=True, said="this program may use it"),
        Finding("adapter", ok=True, said=f"works; {devices}"),
    ]


def _choose(
    seen: dict[str, Sighting], address: str | None, kind: str | None, setups: Setups
) -> Known | None:
    known = [
        found for s in seen.values() if (found := _read_as(s, setups, address, kind)) is not None
    ]
    return max(known, key=lambda each: each.sighting.advert.rssi_dbm or -999, default=None)


def _read_as(
    sighting: Sighting, setups: Setups, address: str | None, kind: str | None
) -> Known | None:
    if address is None:
        return may_be(sighting, setups, kind=kind)
    if sighting.advert.address.upper() != address:
        return None
    return known_as(sighting, setups, kind=kind)


def _sensor(chosen: Known | None, address: str | None) -> Finding:
    if chosen is None:
        said = "none heard" if address is None else f"{address} not heard"
        return Finding("sensor", ok=False, said=said, next_step=_WAKE)
    advert, key = chosen.sighting.advert, chosen.key
    signal = "" if advert.rssi_dbm is None else f", signal {advert.rssi_dbm} dBm"
    known = "" if chosen.driver().spec.verified_on_hardware else "; not verified on hardware"
    where = f"{advert.name} ({key}) at {advert.address}{signal}"
    return Finding("sensor", ok=True, said=where + known)


async def _listen(
    known: Known,
    target: Target,
    *,
    listen_s: float,
    progress: Callable[[Progress], None],
) -> list[Finding]:
    clock = LoopClock()
    try:
        async with listening(known.sighting, known.driver(), target, clock=clock) as ear:
            await _stay(ear, listen_s, progress)
            return findings(ear, conversion=known.conversion, ended_ns=clock.now_ns())
    except LinkError as error:
        return [Finding("connection", ok=False, said=str(error), next_step=error.hint)]


async def _stay(ear: Ear, listen_s: float, progress: Callable[[Progress], None]) -> None:
    """Listen for so long, or until nobody can hope any more, and tell how far it has come."""
    loop = asyncio.get_running_loop()
    begun_s = loop.time()
    while (elapsed_s := loop.time() - begun_s) < listen_s:
        values = ear.values
        if not values and elapsed_s >= MUTE_S:
            return
        progress(Progress(elapsed_s, listen_s, len(values), values[-1].raw if values else None))
        await asyncio.sleep(TICK_S)
