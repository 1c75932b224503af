"""A radio's delays: connection events, packets that go again, and links that die of silence."""

import asyncio
from collections import deque
from itertools import pairwise
from random import Random

import pytest
from bleak.exc import BleakError
from bumble.device import Connection
from bumble.hci import Address
from chips import device
from hypothesis import given
from hypothesis import strategies as st
from skippingloop import run_skipping

from tpsim.air.controller import AirController
from tpsim.air.link import AirLink
from tpsim.air.peripheral import Peripheral
from tpsim.air.radio import CENTRAL, SENSOR, Exchange, Radio

SERVICE = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
BOTH = (True, True)
PERIOD_NS = 12_500_000


class Weather(Random):
    """Loses what the test says."""

    def __init__(self, *lost):
        super().__init__()
        self._lost = deque(lost)

    def random(self):
        return 0.0 if self._lost and self._lost.popleft() else 1.0


def heard(exchange, events, speaking=BOTH):
    return [exchange.event(speaking=speaking).packets for _ in range(events)]


@given(
    st.integers(0, 2**32),
    st.floats(0.0, 0.6),
    st.integers(1, 6),
    st.lists(st.tuples(st.sampled_from((CENTRAL, SENSOR)), st.integers(0, 5)), max_size=60),
)
def test_whatever_is_lost_all_arrive_once_and_in_order(seed, loss, most, traffic):
    exchange = Exchange(Radio(loss=loss, packets_per_event=most), Random(seed))
    sent, arrived = ([], []), ([], [])
    for number, (side, pause) in enumerate(traffic):
        exchange.put(side, number)
        sent[side].append(number)
        for packets in heard(exchange, pause):
            for sender, packet in packets:
                arrived[sender].append(packet)
    for packets in heard(exchange, 600):
        for sender, packet in packets:
            arrived[sender].append(packet)
    assert arrived == sent


def test_an_event_carries_so_many_packets_in_each_direction_and_no_more():
    exchange = Exchange(Radio(packets_per_event=2), Random(1))
    for number in range(5):
        exchange.put(SENSOR, number)
    exchange.put(CENTRAL, "up")
    assert heard(exchange, 4) == [
        [(CENTRAL, "up"), (SENSOR, 0), (SENSOR, 1)],
        [(SENSOR, 2), (SENSOR, 3)],
        [(SENSOR, 4)],
        [],
    ]


def test_a_lost_packet_goes_again_at_the_next_event_and_holds_up_those_behind_it():
    of_central, of_sensor = (False, False), (False, True)
    exchange = Exchange(Radio(loss=0.5, packets_per_event=2), Weather(*of_central, *of_sensor))
    for number in range(3):
        exchange.put(SENSOR, number)
    assert heard(exchange, 2) == [[(SENSOR, 0)], [(SENSOR, 1), (SENSOR, 2)]]


def test_who_does_not_speak_is_not_heard_and_loses_nothing():
    exchange = Exchange(Radio(), Random(1))
    exchange.put(SENSOR, "late")
    event = exchange.event(speaking=(True, False))
    assert (event.packets, event.silent) == ([], (False, True))
    assert heard(exchange, 1) == [[(SENSOR, "late")]]


def test_the_weather_of_a_seed_does_not_depend_on_what_is_sent():
    def silences(packets):
        exchange = Exchange(Radio(loss=0.5), Random(7))
        for number in range(packets):
            exchange.put(SENSOR, number)
        return [exchange.event(speaking=BOTH).silent for _ in range(200)]

    assert silences(0) == silences(300)


@pytest.mark.parametrize(
    "wrong",
    [
        {"interval_ms": 7.0},
        {"interval_ms": 4001.0},
        {"loss": -0.1},
        {"loss": 1.1},
        {"packets_per_event": 0},
        {"supervision_s": 0.0},
        {"buffers": 0},
    ],
)
def test_a_radio_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"must be|is a share"):
        Radio(**wrong)


class Metronome:
    """Says its number 80 times a second, from the first write on."""

    name = "Metronome"
    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((DATA, ("notify",), b""), (CONTROL, ("write-without-response",), b""))),)

    def __init__(self, radio):
        self.radio = radio
        self.due_ns = None
        self.said = []
        self.happened = []

    def on_connect(self, at_ns):
        self.happened.append("connect")

    def on_disconnect(self, at_ns):
        self.due_ns = None
        self.happened.append("disconnect")

    def on_write(self, at_ns, channel, data):
        self.due_ns = at_ns + PERIOD_NS

    def poll(self, until_ns):
        out = []
        while self.due_ns is not None and self.due_ns <= until_ns:
            number = len(self.said).to_bytes(4, "little")
            self.said.append(self.due_ns)
            out.append((self.due_ns, DATA, number))
            self.due_ns += PERIOD_NS
        return out

    def next_due_ns(self):
        return self.due_ns

    def link_orders(self, until_ns):
        return []


class Lab:
    """A metronome and a central on a loop that skips the waiting: every time is exact."""

    def __init__(self, radio):
        self._loop = asyncio.get_running_loop()
        self.air = AirLink()
        self.wire = Metronome(radio)
        self.sensor = Peripheral(self.wire, self.air, now_ns=self.now_ns)
        self.arrived = []
        self._ran = asyncio.create_task(self.sensor.run())

    def now_ns(self):
        return round(self._loop.time() * 1e9)

    async def connect(self):
        self.near = device(AirController("near", self.air), "near", Address("C1:00:00:00:00:01"))
        await self.near.power_on()
        self.here = await self.near.connect_le(Address(self.sensor.address))
        gatt = self.here.gatt_client
        await gatt.request_mtu(247)
        await gatt.discover_services()
        data, control = await gatt.discover_characteristics((DATA, CONTROL), None)
        await data.subscribe(lambda said: self.arrived.append((self.now_ns(), said)))
        await gatt.write_value(control, b"go")
        self.up_ns = self.now_ns()

    async def close(self):
        self._ran.cancel()
        await asyncio.wait({self._ran})
        self.air.close()

    def numbers(self):
        return [int.from_bytes(said, "little") for _, said in self.arrived]

    def delays_ms(self):
        return [
            (at - due) / 1e6 for (at, _), due in zip(self.arrived, self.wire.said, strict=False)
        ]


