"""Each driver and its simulated device were written from one page: they must understand another."""

import numpy as np
import pytest
from frames import golden
from simulated import Joined, advert_of

from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import DRIVERS, driver, find
from tpsim.wire import KINDS

every_driver = pytest.mark.parametrize("key", DRIVERS)
SECONDS = 20.0


def loaded(key: str, *, per_packet: int = 1) -> Joined:
    most_kg = 0.9 * KINDS[key].sensor.range_kg
    kg_per_s = min(0.2, most_kg / SECONDS)
    joined = Joined(key, driver(key), kg_per_s=kg_per_s, per_packet=per_packet)
    joined.run(SECONDS)
    return joined


def test_every_driver_has_its_simulated_device() -> None:
    assert sorted(KINDS) == sorted(DRIVERS)


@every_driver
def test_what_a_simulated_device_sends_makes_sense(key: str) -> None:
    joined = loaded(key)
    assert joined.bad == 0
    assert len(joined.raw) > 0.8 * SECONDS * driver(key).spec.rate_hz


@every_driver
def test_whatever_the_device_answers_only_what_is_on_the_list_is_sent(key: str) -> None:
    """Also where the stream has to be started again, and where nothing that is sent arrives."""
    joined = Joined(key, driver(key), kg_per_s=0.0)
    for joined.deaf in (False, True, False):
        joined.run(12.0)
        joined.restart()
    sent = {data.hex() for data in joined.sent}
    assert sent <= set(golden(key)["may_write"])
    assert not sent & set(golden(key)["never_write"])


@every_driver
def test_what_was_pressed_is_decoded_within_one_step(key: str) -> None:
    joined = loaded(key)
    spec = joined.decoder.spec
    raw = np.array(joined.raw)
    if spec.n_per_raw is None:
        # A map comes between; what is pressed harder never reads less.
        assert np.all(np.diff(raw) >= -1.5 * spec.resolution_raw)
        assert raw[-1] - raw[0] > 3 * spec.resolution_raw
        return
    given_n = np.array([kg for _, kg in joined.source.given]) * N_PER_KGF
    # The stream begins a little after the device; its end is the end of both.
    last_n = given_n[len(given_n) - len(raw) :]
    assert np.abs(raw * spec.n_per_raw - last_n).max() < max(spec.resolution_n or 0, 0.001)


@every_driver
def test_a_simulated_device_is_found_by_what_it_advertises(key: str) -> None:
    joined = loaded(key)
    assert {channel for _, channel, _ in joined.frames} & set(joined.decoder.spec.notify)
    found = find(advert_of(joined))
    assert found == (None if joined.decoder.spec.by_hand else key)
