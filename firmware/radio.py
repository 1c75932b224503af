"""The sensor on the air, by aioble; see `docs/protocols/open-force.md`."""

import aioble
import bluetooth

from force_sensor import service
from force_sensor.battery import percent

ADVERT_US = 100_000


class Radio:
    """One service, one central at a time."""

    def __init__(self, sensor, serial: bytes) -> None:
        self._sensor = sensor
        self._name = service.name(sensor.settings.name, serial)
        # Computers ask for this name once they are connected, and forget the advertised one.
        aioble.config(gap_name=self._name)
        self._uuid = bluetooth.UUID(service.SERVICES[sensor.settings.kind])
        self._connection = None
        ours = aioble.Service(self._uuid)
        self._force = _characteristic(ours, service.FORCE, read=True, notify=True)
        aioble.Descriptor(
            self._force,
            bluetooth.UUID(service.PRESENTATION),
            read=True,
            initial=service.PRESENTED,
        )
        self._stream = _characteristic(ours, service.STREAM, notify=True)
        self._control = _characteristic(
            ours, service.CONTROL, write=True, write_no_response=True, notify=True, capture=True
        )
        self._info = _characteristic(ours, service.INFO, read=True, initial=sensor.info())
        services = [ours, _about(serial)]
        self._level = None
        if sensor.settings.numbers["battery_divider"]:
            battery = aioble.Service(bluetooth.UUID(service.BATTERY))
            self._level = _characteristic(battery, service.BATTERY_LEVEL, read=True, notify=True)
            services.append(battery)
        aioble.register_services(*services)

    @property
    def name(self) -> str:
        """What the sensor is called."""
        return self._name

    async def serve(self, now_ms) -> None:
        """Advertise, and be connected, in turn, for ever."""
        while True:
            connection = await aioble.advertise(ADVERT_US, name=self._name, services=[self._uuid])
            self._sensor.connect(now_ms())
            self._connection = connection
            await connection.disconnected(timeout_ms=None)
            self._connection = None
            self._sensor.disconnect()

    async def answer(self) -> None:
        """Reply to what is written, for ever."""
        while True:
            _, request = await self._control.written()
            self.tell(self._sensor.request(request))

    def tell(self, reply: bytes) -> None:
        """Notify a reply, if there is one and somebody is connected."""
        if reply and self._there():
            try:
                self._control.notify(self._connection, reply)
            except OSError:
                pass  # who asked will ask again

    def send(self) -> None:
        """Send the packets that wait, as far as the radio takes them."""
        packets = self._sensor.packets
        if not packets.waiting or not self._there():
            return
        self._sensor.fit(self._connection.mtu or 23)
        while packets.waiting:
            try:
                self._stream.notify(self._connection, packets.oldest())
            except OSError:
                return  # the radio's memory is full: the packet waits
            packets.sent()

    def publish(self) -> None:
        """Renew what can be read, and notify the force to whoever subscribed to it."""
        _renew(self._force, self._sensor.force())
        self._info.write(self._sensor.info())

    def publish_battery(self) -> None:
        """Renew the battery's level."""
        voltage_mv = self._sensor.battery.voltage_mv
        if self._level is not None and voltage_mv:
            _renew(self._level, bytes((percent(voltage_mv),)))

    def _there(self) -> bool:
        return self._connection is not None and self._connection.is_connected()


def _renew(characteristic, value: bytes) -> None:
    """Write a value that can be read, and notify whoever subscribed, if the radio has room."""
    try:
        characteristic.write(value, send_update=True)
    except OSError:
        pass  # the next one comes soon


def _characteristic(of, uuid, **properties):
    return aioble.Characteristic(of, bluetooth.UUID(uuid), **properties)


def _about(serial: bytes):
    about = aioble.Service(bluetooth.UUID(service.DEVICE))
    _characteristic(about, service.MAKER, read=True, initial=service.MAKER_NAME)
    _characteristic(about, service.MODEL, read=True, initial=service.MODEL_NAME)
    _characteristic(about, service.SERIAL, read=True, initial=serial.hex().encode())
    _characteristic(about, service.FIRMWARE, read=True, initial=service.VERSION.encode())
    return about
