"""The doctor's findings: adapter, permission, sensor, rate and noise."""

import asyncio
import math
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tpdevice.ble.link import BleLink
from tpdevice.ble.scan import scan
from tpdevice.ble.sighting import Sighting
from tpdevice.core.errors import FrameError, LinkError
from tpdevice.core.units import NS_PER_S
from tpdevice.core.wire import Battery, Readings
from tpdevice.devices import driver, find, standard
from tpdevice.runtime.clock import HostClock
from tpdevice.runtime.targets import Target

LOOK_S = 6.0
LISTEN_S = 5.0
"""How long to look, and how long to listen to a sensor that lies still. Chosen."""
NOISY_SHARE = 4.0
"""Noise worth a word, in steps of the sensor's resolution. Chosen."""
CONNECT_S = 15.0
"""How long a sensor may take to connect. Chosen."""
SLOW_SHARE = 0.8
"""A rate worth a word, of the nominal one. Chosen."""

_PHONE = "Close its phone app: it takes one connection. Switch it off and on."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    said: str
    """What was found."""
    next_step: str = ""


def permissions() -> list[Finding]:
    """Return what is known of this platform without trying it."""
    if sys.platform == "darwin":
        return [
            Finding(
                "permission",
                ok=True,
                said="macOS ends Python with “Abort trap: 6” when a terminal may not use Bluetooth",
                next_step="Allow it: System Settings, Privacy & Security, Bluetooth. "
                "Not verified on macOS.",
            )
        ]
    if sys.platform == "win32":
        return [
            Finding(
                "permission",
                ok=True,
                said="Windows: a program that set its thread to STA makes Bluetooth hang",
                next_step="Start tpdevice from a plain terminal. Not verified on Windows.",
            )
        ]
    return []


async def examine(target: Target, *, address: str | None, tell: Callable[[Finding], None]) -> None:
    """Look at one thing after another, and tell each as it is found; stop at what fails."""
    for finding in permissions():
        tell(finding)
    try:
        seen = await scan(seconds=LOOK_S, arguments=target.scanner)
    except LinkError as error:
        tell(Finding("adapter", ok=False, said=str(error), next_step=error.hint))
        return
    heard = f"{len(seen)} device{'' if len(seen) == 1 else 's'} heard in {LOOK_S:g} s"
    tell(Finding("adapter", ok=True, said=f"works; {heard}"))
    chosen = _choose(seen, address)
    if chosen is None:
        tell(
            Finding(
                "sensor",
                ok=False,
                said="none heard" if address is None else f"{address} not heard",
                next_step="Wake it up, hold it near, and close its phone app.",
            )
        )
        return
    sighting, key = chosen
    advert = sighting.advert
    signal = "" if advert.rssi_dbm is None else f", signal {advert.rssi_dbm} dBm"
    tell(Finding("sensor", ok=True, said=f"{advert.name} ({key}) at {advert.address}{signal}"))
    for finding in await _listen(sighting, key, target):
        tell(finding)


def _choose(seen: dict[str, Sighting], address: str | None) -> tuple[Sighting, str] | None:
    known = [(s, key) for s in seen.values() if (key := find(s.advert)) is not None]
    if address is not None:
        known = [pair for pair in known if pair[0].advert.address.upper() == address.upper()]
    return max(known, key=lambda pair: pair[0].advert.rssi_dbm or -999, default=None)


class _Stethoscope:
    """Listens to a sensor that nobody touches."""

    def __init__(self, key: str) -> None:
        self.decoder = driver(key)
        self.clock = HostClock()
        self.values: list[float] = []
        self.arrived_ns: list[int] = []
        self.battery = Battery()
        self.bad = 0
        self.link: BleLink | None = None
        self.up = asyncio.Event()

    def on_frame(self, channel: str, data: bytes) -> None:
        try:
            said = standard.receive(channel, data)
            events = self.decoder.receive(channel, data) if said is None else said
        except FrameError:
            self.bad += 1
            return
        for event in events:
            if isinstance(event, Readings):
                finite = [raw for raw in event.raw if math.isfinite(raw)]
                self.bad += len(event.raw) - len(finite)
                self.values += finite
                self.arrived_ns += [self.clock.now_ns()] * len(finite)
            elif isinstance(event, Battery):
                self.battery = event

    def on_up(self, note: str) -> None:
        assert self.link is not None
        self.link.write(self.decoder.start())
        self.up.set()

    def on_down(self, reason: str) -> None:
        self.up.clear()

    def on_status(self, text: str) -> None:
        pass


async def _listen(sighting: Sighting, key: str, target: Target) -> list[Finding]:
    ear = _Stethoscope(key)
    ear.link = BleLink(
        sighting.handle,
        notify=ear.decoder.spec.notify,
        read=(*ear.decoder.spec.read, *standard.READ),
        scanner_arguments=target.scanner,
        client_arguments=target.client,
        listener=ear,
    )
    task = asyncio.create_task(ear.link.run(ear.decoder.stop))
    up = asyncio.create_task(ear.up.wait())
    try:
        await asyncio.wait({task, up}, timeout=CONNECT_S, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        if not ear.up.is_set():
            return [_unconnected("the sensor is there but does not connect", _PHONE)]
        await asyncio.sleep(LISTEN_S)
    except LinkError as error:
        return [_unconnected(str(error), error.hint)]
    finally:
        task.cancel()
        up.cancel()
        await asyncio.gather(task, up, return_exceptions=True)
    return _heard(ear)


def _unconnected(said: str, next_step: str) -> Finding:
    return Finding("connection", ok=False, said=said, next_step=next_step)


def _heard(ear: _Stethoscope) -> list[Finding]:
    spec = ear.decoder.spec
    if len(ear.values) < 10:
        return [
            Finding(
                "data",
                ok=False,
                said=f"connected, but only {len(ear.values)} values came",
                next_step="Switch the sensor off and on; charge it.",
            )
        ]
    span_s = (ear.arrived_ns[-1] - ear.arrived_ns[0]) / NS_PER_S
    rate_hz = (len(ear.values) - 1) / span_s if span_s > 0 else 0.0
    unit, each = ("N", spec.n_per_raw) if spec.n_per_raw else (spec.raw_unit, 1.0)
    noise = statistics.pstdev(ear.values) * each
    quiet = noise <= NOISY_SHARE * spec.resolution_raw * each
    findings = [
        Finding(
            "rate",
            ok=rate_hz >= SLOW_SHARE * spec.rate_hz,
            said=f"{rate_hz:.1f} values a second (nominal {spec.rate_hz:g})",
            next_step="" if rate_hz >= SLOW_SHARE * spec.rate_hz else "Come nearer; charge it.",
        ),
        Finding(
            "noise",
            ok=quiet,
            said=f"{noise:.2f} {unit}, standard deviation at rest; reads "
            f"{statistics.fmean(ear.values) * each:.1f} {unit} before tare",
            next_step="" if quiet else "Lay the sensor down and try again; check plugs and cable.",
        ),
    ]
    if ear.bad:
        findings.append(Finding("frames", ok=False, said=f"{ear.bad} made no sense"))
    if ear.battery.voltage_mv is not None:
        findings.append(Finding("battery", ok=True, said=f"{ear.battery.voltage_mv / 1000:.2f} V"))
    if ear.battery.percent is not None:
        findings.append(Finding("battery", ok=True, said=f"{ear.battery.percent} %"))
    return findings
