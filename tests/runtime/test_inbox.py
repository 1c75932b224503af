"""Frames, keys and ticks wait in one order, and nothing is lost in silence."""

import asyncio
import threading

from fakes import ManualClock

from tpdevice.core.action import Action
from tpdevice.core.tape import Entry, Frame, Key, Overrun, Quit, Tick
from tpdevice.runtime.inbox import Inbox

A_KEY = Key(7, Action.STOP)


class Fed:
    """An inbox and what came out of it."""

    def __init__(self, limit: int = 100_000) -> None:
        self.clock = ManualClock()
        self.entries: list[Entry] = []
        self.inbox = Inbox(self.clock, self.entries.append, limit=limit)


async def turn() -> None:
    """Let the loop call what waits now."""
    await asyncio.sleep(0)


async def test_entries_come_out_in_the_order_in_which_they_went_in() -> None:
    fed = Fed()
    fed.inbox.frame("a", b"1")
    fed.inbox.put(A_KEY)
    fed.clock.move_on(5)
    fed.inbox.frame("a", b"2")
    assert fed.entries == []
    await turn()
    assert fed.entries == [Frame(0, "a", b"1"), A_KEY, Frame(5, "a", b"2")]


async def test_a_burst_after_a_stall_is_fed_whole_and_in_order() -> None:
    fed = Fed()
    for n in range(30_000):  # half a minute at 1000 notifications a second
        fed.clock.move_on(1_000)
        fed.inbox.frame("a", n.to_bytes(4, "big"))
    await turn()
    assert [int.from_bytes(e.data, "big") for e in fed.entries if isinstance(e, Frame)] == list(
        range(30_000)
    )
    assert not any(isinstance(entry, Overrun) for entry in fed.entries)


async def test_frames_beyond_the_bound_are_counted_where_they_are_missing() -> None:
    fed = Fed(limit=2)
    for data in (b"1", b"2", b"3", b"4"):
        fed.inbox.frame("a", data)
    fed.inbox.put(A_KEY)
    await turn()
    fed.inbox.frame("a", b"5")
    await turn()
    assert fed.entries == [
        Frame(0, "a", b"1"),
        Frame(0, "a", b"2"),
        Overrun(0, 2),
        A_KEY,
        Frame(0, "a", b"5"),
    ]


async def test_frames_lost_at_the_end_of_a_burst_are_counted_too() -> None:
    fed = Fed(limit=1)
    for _ in range(3):
        fed.inbox.frame("a", b"")
    await turn()
    assert fed.entries == [Frame(0, "a", b""), Overrun(0, 2)]


async def test_a_full_inbox_still_takes_what_ends_the_session() -> None:
    fed = Fed(limit=1)
    fed.inbox.frame("a", b"")
    fed.inbox.put(A_KEY)
    fed.inbox.put(Quit(1, "SIGTERM"))
    await turn()
    assert fed.entries[1:] == [A_KEY, Quit(1, "SIGTERM")]


async def test_what_is_put_while_feeding_waits_for_the_next_turn() -> None:
    clock = ManualClock()
    entries: list[Entry] = []

    def feed(entry: Entry) -> None:
        entries.append(entry)
        if entry == Tick(1):
            inbox.put(Tick(2))

    inbox = Inbox(clock, feed)
    inbox.put(Tick(1))
    inbox.put(A_KEY)
    await turn()
    assert entries == [Tick(1), A_KEY]
    await turn()
    assert entries == [Tick(1), A_KEY, Tick(2)]


async def test_a_key_from_another_thread_is_stamped_as_it_joins() -> None:
    fed = Fed()
    arrived = asyncio.Event()
    fed.inbox = Inbox(fed.clock, lambda entry: (fed.entries.append(entry), arrived.set())[0])
    other = threading.Thread(
        target=fed.inbox.put_from_anywhere, args=(lambda now_ns: Key(now_ns, Action.PAUSE),)
    )
    other.start()
    other.join()
    fed.clock.move_on(9)
    await arrived.wait()
    assert fed.entries == [Key(9, Action.PAUSE)]
