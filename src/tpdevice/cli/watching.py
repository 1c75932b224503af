"""The sensor at home: found and connected in the background, so that one sees that it works."""

import asyncio
import time
from pathlib import Path
from typing import Final

from tpdevice.ble.scan import scan
from tpdevice.cli.choosing import LOOK_S, set_up
from tpdevice.cli.insight import InSight
from tpdevice.cli.nextsensor import RETRY_S, next_sensor
from tpdevice.core.errors import TpError, UsageError
from tpdevice.runtime.ahead import Ahead
from tpdevice.runtime.finding import Known
from tpdevice.runtime.glimpse import Glimpse, follow
from tpdevice.runtime.listening import listening
from tpdevice.runtime.targets import Target
from tpdevice.store.remembered import Sensor

EACH_S: Final = 0.1
"""Between two looks whether something else is wanted. Chosen."""
LAPSE_S: Final = 1.0
"""Nobody looks around any more who did not ask for so long. Chosen: a screen asks at each frame."""


class Watch:
    """Goes on until it is left; then the sensor is free for a session."""

    def __init__(self, path: Path, target: Target, *, chosen: Sensor | None = None) -> None:
        self._path, self._target = path, target
        self._ahead: Ahead[None] | None = None
        self.known: Known | None = None
        """The sensor that was found."""
        self.glimpse = Glimpse()
        self.says = ""
        self.trouble = ""
        """Why it cannot be looked for, or does not connect."""
        self.chosen = chosen
        """The sensor that somebody chose; None: that of last time, or the only one."""
        self.choose = False
        """Whether there are sensors in sight of which somebody has to choose."""
        self.in_sight = InSight()
        self.batteries: dict[str, str] = {}
        """What was last known of each battery, by address in capitals."""
        self._asked_s = -LAPSE_S

    def start(self) -> None:
        """Begin to look, and return at once."""
        self._ahead = Ahead(self._main)
        self._ahead.__enter__()

    def leave(self) -> Known | None:
        """Let the sensor go; come back when it is free, with what it is."""
        if self._ahead is not None:
            self._ahead.leave()
            self._ahead = None
        self.glimpse = Glimpse()
        return self.known

    def look_around(self) -> InSight:
        """Return what is in sight; it is listened for as long as this is asked again and again.

        Meanwhile the sensor is let go: it is heard like the others, and no two scans meet.
        """
        self._asked_s = time.monotonic()
        return self.in_sight

    def use(self, address: str) -> Sensor:
        """Look for this one from now on, and for no other; return what can be remembered of it.

        Raises
        ------
        UsageError
            If it is not in sight, or has to be set up first.
        """
        found = self.in_sight.sensor(address)
        if found is None:
            raise UsageError("It is out of sight.", hint="Wake it up, and hold it near.")
        sensor, row = found
        if row.needs:
            raise UsageError(f"{row.name} has to be set up first.", hint=f"`{row.needs}` does it.")
        self.chosen, self.known, self.choose = sensor, None, False
        self.says, self._asked_s = "looking", -LAPSE_S
        return sensor

    @property
    def _around(self) -> bool:
        return time.monotonic() - self._asked_s < LAPSE_S

    async def _main(self) -> None:
        while True:
            wanted = self._around, self.chosen
            work = asyncio.ensure_future(self._going_on(around=wanted[0]))
            try:
                while not work.done() and wanted == (self._around, self.chosen):
                    await asyncio.wait({work}, timeout=EACH_S)
            finally:
                work.cancel()
                await asyncio.wait({work})
            if not work.cancelled():
                work.result()
            self.glimpse = Glimpse()

    async def _going_on(self, *, around: bool) -> None:
        try:
            await (self._listen() if around else self._once())
        except TpError as error:
            self.trouble = f"{error} {error.hint}".strip()
        self.glimpse = Glimpse()
        await asyncio.sleep(RETRY_S)

    async def _listen(self) -> None:
        """Hear who is there, until nobody wants to know any more."""
        self._tell("looking around")
        setups = set_up(self._path, simulated=self._target.simulated)
        self.in_sight = InSight(setups, reached_by=_reached_by(self._target))
        try:
            while True:
                await scan(seconds=LOOK_S, arguments=self._target.scanner, until=self.in_sight.note)
                self.trouble = ""
        finally:
            self.in_sight = InSight()

    async def _once(self) -> None:
        known = await next_sensor(
            self._path, self._target, tell=self._tell, chosen=self.chosen, saw=self._saw
        )
        self.known, self.says, self.choose = known, "connecting", False
        async with listening(known.sighting, known.driver(), self._target) as ear:
            self.trouble = ""
            await follow(ear, known.conversion, self._show)

    def _tell(self, text: str) -> None:
        self.says, self.trouble = text, ""

    def _saw(self, others: list[Known]) -> None:
        self.choose = bool(others)

    def _show(self, glimpse: Glimpse) -> None:
        self.glimpse = glimpse
        said = battery_text(glimpse)
        if said and self.known is not None:
            self.batteries[self.known.sighting.advert.address.upper()] = said


def _reached_by(target: Target) -> str:
    """Return what a command line has to add, to reach the same sensors."""
    if target.control is None:
        return ""
    host, port = target.control
    return f" --sim {host}:{port - 1}"


def battery_text(glimpse: Glimpse) -> str:
    """Return what is known of a battery, or nothing."""
    said = "battery low" if glimpse.battery_low else ""
    if glimpse.battery.percent is not None:
        said = f"{said} {glimpse.battery.percent} %".strip()
    return said
