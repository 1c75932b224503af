"""A radio that does as the test says, behind the real bleak: no socket, no waiting."""

from collections import deque
from collections.abc import Callable
from typing import Any

from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from fakeclient import FakeClient

SERVICE = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
ADDRESS = "C0:DE:00:00:00:01"
NAME = "Progressor_0001"

HANG = "hang"
"""An outcome: no answer for as long as one waits."""
REFUSE = "refuse"
"""An outcome: connected, and dropped before anything came."""


class FakeRadio:
    """What is on the air, and what becomes of each attempt to connect."""

    def __init__(self) -> None:
        self.adverts: list[tuple[str, str, list[str], int]] = [(ADDRESS, NAME, [SERVICE], -50)]
        """Address, name, services and signal of each device, heard as a scan begins."""
        self.scan_error: Exception | None = None
        self.connect_error: Exception | None = None
        """Of every attempt, until it is taken away."""
        self.outcomes: deque[Exception | str] = deque()
        """Of the next attempts to connect; when there is none left, they succeed."""
        self.channels = [DATA, CONTROL]
        self.others: list[tuple[str, str]] = []
        """Further services of one characteristic each, which stand before the sensor's own."""
        self.written_in: list[str] = []
        """Services of the characteristics that were written to."""
        self.flags: dict[str, list[str]] = {DATA: ["notify"]}
        """What a characteristic can do; to be written to, where nothing is said."""
        self.values: dict[str, bytes] = {}
        """What is read from one."""
        self.attempts_s: list[float] = []
        """When a connection was tried, on the loop's clock."""
        self.clients: list[FakeClient] = []
        """Those that were connected, oldest first."""
        self.addresses: list[str] = []
        """Which device each of them was."""
        self.scanners: list[FakeScanner] = []
        """Those that are running."""
        self.written: list[bytes] = []
        self.read: list[str] = []
        self.on_write: Callable[[FakeClient, bytes], None] = lambda _client, _data: None
        self.write_hangs = False
        self.read_hangs = False
        self.subscribe_hangs = False
        self.goodbye_hangs = False
        self.dead: Exception | None = None
        """What every call on a connection raises since the Bluetooth service died."""
        self.scans = 0
        self.on_scan: Callable[[], None] = lambda: None

    @property
    def scanner(self) -> dict[str, Any]:
        return {"backend": FakeScanner, "radio": self}

    @property
    def client(self) -> dict[str, Any]:
        return {"backend": FakeClient, "radio": self}

    @property
    def now(self) -> FakeClient:
        return self.clients[-1]

    def advertise(
        self,
        *,
        address: str = ADDRESS,
        name: str = NAME,
        services: tuple[str, ...] = (SERVICE,),
        rssi: int = -50,
        manufacturer: dict[int, bytes] | None = None,
        service: dict[str, bytes] | None = None,
        platform: tuple[Any, ...] = (),
    ) -> None:
        """Let everybody who listens hear one advert."""
        heard = AdvertisementData(
            name, manufacturer or {}, service or {}, list(services), None, rssi, platform
        )
        for each in list(self.scanners):
            each.hear(address, name, heard)

    def switch_off(self, error: Exception) -> None:
        """Take the adapter away: every link drops, and nothing new comes of it."""
        self.scan_error = self.connect_error = error
        for client in self.clients:
            if client.up:
                client.drop()

    def kill(self, error: Exception) -> None:
        """Kill the Bluetooth service: nobody is called back, and nothing works any more."""
        self.scan_error = self.connect_error = self.dead = error

    def mend(self) -> None:
        """Let adapter and service work again."""
        self.scan_error = self.connect_error = self.dead = None


def handle(address: str = ADDRESS, name: str = NAME) -> BLEDevice:
    return BLEDevice(address, name, None)


class FakeScanner(BaseBleakScanner):
    def __init__(
        self, callback: Any, uuids: Any, _mode: str, *, radio: FakeRadio, **_more: Any
    ) -> None:
        super().__init__(callback, uuids)
        self._radio = radio

    async def start(self) -> None:
        self._radio.scans += 1
        self._radio.on_scan()
        self.seen_devices = {}
        if self._radio.scan_error is not None:
            raise self._radio.scan_error
        self._radio.scanners.append(self)
        for address, name, services, rssi in self._radio.adverts:
            self.hear(address, name, AdvertisementData(name, {}, {}, services, None, rssi, ()))

    def hear(self, address: str, name: str, heard: AdvertisementData) -> None:
        device = self.create_or_update_device(address, address, name, None, heard)
        self.call_detection_callbacks(device, heard)

    async def stop(self) -> None:
        self._radio.scanners.remove(self)
        if self._radio.dead is not None:
            raise self._radio.dead
