"""A session on its own thread, over the real bleak and a radio that does as the test says."""

import gc
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import HANG, NAME, FakeClient, FakeRadio, handle
from fakes import FakeRecorder, FakeSink
from sitting import header

from tpdevice.ble import link as ble_link
from tpdevice.ble import plight
from tpdevice.ble.scan import Sighting, scan
from tpdevice.core.action import Action
from tpdevice.core.errors import DeviceNotFound
from tpdevice.core.record import Ending
from tpdevice.core.tape import Frame, Key, LinkChange, LinkState, Quit
from tpdevice.core.wire import Advert
from tpdevice.devices.progressor import Progressor
from tpdevice.runtime.door import Search
from tpdevice.runtime.live import SWITCH_S, Live, Prepared, prompt
from tpdevice.runtime.seat import Seat
from tpdevice.runtime.targets import Target

PATIENCE_S = 30.0
START, STOP = b"\x65", b"\x66"


class HastyClock:
    """A clock on which an hour passes in a second."""

    def __init__(self) -> None:
        self._origin_ns = time.monotonic_ns()

    def now_ns(self) -> int:
        return (time.monotonic_ns() - self._origin_ns) * 3600


@dataclass
class Room:
    """A live session with everything around it faked but bleak's own code."""

    radio: FakeRadio = field(default_factory=FakeRadio)
    recorder: FakeRecorder = field(default_factory=FakeRecorder)
    sink: FakeSink = field(default_factory=FakeSink)
    driver: Progressor = field(default_factory=Progressor)
    statuses: list[str] = field(default_factory=list)
    shown: threading.Event = field(default_factory=threading.Event)
    closed: bool = False
    find: Callable[[Search], object] = lambda _: None
    more: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.live = Live(
            self.prepare,
            sinks=(self.sink, self),
            on_status=self.statuses.append,
            **self.more,
        )

    def show(self, _told: object) -> None:
        self.shown.set()

    @contextmanager
    def prepare(self, _seat: Seat, search: Search) -> Iterator[Prepared]:
        self.find(search)
        target = Target(self.radio.scanner, self.radio.client)
        sighting = Sighting(Advert(handle().address, NAME, (), (), None), handle())
        try:
            yield Prepared(header(), self.driver, sighting, target, self.recorder)
        finally:
            self.closed = True

    def end(self) -> None:
        """See the session end by itself, and nothing of it left."""
        assert self.live.join(PATIENCE_S)
        assert self.live.seat.finished
        for thread in threading.enumerate():
            if thread.name == "session":
                thread.join(PATIENCE_S)
                assert not thread.is_alive()


def weight(us: int, kg: float = 0.0) -> bytes:
    return struct.pack("<BBfI", 1, 8, kg, us)


def test_a_session_stopped_by_key_says_goodbye_and_closes_everything() -> None:
    room = Room()
    streaming = threading.Event()

    def on_write(client: FakeClient, data: bytes) -> None:
        if data == START:
            client.notify(weight(1))
            client.notify(b"\x01\x08\x00")
            streaming.set()

    room.radio.on_write = on_write
    room.live.start()
    assert streaming.wait(PATIENCE_S)
    room.live.press(Action.STOP)
    room.end()
    summary = room.live.seat.summary
    assert summary is not None
    assert (summary.ending, summary.exit_code) == (Ending.STOPPED_BY_PERSON, 0)
    assert summary.bad_frames == 1
    assert room.radio.written[-1] == STOP
    assert room.radio.now.goodbyes == 1
    assert room.closed
    assert room.live.error is None
    assert [type(e) for e in room.recorder.entries if isinstance(e, Frame | LinkChange | Key)] == [
        LinkChange,
        Frame,
        Frame,
        Key,
    ]
    assert room.sink.told


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_program_told_to_end_closes_the_session(name: str, code: int) -> None:
    room = Room()
    room.live.start()
    assert room.shown.wait(PATIENCE_S)
    room.live.quit(name)
    room.end()
    summary = room.live.seat.summary
    assert summary is not None
    assert (summary.ending, summary.exit_code) == (Ending.QUIT, code)
    assert summary in room.recorder.rows
    assert room.live.quit_by == ""


@pytest.mark.parametrize("how", ["signal", "escape"])
def test_a_search_ends_as_soon_as_it_is_told_to(how: str) -> None:
    looking = threading.Event()

    def find(search: Search) -> None:
        looking.set()
        search(scan(seconds=3600.0, arguments=room.radio.scanner))

    room = Room(find=find)
    room.live.start()
    assert looking.wait(PATIENCE_S)
    if how == "signal":
        room.live.quit("SIGTERM")
    else:
        room.live.press(Action.STOP)
    room.end()
    assert room.live.seat.failure == "It ended before it began; nothing was measured."
    assert room.live.quit_by == ("SIGTERM" if how == "signal" else "")
    assert room.live.seat.summary is None
    assert room.live.error is None
    assert room.recorder.entries == []


def test_a_search_that_was_ended_before_it_began_does_not_begin() -> None:
    room = Room(find=lambda search: search(scan(seconds=3600.0, arguments=room.radio.scanner)))
    room.live.quit("SIGINT")
    room.live.start()
    room.end()
    assert room.live.quit_by == "SIGINT"
    assert room.live.seat.summary is None


