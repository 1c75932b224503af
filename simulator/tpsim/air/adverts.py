"""Adverts: the two short packets that a sensor shouts, and what a scanner makes of them."""

from collections.abc import Mapping, Sequence

from bumble.core import UUID, AdvertisingData, DataType
from bumble.data_types import (
    CompleteListOf16BitServiceUUIDs,
    CompleteListOf128BitServiceUUIDs,
    CompleteLocalName,
    Flags,
    ManufacturerSpecificData,
    ServiceData16BitUUID,
    ServiceData128BitUUID,
)

from tpsim.air.wire import MANUFACTURER, SERVICE_DATA

ADVERT_MAX_BYTES = 31
"""Longest legacy advert or scan response, bytes. Source: Bluetooth Core 5.4, vol. 6 B 2.3.1."""

_UUID_LISTS = (
    (AdvertisingData.Type.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, 2),
    (AdvertisingData.Type.INCOMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, 2),
    (AdvertisingData.Type.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS, 16),
    (AdvertisingData.Type.INCOMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS, 16),
)


_SERVICE_DATA = (
    (AdvertisingData.Type.SERVICE_DATA_16_BIT_UUID, 2),
    (AdvertisingData.Type.SERVICE_DATA_32_BIT_UUID, 4),
    (AdvertisingData.Type.SERVICE_DATA_128_BIT_UUID, 16),
)

_BASE = "-0000-1000-8000-00805f9b34fb"
"""How the long form of a short UUID ends. Source: Bluetooth Core 5.4, vol. 3 B 2.5.1."""


def pack(
    name: str, uuids: Sequence[str], data: Mapping[str, bytes] | None = None
) -> tuple[bytes, bytes]:
    """Return the advert (flags, services, data) and the scan response (name).

    Parameters
    ----------
    data
        Payloads by pseudo-channel, see `tpsim.air.wire`.

    Raises
    ------
    ValueError
        If either is longer than a legacy packet, which Linux would drop without a word; or if there
        is no such channel.
    """
    flags = AdvertisingData.Flags
    known = [_shortest(uuid) for uuid in uuids]
    short = [uuid for uuid in known if len(uuid.uuid_bytes) == 2]
    long = [uuid for uuid in known if len(uuid.uuid_bytes) == 16]
    shouted = AdvertisingData(
        [
            Flags(flags.LE_GENERAL_DISCOVERABLE_MODE | flags.BR_EDR_NOT_SUPPORTED),
            *([CompleteListOf16BitServiceUUIDs(short)] if short else []),
            *([CompleteListOf128BitServiceUUIDs(long)] if long else []),
            *(_structure(channel, payload) for channel, payload in (data or {}).items()),
        ]
    )
    answered = AdvertisingData([CompleteLocalName(name)] if name else [])
    for what, packet in (("advert", shouted), ("scan response", answered)):
        if len(bytes(packet)) > ADVERT_MAX_BYTES:
            raise ValueError(
                f"the {what} takes {len(bytes(packet))} bytes, a packet holds {ADVERT_MAX_BYTES}"
            )
    return bytes(shouted), bytes(answered)


def kind_of(channel: str) -> str:
    """Return which kind of pseudo-channel for adverts this is; empty if it is none."""
    return next((kind for kind in (MANUFACTURER, SERVICE_DATA) if channel.startswith(kind)), "")


def _structure(channel: str, payload: bytes) -> DataType:
    kind = kind_of(channel)
    rest = channel.removeprefix(kind)
    if kind == MANUFACTURER:
        return ManufacturerSpecificData(int(rest, 16), payload)
    uuid = _shortest(rest)
    sized = ServiceData16BitUUID if len(uuid.uuid_bytes) == 2 else ServiceData128BitUUID
    return sized(uuid, payload)


def _shortest(uuid: str) -> UUID:
    is_short = uuid.startswith("0000") and uuid.lower().endswith(_BASE)
    return UUID(uuid[4:8] if is_short else uuid)


def name_in(data: AdvertisingData) -> str | None:
    """Return the complete or shortened local name, if there is one."""
    kinds = AdvertisingData.Type
    for kind in (kinds.COMPLETE_LOCAL_NAME, kinds.SHORTENED_LOCAL_NAME):
        if (raw := data.get(kind, raw=True)) is not None:
            return bytes(raw).decode(errors="replace")
    return None


def services_in(data: AdvertisingData) -> list[str]:
    """Return every service UUID as 128 bits, lower case, in order of appearance."""
    blobs = [(bytes(b), n) for kind, n in _UUID_LISTS for b in data.get_all(kind, raw=True)]
    return [
        long_form(uuid)
        for blob, size in blobs
        for uuid in AdvertisingData.uuid_list_to_objects(blob, size)
    ]


def manufacturers_in(data: AdvertisingData) -> dict[int, bytes]:
    """Return payloads by company id."""
    kind = AdvertisingData.Type.MANUFACTURER_SPECIFIC_DATA
    blobs = [bytes(raw) for raw in data.get_all(kind, raw=True)]
    return {int.from_bytes(blob[:2], "little"): blob[2:] for blob in blobs if len(blob) >= 2}


def service_data_in(data: AdvertisingData) -> dict[str, bytes]:
    """Return payloads by service, its UUID as 128 bits, lower case."""
    blobs = [(bytes(b), n) for kind, n in _SERVICE_DATA for b in data.get_all(kind, raw=True)]
    return {
        long_form(UUID.from_bytes(blob[:size])): blob[size:]
        for blob, size in blobs
        if len(blob) >= size
    }


def long_form(uuid: UUID) -> str:
    """Return a UUID as 128 bits, lower case, with hyphens."""
    raw = uuid.to_bytes(force_128=True)[::-1].hex()
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
