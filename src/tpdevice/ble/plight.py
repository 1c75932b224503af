"""What a person is told while there is no connection, and how long to wait between attempts."""

from collections.abc import Callable
from typing import Final

from tpdevice.core.errors import BluetoothOff, LinkError, OtherKind

RETRY_S = (0.2, 0.5, 1.0, 2.0)
"""Between attempts; the last is kept. Chosen."""
GONE_SILENT: Final = "gone silent"
"""Why a connection ends that somebody asked to be made anew."""

# Short enough for one line of a small terminal, the thing to do included.
AWAY: Final = "sensor not heard: wake it, hold it near, close what else holds it"
HELD: Final = "sensor there, but another program or phone may hold it: close that"
MUTE: Final = "sensor connects, but sends nothing: switch it off and on, charge it"


class Plight:
    """Keeps count of attempts in vain, and says what stands in the way for as long as it does."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._in_vain = 0
        """Attempts since something last came."""
        self._cause = HELD
        """Why the last attempt failed, as far as one knows."""
        self._stands = ""

    @property
    def wait_s(self) -> float:
        """How long to wait before the next attempt."""
        return RETRY_S[max(0, min(self._in_vain, len(RETRY_S)) - 1)]

    def say(self, text: str) -> None:
        """Tell what is being done, unless what stands in the way is to be read."""
        self._tell(self._stands or text)

    def attempt(self) -> None:
        """Note that a connection is tried."""
        self._in_vain += 1
        self._cause = HELD

    def failed(self, error: LinkError) -> None:
        """Tell why no connection came of it."""
        if isinstance(error, BluetoothOff):
            self._stands = self._cause = f"{error} Waiting for it"
        elif isinstance(error, OtherKind):
            self._cause = f"{error} {error.hint} Trying on"
        self.say(f"{error} Trying again")

    def up(self) -> None:
        """Note that nothing stands in the way."""
        self._stands = ""

    def ended(self, reason: str, *, spoke: bool) -> None:
        """Note the end of a connection, and whether anything came over it."""
        if spoke:
            self._in_vain = 1
        elif reason == GONE_SILENT:
            self._cause = MUTE

    def heard(self) -> None:
        """Note that the sensor shows itself; whoever does so and does not connect is held."""
        self._stands = self._cause if self._in_vain > 1 else ""

    def away(self) -> None:
        """Note that it does not."""
        self._stands = AWAY
