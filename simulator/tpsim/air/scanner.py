"""Bleak's scanner over the HCI port."""

from typing import Any

from bleak.backends.scanner import (
    AdvertisementData,
    AdvertisementDataCallback,
    BaseBleakScanner,
)
from bumble.device import Advertisement, Device

from tpsim.air import adverts
from tpsim.air.central import Central


class AirScanner(BaseBleakScanner):
    """Hears what is in the simulator's air."""

    def __init__(
        self,
        detection_callback: AdvertisementDataCallback | None,
        service_uuids: list[str] | None,
        scanning_mode: str,
        *,
        hci: str,
        **_platform: Any,
    ) -> None:
        super().__init__(detection_callback, service_uuids)
        self._active = scanning_mode == "active"
        self._hci = hci
        self._central: Central | None = None

    async def start(self) -> None:
        """Scan until stopped."""
        self.seen_devices = {}
        central = await Central.dial(self._hci)
        try:
            central.device.on(Device.EVENT_ADVERTISEMENT, self._on_advert)
            await central.unless_lost(central.device.start_scanning(active=self._active))
        except BaseException:
            await central.close()
            raise
        self._central = central

    async def stop(self) -> None:
        """Stop; never fails, even if the simulator is gone."""
        central, self._central = self._central, None
        if central:
            await central.close()

    def _on_advert(self, advert: Advertisement) -> None:
        uuids = adverts.services_in(advert.data)
        if not self.is_allowed_uuid(uuids):
            return
        address = advert.address.to_string(with_type_qualifier=False)
        known = self.seen_devices.get(address)
        name = adverts.name_in(advert.data) or (known[0].name if known else None)
        heard = AdvertisementData(
            local_name=name,
            manufacturer_data=adverts.manufacturers_in(advert.data),
            service_data=adverts.service_data_in(advert.data),
            service_uuids=uuids,
            tx_power=None,
            rssi=advert.rssi,
            platform_data=(advert,),
        )
        device = self.create_or_update_device(address, address, name, advert.address, heard)
        self.call_detection_callbacks(device, heard)