def in_lab(radio, seconds):
    """Return a lab after so many virtual seconds of streaming."""
    labs = []

    async def work():
        lab = Lab(radio)
        await lab.connect()
        await asyncio.sleep(seconds)
        await lab.close()
        labs.append(lab)

    run_skipping(work())
    return labs[0]


def test_without_a_radio_all_arrive_as_soon_as_they_are_said():
    lab = in_lab(None, 10.0)
    assert lab.numbers() == list(range(800))
    assert max(lab.delays_ms()) < 0.1


def test_notifications_arrive_at_anchor_points_and_nowhere_between():
    lab = in_lab(Radio(interval_ms=30.0), 10.0)
    arrivals_ns = sorted({at for at, _ in lab.arrived})
    gaps_ms = {round((b - a) / 1e6, 3) for a, b in pairwise(arrivals_ns)}
    assert gaps_ms == {30.0}
    assert min(lab.delays_ms()) >= 0
    assert max(lab.delays_ms()) <= 30.1


def test_two_links_have_two_anchors():
    phases = [
        in_lab(Radio(interval_ms=30.0, seed=seed), 1.0).arrived[0][0] % 30_000_000
        for seed in (1, 2)
    ]
    assert phases[0] != phases[1]


def test_at_thirty_percent_loss_all_arrive_in_order_and_late():
    calm = in_lab(Radio(), 20.0)
    rough = in_lab(Radio(loss=0.3), 20.0)
    for lab in (calm, rough):
        numbers = lab.numbers()
        assert numbers == list(range(len(numbers)))
        assert len(numbers) > 1580
    assert max(calm.delays_ms()) <= 15.1
    late_ms = sorted(rough.delays_ms())[int(0.99 * len(rough.arrived))]
    assert 30 < late_ms < 300
    assert rough.wire.happened == ["connect"]


def test_the_same_seed_brings_the_same_packets_at_the_same_times():
    first, again, other = (in_lab(Radio(loss=0.3, seed=seed), 5.0) for seed in (1, 1, 2))
    assert first.arrived == again.arrived
    assert first.arrived != other.arrived


def test_a_slow_radio_lets_a_sensor_pile_up_and_a_bounded_one_drop_the_newest():
    endless = in_lab(Radio(interval_ms=100.0, packets_per_event=1), 10.0)
    assert max(endless.delays_ms()) > 5000
    bounded = in_lab(Radio(interval_ms=100.0, packets_per_event=1, buffers=3), 10.0)
    numbers = bounded.numbers()
    assert numbers == sorted(set(numbers))
    assert numbers[-1] > 10 * 70
    assert len(numbers) < 110


def test_a_radio_that_is_never_heard_ends_the_link_after_the_supervision_time():
    async def work():
        lab = Lab(Radio(supervision_s=2.0))
        await lab.connect()
        lost = asyncio.get_running_loop().create_future()
        lab.here.on(Connection.EVENT_DISCONNECTION, lost.set_result)
        began_ns = lab.now_ns()
        lab.air.silence(lab.sensor.dongle.chip, 60.0)
        assert await lost == 0x08
        assert 1.9e9 < lab.now_ns() - began_ns < 2.1e9
        await lab.close()

    run_skipping(work())


def test_a_goodbye_comes_after_all_that_was_said_before():
    async def work():
        lab = Lab(Radio(interval_ms=200.0, packets_per_event=2))
        await lab.connect()
        await asyncio.sleep(1.0)
        lost = asyncio.get_running_loop().create_future()
        lab.here.on(Connection.EVENT_DISCONNECTION, lost.set_result)
        said = len(lab.wire.said)
        await lab.sensor._station.say_goodbye(0.0)
        assert await lost == 0x13
        numbers = lab.numbers()
        assert numbers == list(range(len(numbers)))
        assert len(numbers) >= said
        await lab.close()

    run_skipping(work())


def test_both_hosts_are_told_what_the_link_is_like():
    async def work():
        lab = Lab(Radio(interval_ms=30.0, supervision_s=2.0))
        await lab.connect()
        (there,) = lab.sensor._station.device.connections.values()
        for end in (lab.here, there):
            assert end.parameters.connection_interval == 30.0
            assert end.parameters.supervision_timeout == 2000.0
        await lab.close()

    run_skipping(work())


@pytest.mark.air
async def test_the_real_bleak_gets_all_of_them_over_a_rough_radio(room, new_wire):
    wire = new_wire("Rough")
    wire.radio = Radio(interval_ms=7.5, loss=0.3)
    wire.script = [bytes([n]) for n in range(200)]
    room.add(wire)
    got = asyncio.Queue()
    async with await room.client(wire) as client:
        await client.start_notify(DATA, lambda _, said: got.put_nowait(bytes(said)))
        await client.write_gatt_char(CONTROL, b"go", response=False)
        assert [await got.get() for _ in wire.script] == wire.script


@pytest.mark.air
async def test_the_real_bleak_loses_a_link_that_carries_nothing(room, new_wire):
    wire = new_wire("Deaf")
    wire.radio = Radio(loss=1.0, supervision_s=0.2)
    room.add(wire)
    client = await room.client(wire, timeout=5)
    with pytest.raises(BleakError):
        await client.connect()
    assert not client.is_connected
