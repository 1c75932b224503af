"""What the rooms of a clinic get: read from its database whenever the days are others."""

from pathlib import Path
from typing import Final

from tpdevice.clinic.asking import Days
from tpdevice.clinic.overview import Overview, overview
from tpdevice.store.clinic.reading import days_of, newest_file, sessions_of
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.database import open_for_reading
from tpdevice.tui.clinicpage import ClientPage

STEPS: Final = (7, 28, 91, 365)
"""How far back a key looks, one after the other."""


class ClinicDesk:
    """Reads all clients at once, and one client when that one is looked at."""

    def __init__(self, path: Path, days: Days) -> None:
        self._path, self.days = path, days
        self._found: Overview | None = None

    def overview(self) -> Overview:
        """Return all clients in the days of now.

        Raises
        ------
        StoreError
            If they cannot be read.
        """
        if self._found is None or self._found.days != self.days:
            with open_for_reading(self._path, schema=CLINIC) as store:
                self._found = overview(store, self.days)
        return self._found

    def turn(self) -> None:
        """Look further back, and after the furthest at the newest days."""
        further = [step for step in STEPS if step > self.days.recent]
        self.days = Days(self.days.today, further[0] if further else STEPS[0])

    def page(self, number: int) -> ClientPage:
        """Return one client in the days of now."""
        found = self.overview()
        client = next(each for each in found.clients if each.number == number)
        span = {"since": self.days.since, "until": self.days.today}
        with open_for_reading(self._path, schema=CLINIC) as store:
            return ClientPage(
                client,
                self.days,
                known=days_of(store, number, **span),
                sessions=sessions_of(store, number, **span),
                seen=tuple([each for each in found.exceptions if each.name == client.name]),
                file=newest_file(store, number),
            )
