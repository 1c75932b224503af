"""One verdict of the doctor, and the next steps that many share."""

from dataclasses import dataclass
from typing import Final

NOTHING: Final = "Nothing to do."
AIR: Final = "Come nearer, charge it, and switch off what else uses Bluetooth here."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    said: str
    """What was found."""
    next_step: str = NOTHING
