"""What a connected sensor offers, in bleak's terms."""

from collections.abc import Callable, Collection
from typing import Any

from bleak.backends.characteristic import BleakGATTCharacteristic, GattCharacteristicsFlags
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bumble.gatt_client import CharacteristicProxy, Client

from tpsim.air.adverts import long_form


async def discover(
    gatt: Client, wanted: Collection[str] | None, room: Callable[[], int]
) -> BleakGATTServiceCollection:
    """Ask for services, characteristics and descriptors.

    Parameters
    ----------
    gatt
        The connection's GATT client.
    wanted
        128-bit UUIDs of the services to keep; None keeps all.
    room
        Longest write without response at the moment, bytes.
    """
    found = BleakGATTServiceCollection()
    for service in await gatt.discover_services():
        uuid = long_form(service.uuid)
        if wanted is not None and uuid not in wanted:
            continue
        ours = BleakGATTService(service, service.handle, uuid)
        found.add_service(ours)
        for characteristic in await gatt.discover_characteristics((), service):
            await _add(found, ours, characteristic, room)
    return found


async def _add(
    found: BleakGATTServiceCollection,
    service: BleakGATTService,
    proxy: CharacteristicProxy[bytes],
    room: Callable[[], int],
) -> None:
    ours = BleakGATTCharacteristic(
        proxy, proxy.handle, long_form(proxy.uuid), _properties(proxy), room, service
    )
    found.add_characteristic(ours)
    for descriptor in await proxy.discover_descriptors():
        uuid = long_form(descriptor.type)
        found.add_descriptor(BleakGATTDescriptor(descriptor, descriptor.handle, uuid, ours))


def _properties(proxy: CharacteristicProxy[bytes]) -> list[Any]:
    bits = int(proxy.properties)
    return [flag.name.replace("_", "-") for flag in GattCharacteristicsFlags if bits & flag.value]
