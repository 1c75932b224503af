"""The shell around the pure part: tape first, then what the session wants done."""

import struct
from typing import Any

import pytest
from fakes import BrokenSink, FakeLink, FakeRecorder, FakeSink
from sitting import header

from tpdevice.core.action import Action
from tpdevice.core.errors import UsageError
from tpdevice.core.record import Summary
from tpdevice.core.tape import Frame, Key, LinkChange, LinkState, Overrun, Quit, Tare, Tick
from tpdevice.devices.progressor import DATA, Progressor
from tpdevice.runtime.fast import FastLink, cue_message, entry_of, open_link, run
from tpdevice.runtime.runner import Runner
from tpdevice.runtime.seat import Seat

S = 1_000_000_000


class Room:
    """A runner with fakes at all four sides."""

    def __init__(self, *more_sinks: Any, watchers: tuple[Any, ...] = ()) -> None:
        self.recorder, self.link, self.sink = FakeRecorder(), FakeLink(), FakeSink()
        self.seat = Seat(None, lambda *_: None)
        self.runner = Runner(
            header(),
            Progressor(),
            recorder=self.recorder,
            link=self.link,
            sinks=(*more_sinks, self.sink),
            seat=self.seat,
            watchers=watchers,
        )

    def still(self, seconds: int, *, from_s: int = 0) -> None:
        """Lie still for some seconds: 80 samples and 10 ticks each."""
        for n in range(from_s * 80, (from_s + seconds) * 80):
            at_ns = n * 12_500_000
            self.runner.feed(
                Frame(at_ns, DATA, struct.pack("<BBfI", 1, 8, 0.0, at_ns // 1000 & 0xFFFFFFFF))
            )
            if n % 8 == 0:
                self.runner.feed(Tick(at_ns))


def test_the_stream_is_started_when_the_sensor_is_up() -> None:
    room = Room()
    room.runner.feed(LinkChange(0, LinkState.UP))
    assert [write.data for write in room.link.written] == [b"\x6f", b"\x65"]


def test_what_the_session_puts_on_the_tape_follows_at_once() -> None:
    room = Room()
    room.runner.feed(LinkChange(0, LinkState.UP))
    before = len(room.recorder.entries)
    room.still(2)
    asked = [n for n, e in enumerate(room.recorder.entries[before:], before) if isinstance(e, Tare)]
    assert asked
    # One more entry than was fed for each, in the place where it was asked for.
    assert len(room.recorder.entries) - before == 2 * 90 + len(asked)
    assert all(not isinstance(room.recorder.entries[n - 1], Tare) for n in asked)


def test_every_entry_is_on_the_tape_before_anything_comes_of_it() -> None:
    room = Room()
    entries = [LinkChange(0, LinkState.UP), Frame(1, DATA, b"?"), Overrun(2, 9), Tick(3)]
    for entry in entries:
        room.runner.feed(entry)
    assert room.recorder.entries == entries


def test_what_brings_the_program_down_is_on_the_tape_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Down(Exception):
        """A defect of ours, in the decoder."""

    def receive(*_: Any) -> Any:
        raise Down

    monkeypatch.setattr(Progressor, "receive", receive)
    room, frame = Room(), Frame(1, DATA, b"?")
    with pytest.raises(Down):
        room.runner.feed(frame)
    assert room.recorder.entries == [frame]


def test_a_silent_link_is_started_again_and_then_made_anew() -> None:
    room = Room()
    room.runner.feed(LinkChange(0, LinkState.UP))
    room.still(1)
    for tick in range(10, 70):
        room.runner.feed(Tick(tick * S // 10))
    assert [write.data for write in room.link.written] == [b"\x6f", b"\x65"] * 2
    assert room.link.relinks == 1


def test_a_sink_that_fails_is_dropped_and_the_session_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = BrokenSink()
    room = Room(broken)
    room.runner.feed(LinkChange(0, LinkState.UP))
    room.still(3)
    room.runner.feed(Key(3 * S, Action.STOP))
    assert broken.shown == 1
    assert room.sink.told
    assert "a cue sink failed and was dropped" in caplog.text


def test_a_watcher_sees_the_state_after_every_entry() -> None:
    seen: list[Any] = []
    room = Room(watchers=(seen.append,))
    room.runner.feed(LinkChange(0, LinkState.UP))
    room.still(1)
    assert len(seen) >= 91
    assert seen[-1] is room.runner.state


def test_a_watcher_that_fails_is_dropped_and_the_session_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    looked: list[int] = []

    def watcher(_: object) -> None:
        looked.append(1)
        raise RuntimeError("the speaker is unplugged")

    room = Room(watchers=(watcher,))
    room.runner.feed(LinkChange(0, LinkState.UP))
    room.still(1)
    assert looked == [1]
    assert room.runner.state.now_ns > 0
    assert "a watcher failed and was dropped" in caplog.text


def test_the_end_is_a_summary_in_the_log_and_in_the_seat() -> None:
    room = Room()
    room.runner.feed(LinkChange(0, LinkState.UP))
    room.still(1)
    assert not room.runner.over
    room.runner.feed(Quit(S, "SIGTERM"))
    assert room.runner.over
    assert isinstance(room.runner.summary, Summary)
    assert room.runner.summary in room.recorder.rows
    assert room.seat.state is room.runner.state
    assert len(room.seat.blocks) == 80
    assert room.recorder.flushes


def test_plain_tuples_of_a_link_are_entries() -> None:
    assert entry_of(("frame", 1, DATA, b"x")) == Frame(1, DATA, b"x")
    assert entry_of(("key", 2, "rate", 4)) == Key(2, Action.RATE, 4, "simulated")
    assert entry_of(("link", 3, "down", "lost")) == LinkChange(3, LinkState.DOWN, "lost")


@pytest.mark.parametrize("item", [(), ("frame", 1.0, DATA, b""), ("dance", 1), ("key", 1, "rate")])
def test_a_tuple_that_says_nothing_is_refused(item: tuple[Any, ...]) -> None:
    with pytest.raises(UsageError, match="something unknown"):
        entry_of(item)


def test_a_link_that_is_not_installed_says_so() -> None:
    with pytest.raises(UsageError, match="not installed") as caught:
        open_link("", name="no such")
    assert "sim" in caught.value.hint


class Mute:
    """A virtual link on which nothing ever happens."""

    def __init__(self) -> None:
        self.device: dict[str, Any] = {}
        self.person: dict[str, Any] = {}
        self.calls: list[tuple[Any, ...]] = []

    def poll(self, until_ns: int) -> None:
        return None

    def write(self, at_ns: int, channel: str, data: bytes) -> None:
        self.calls.append(("write", at_ns, channel, data))

    def relink(self, at_ns: int) -> None:
        self.calls.append(("relink", at_ns))

    def show(self, at_ns: int, cue: dict[str, Any]) -> None:
        self.calls.append(("show", at_ns, cue["key"]))

    def truth(self) -> dict[str, Any]:
        return {}


def test_virtual_time_runs_by_ticks_and_ends_without_a_sensor() -> None:
    mute, recorder = Mute(), FakeRecorder()
    link = FastLink(mute)
    runner = Runner(header(), Progressor(), recorder=recorder, sinks=(link,), link=link)
    run(runner, mute, link)
    assert runner.summary is not None
    assert runner.summary.exit_code == 3
    assert runner.summary.reason == "no sensor for a minute"
    assert [e.at_ns for e in recorder.entries[:3]] == [S // 10, 2 * S // 10, 3 * S // 10]
    assert link.now_ns == recorder.entries[-1].at_ns


def test_a_fast_link_stamps_what_it_hands_over() -> None:
    mute = Mute()
    link = FastLink(mute)
    link.now_ns = 42
    link.relink()
    assert mute.calls == [("relink", 42)]


def test_a_cue_message_holds_what_a_person_sees_and_nothing_else() -> None:
    room = Room()
    message = cue_message(room.sink.told[0]) if room.sink.told else None
    room.runner.feed(LinkChange(0, LinkState.UP))
    room.still(3)
    message = message or cue_message(room.sink.told[0])
    assert set(message) == {
        *("t", "at_ns", "key", "word", "text", "direction", "question", "question_id", "phase")
    }
