"""What a wire may say of itself beyond the contract."""

from dataclasses import dataclass, fields

from tpsim.air.chip import RSSI_DBM
from tpsim.air.radio import Radio


@dataclass(frozen=True, slots=True)
class Traits:
    """Attributes that a wire may have, with what holds where it has none."""

    kind: str = ""
    """Which kind of sensor, for whoever reads the simulator's first line."""

    connectable: bool = True
    """False: it only advertises."""

    rssi_dbm: int = RSSI_DBM
    """How strong it is heard, dBm."""

    advertising_interval_ms: float = 100.0
    """Time between two adverts, ms. Assumed."""

    radio: Radio | None = None
    """What its link is like; None: without delay and loss."""


def traits_of(wire: object, *, rssi_dbm: int = RSSI_DBM) -> Traits:
    """Return what a wire says of itself; it is as strong as this if it does not say."""
    names = [field.name for field in fields(Traits) if hasattr(wire, field.name)]
    return Traits(**({"rssi_dbm": rssi_dbm} | {name: getattr(wire, name) for name in names}))
