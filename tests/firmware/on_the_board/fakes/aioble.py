"""What the firmware uses of aioble, with a central that a script plays."""

import asyncio


class World:
    """What the central saw, and whether the radio has room."""

    characteristics = {}
    notified = []
    advertised = None
    room = 1000
    mtu = 64
    connections = []


class Service:
    def __init__(self, uuid):
        self.uuid = uuid


class Characteristic:
    def __init__(self, service, uuid, initial=None, **properties):
        self.value = initial
        self.service = service
        self.properties = sorted(properties)
        self._requests = []
        World.characteristics[uuid] = self

    def write(self, data, send_update=False):
        self.value = bytes(data)
        if send_update:
            self.notify(None, data)

    def notify(self, connection, data):
        if World.room == 0:
            raise OSError(12)
        World.room -= 1
        World.notified.append((self, bytes(data)))

    def play_write(self, data):
        self._requests.append(data)

    async def written(self):
        while not self._requests:
            await asyncio.sleep_ms(1)
        return World.connections[-1], self._requests.pop(0)


class Descriptor(Characteristic):
    def __init__(self, characteristic, uuid, read, initial):
        super().__init__(characteristic.service, uuid, initial=initial, read=read)


class Connection:
    def __init__(self):
        self.mtu = World.mtu
        self.there = True

    def is_connected(self):
        return self.there

    async def disconnected(self, timeout_ms):
        while self.there:
            await asyncio.sleep_ms(1)


def config(*, gap_name):
    World.gap_name = gap_name


def register_services(*services):
    World.services = services


async def advertise(interval_us, *, name, services):
    World.advertised = (name, services)
    await asyncio.sleep_ms(20)
    World.connections.append(Connection())
    return World.connections[-1]
