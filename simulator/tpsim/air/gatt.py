"""A wire's table of services as a GATT server has it."""

from collections.abc import Callable, Sequence

from bumble import att
from bumble.core import UUID
from bumble.device import Connection
from bumble.gatt import Characteristic, CharacteristicValue, Service

from tpsim.air.wire import Service as Described

OnWrite = Callable[[str, bytes], None]
"""Called with the channel and the bytes of each write."""


def table(
    services: Sequence[Described], on_write: OnWrite
) -> tuple[list[Service], dict[str, Characteristic[bytes]]]:
    """Return the services, and their characteristics by channel."""
    by_channel: dict[str, Characteristic[bytes]] = {}
    built = []
    for service_uuid, characteristics in services:
        here = {uuid: _built(uuid, how, first, on_write) for uuid, how, first in characteristics}
        built.append(Service(UUID(service_uuid), list(here.values())))
        by_channel |= here
    return built, by_channel


def _built(
    channel: str, properties: Sequence[str], first: bytes, on_write: OnWrite
) -> Characteristic[bytes]:
    kinds = Characteristic.Properties
    flags = kinds(0)
    for word in properties:
        flags |= kinds[word.replace("-", "_").upper()]

    # Stock leaves a forbidden read or write without any reply, and the central waits 30 s.
    def read(_connection: Connection) -> bytes:
        if not flags & kinds.READ:
            raise att.ATT_Error(att.ATT_READ_NOT_PERMITTED_ERROR)
        return first

    def write(_connection: Connection, value: bytes) -> None:
        if not flags & (kinds.WRITE | kinds.WRITE_WITHOUT_RESPONSE):
            raise att.ATT_Error(att.ATT_WRITE_NOT_PERMITTED_ERROR)
        on_write(channel, bytes(value))

    rights = att.Attribute.Permissions.READABLE | att.Attribute.Permissions.WRITEABLE
    value = CharacteristicValue(read=read, write=write)
    return Characteristic(UUID(channel), flags, rights, value)