def test_keys_that_come_before_the_session_are_kept_for_it() -> None:
    room = Room()
    room.live.press(Action.NO)
    room.live.press(Action.RATE, 4)
    room.live.start()
    assert room.shown.wait(PATIENCE_S)
    room.live.quit("SIGINT")
    room.end()
    keys = [(e.action, e.value, e.source) for e in room.recorder.entries if isinstance(e, Key)]
    assert keys == [(Action.NO, 0, "person"), (Action.RATE, 4, "person")]


def test_an_end_asked_for_while_the_session_opens_is_its_first_entry() -> None:
    room = Room()
    room.live.quit("SIGTERM")
    room.live.start()
    room.end()
    assert [type(entry) for entry in room.recorder.entries] == [Quit]
    assert room.live.seat.summary is not None
    assert room.live.seat.summary.exit_code == 143


def test_a_sensor_that_is_not_found_is_the_error_of_the_session() -> None:
    def find(_: Search) -> None:
        raise DeviceNotFound("No sensor was heard.", hint="Wake it up.")

    room = Room(find=find)
    room.live.start()
    room.end()
    assert isinstance(room.live.error, DeviceNotFound)
    assert room.live.seat.failure == "No sensor was heard.\nWake it up."


def test_no_bluetooth_at_the_first_connection_ends_the_session_with_its_reason() -> None:
    room = Room()
    room.radio.outcomes.append(BleakBluetoothNotAvailableError("x", Reason.POWERED_OFF))
    room.live.start()
    room.end()
    assert room.live.error is not None
    assert room.live.error.exit_code == 3
    assert str(room.live.error) == "Bluetooth is switched off."
    summary = room.live.seat.summary
    assert summary is not None
    assert summary.reason == "Bluetooth is switched off."
    assert summary in room.recorder.rows


def test_a_failure_that_repeats_is_told_once_until_the_sensor_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plight, "RETRY_S", (0.0,))
    room = Room()
    went = threading.Event()
    left = 3

    def on_write(client: FakeClient, data: bytes) -> None:
        nonlocal left
        if data == START and left:
            left -= 1
            off = BleakBluetoothNotAvailableError("x", Reason.POWERED_OFF)
            room.radio.outcomes.extend([off] * 4)
            client.drop()
        elif data == START:
            went.set()

    room.radio.on_write = on_write
    room.live.start()
    assert went.wait(PATIENCE_S)
    room.live.press(Action.STOP)
    room.end()
    assert room.statuses.count("Bluetooth is switched off. Waiting for it") == 3
    assert room.statuses.count("looking for the sensor again") == 3


class Broken(Progressor):
    """A driver with a defect."""

    def receive(self, channel: str, data: bytes) -> tuple[()]:
        raise ZeroDivisionError("a defect")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_defect_ends_the_session_and_is_said(caplog: pytest.LogCaptureFixture) -> None:
    room = Room(driver=Broken())
    room.radio.on_write = lambda client, data: client.notify(b"x") if data == START else None
    room.live.start()
    room.end()
    assert room.live.seat.failure.startswith("Come off: the session failed. ZeroDivisionError")
    assert room.closed
    assert room.radio.now.goodbyes == 1
    assert "a defect" in caplog.text


def test_a_sensor_that_never_connects_ends_the_session_after_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ble_link, "RESCAN_S", 0.0)
    monkeypatch.setattr(plight, "RETRY_S", (0.0,))
    room = Room(more={"clock": HastyClock})
    room.radio.outcomes += [TimeoutError(), TimeoutError(), HANG]
    room.live.start()
    room.end()
    summary = room.live.seat.summary
    assert summary is not None
    assert (summary.ending, summary.exit_code) == (Ending.INTERRUPTED, 3)
    assert "The sensor did not answer while connecting. Trying again" in room.statuses
    assert room.live.seat.status == plight.HELD


def test_a_lost_link_is_on_the_tape_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ble_link, "RESCAN_S", 0.0)
    monkeypatch.setattr(plight, "RETRY_S", (0.0,))
    room = Room()
    back = threading.Event()

    def on_write(client: FakeClient, data: bytes) -> None:
        if data == START and len(room.radio.clients) == 1:
            client.drop()
        elif data == START:
            back.set()

    room.radio.on_write = on_write
    room.live.start()
    assert back.wait(PATIENCE_S)
    room.live.quit("SIGINT")
    room.end()
    links = [e for e in room.recorder.entries if isinstance(e, LinkChange)]
    assert [(e.state, e.reason) for e in links] == [
        (LinkState.UP, ""),
        (LinkState.DOWN, "lost"),
        (LinkState.UP, ""),
    ]


def test_nothing_is_fed_to_a_session_that_is_over() -> None:
    room = Room()
    room.live.start()
    assert room.shown.wait(PATIENCE_S)
    room.live.quit("SIGINT")
    room.live.quit("SIGTERM")
    room.live.press(Action.RATE, 3)
    room.end()
    room.live.press(Action.RATE, 3)
    room.live.quit("SIGTERM")
    assert isinstance(room.recorder.entries[-1], Quit)
    assert room.recorder.entries[-1].signal == "SIGINT"


def test_while_a_session_lasts_other_threads_make_room_at_once_and_afterwards_as_before() -> None:
    before_s = sys.getswitchinterval()
    with prompt():
        assert sys.getswitchinterval() == pytest.approx(SWITCH_S)
        assert gc.get_freeze_count() > 0
    assert sys.getswitchinterval() == pytest.approx(before_s)
    assert gc.get_freeze_count() == 0
