"""Looks at everything that stands between a person and a session, one thing after another."""

import asyncio
import sys
from collections.abc import Callable

from tpdevice.ble.links import link_to
from tpdevice.ble.scan import scan
from tpdevice.ble.sighting import Sighting
from tpdevice.core.errors import BluetoothOff, LinkError
from tpdevice.devices import driver, find
from tpdevice.runtime.apartment import windows_apartment
from tpdevice.runtime.findings import findings
from tpdevice.runtime.measured import Finding
from tpdevice.runtime.stethoscope import Progress, Stethoscope
from tpdevice.runtime.targets import Target

LOOK_S = 6.0
"""How long to look for sensors. Chosen."""
LISTEN_S = 30.0
"""How long to listen to a sensor that lies still. Chosen."""
CONNECT_S = 24.0
"""How long a sensor may take to connect. Chosen: two attempts, and a word on why they failed."""

_WAKE = "Wake it up, hold it near, and close its phone app. `tpdevice scan --all` lists the rest."
_PHONE = "Close its phone app and whatever else may hold it: it takes one connection."


async def examine(
    target: Target,
    *,
    address: str | None,
    kind: str | None = None,
    tell: Callable[[Finding], None],
    progress: Callable[[Progress], None] = lambda _: None,
    listen_s: float = LISTEN_S,
) -> None:
    """Look at one thing after another, and tell each as it is found; stop at what fails.

    `address` and `kind` name the sensor to look at, else the nearest is; a kind that is named is
    believed.
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
    chosen = _choose(seen, address, kind)
    tell(_sensor(chosen, address))
    if chosen is not None:
        for finding in await _listen(*chosen, target, seconds_=listen_s, progress=progress):
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
    seen: dict[str, Sighting], address: str | None, kind: str | None
) -> tuple[Sighting, str] | None:
    there = [s for s in seen.values() if address in (None, s.advert.address.upper())]
    if kind is None:
        known = [(s, key) for s in there if (key := find(s.advert)) is not None]
    else:
        known = [(s, kind) for s in there if address or driver(kind).matches(s.advert)]
    return max(known, key=lambda pair: pair[0].advert.rssi_dbm or -999, default=None)


def _sensor(chosen: tuple[Sighting, str] | None, address: str | None) -> Finding:
    if chosen is None:
        said = "none heard" if address is None else f"{address} not heard"
        return Finding("sensor", ok=False, said=said, next_step=_WAKE)
    advert, key = chosen[0].advert, chosen[1]
    signal = "" if advert.rssi_dbm is None else f", signal {advert.rssi_dbm} dBm"
    return Finding("sensor", ok=True, said=f"{advert.name} ({key}) at {advert.address}{signal}")


async def _listen(
    sighting: Sighting,
    key: str,
    target: Target,
    *,
    seconds_: float,
    progress: Callable[[Progress], None],
) -> list[Finding]:
    decoder = driver(key)
    ear = Stethoscope(decoder)
    ear.link = link = link_to(
        sighting.handle,
        decoder.spec,
        scanner_arguments=target.scanner,
        client_arguments=target.client,
        listener=ear,
        same_kind=lambda advert: find(advert) == key,
    )
    task = asyncio.create_task(link.run(decoder.stop))
    up = asyncio.create_task(ear.up.wait())
    try:
        await asyncio.wait({task, up}, timeout=CONNECT_S, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        if not ear.up.is_set():
            said = f"the sensor is there and does not connect. {ear.status}".rstrip(". ")
            return [Finding("connection", ok=False, said=said, next_step=_PHONE)]
        await ear.listen(seconds_=seconds_, tell=progress)
    except LinkError as error:
        return [Finding("connection", ok=False, said=str(error), next_step=error.hint)]
    finally:
        task.cancel()
        up.cancel()
        await asyncio.gather(task, up, return_exceptions=True)
    return findings(ear.heard)
