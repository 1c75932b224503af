"""The sensors in sight, as home lists them: what each is, how well it is heard, what it needs."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from tpdevice.ble.sighting import Sighting
from tpdevice.cli.choosing import perhaps
from tpdevice.core.coaching import coaching_of, in_words
from tpdevice.core.driver import Quantity
from tpdevice.core.text import harmless
from tpdevice.core.wire import Advert
from tpdevice.runtime.finding import Known, Setups, known_as
from tpdevice.store.remembered import Sensor
from tpdevice.tui.desk import SensorRow

QUIET_S: Final = 10.0
"""Whoever is not heard for so long is said to be silent. Chosen: more than a round of listening."""
_STRONG_DBM, _FAIR_DBM = -60, -80
"""Assumed: on the same mat, and in the same room."""
_STEP_DBM: Final = 5
"""Signals are shown in such steps: each advert is heard a little differently. Chosen."""


@dataclass(frozen=True, slots=True)
class _Heard:
    advert: Advert
    row: SensorRow | None
    """None where it is no sensor."""
    kind: str
    """Key of its driver; empty where nobody can tell."""
    at_s: float


class InSight:
    """Everything that was heard since somebody began to look, in the order in which it came.

    A thread listens and another one looks: a row, once there, keeps its place under the finger.
    """

    def __init__(self, setups: Setups | None = None, *, reached_by: str = "") -> None:
        """Take how sensors were set up, and the options that reach them, such as `--sim`."""
        self._setups, self._reached_by = setups or {}, reached_by
        self._heard: dict[str, _Heard] = {}

    def note(self, advert: Advert) -> bool:
        """Take an advert; return False, so that listening goes on."""
        key, before = advert.address.upper(), self._heard.get(advert.address.upper())
        if before is not None and _traits(before.advert) == _traits(advert):
            row, kind = before.row, before.kind
        else:
            row, kind = _described(advert, self._setups)
        self._heard[key] = _Heard(advert, row, kind, time.monotonic())
        return False

    def rows(self, *, used: str, batteries: Mapping[str, str]) -> tuple[SensorRow, ...]:
        """Return every sensor, those that may be one among them; `used` is an address."""
        now_s = time.monotonic()
        return tuple(
            replace(
                each.row,
                needs=self._needs(each.row),
                signal=_signal(each.advert, silent=now_s - each.at_s > QUIET_S),
                battery=batteries.get(key, ""),
                used=key == used.upper(),
            )
            for key, each in self._heard.copy().items()
            if each.row is not None
        )

    def sensor(self, address: str) -> tuple[Sensor, SensorRow] | None:
        """Return what can be remembered of a sensor, and its row."""
        each = self._heard.get(address.upper())
        if each is None or each.row is None:
            return None
        row = replace(each.row, needs=self._needs(each.row))
        return Sensor(each.kind, each.advert.address, each.advert.name, ""), row

    def _needs(self, row: SensorRow) -> str:
        return f"{row.needs}{self._reached_by}" if row.needs else ""


def _traits(advert: Advert) -> tuple[object, ...]:
    """Return what tells of a kind; what a sensor says in its adverts changes with every value."""
    companies = tuple([company for company, _ in advert.manufacturer])
    return advert.name, advert.services, companies


def _described(advert: Advert, setups: Setups) -> tuple[SensorRow | None, str]:
    known = known_as(Sighting(advert, None), setups)
    name = harmless(advert.name) or advert.address
    if known is not None:
        return _row(known, name), known.key
    kinds = perhaps(advert)
    if not kinds:
        return None, ""
    row = SensorRow(advert.address, name, f"may be: {kinds}", needs=_command("set-up", advert))
    return row, ""


def _row(known: Known, name: str) -> SensorRow:
    spec, advert = known.driver().spec, known.sighting.advert
    if known.conversion is None:
        command = "ball-map" if spec.quantity is Quantity.PRESSURE else "set-up"
        return SensorRow(advert.address, name, spec.label, needs=_command(command, advert))
    note = in_words(*coaching_of(spec, rate_hz=known.rate_hz))
    return SensorRow(advert.address, name, spec.label, note=note)


def _command(name: str, advert: Advert) -> str:
    return f"tpdevice {name} --device {advert.address}"


def _signal(advert: Advert, *, silent: bool) -> str:
    if silent:
        return "not heard any more"
    dbm = advert.rssi_dbm
    if dbm is None:
        return ""
    words = "strong" if dbm >= _STRONG_DBM else "fair" if dbm >= _FAIR_DBM else "weak"
    return f"signal {words}, about −{_STEP_DBM * round(-dbm / _STEP_DBM)} dBm"
