"""Adverts: the two short packets that a sensor shouts, and what a scanner makes of them."""

from collections.abc import Sequence

from bumble.core import UUID, AdvertisingData
from bumble.data_types import (
    CompleteListOf16BitServiceUUIDs,
    CompleteListOf128BitServiceUUIDs,
    CompleteLocalName,
    Flags,
)

ADVERT_MAX_BYTES = 31
"""Longest legacy advert or scan response, bytes. Source: Bluetooth Core 5.4, vol. 6 B 2.3.1."""

_UUID_LISTS = (
    (AdvertisingData.Type.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, 2),
    (AdvertisingData.Type.INCOMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, 2),
    (AdvertisingData.Type.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS, 16),
    (AdvertisingData.Type.INCOMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS, 16),
)


def pack(name: str, uuids: Sequence[str]) -> tuple[bytes, bytes]:
    """Return the advert (flags, services) and the scan response (name).

    Raises
    ------
    ValueError
        If either is longer than a legacy packet; Linux would drop it without a word.
    """
    flags = AdvertisingData.Flags
    known = [UUID(uuid) for uuid in uuids]
    short = [uuid for uuid in known if len(uuid.uuid_bytes) == 2]
    long = [uuid for uuid in known if len(uuid.uuid_bytes) == 16]
    shouted = AdvertisingData(
        [
            Flags(flags.LE_GENERAL_DISCOVERABLE_MODE | flags.BR_EDR_NOT_SUPPORTED),
            *([CompleteListOf16BitServiceUUIDs(short)] if short else []),
            *([CompleteListOf128BitServiceUUIDs(long)] if long else []),
        ]
    )
    answered = AdvertisingData([CompleteLocalName(name)])
    for what, data in (("advert", shouted), ("scan response", answered)):
        if len(bytes(data)) > ADVERT_MAX_BYTES:
            raise ValueError(
                f"the {what} takes {len(bytes(data))} bytes, a packet holds {ADVERT_MAX_BYTES}"
            )
    return bytes(shouted), bytes(answered)


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


def long_form(uuid: UUID) -> str:
    """Return a UUID as 128 bits, lower case, with hyphens."""
    raw = uuid.to_bytes(force_128=True)[::-1].hex()
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
