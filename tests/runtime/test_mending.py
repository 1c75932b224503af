"""A session that a kill left open is closed with what was held, and replays as it stands."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Side
from tpdevice.core.record import Ending
from tpdevice.core.tape import Header
from tpdevice.devices import driver
from tpdevice.replay.player import differences, play
from tpdevice.runtime import fast
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.mending import KILLED, as_it_stands, mend
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.past import history_of
from tpdevice.runtime.runner import Runner
from tpdevice.store.database import Store, open_store
from tpdevice.store.history import used_here
from tpdevice.store.read import read_tape, show_session, unfinished_sessions
from tpdevice.store.write import Start, append, batch, open_session

HOLDING_S = 160.0
"""In the first hold of this seed, with some of it held."""


def session_until(stop_s: float) -> tuple[Header, MemoryRecorder]:
    """Run a simulated session and let it be killed."""
    virtual = fast.open_link("seed=1")
    person, decoder = virtual.person, driver("progressor")
    identity = Identity(
        "me", person["point"], Side(person["side"]), person["tool"], Support(person["support"])
    )
    first = header(
        identity,
        Device(decoder.spec, "sensor", "00:00"),
        history=History(),
        wishes=Wishes(),
        local_date="2026-01-02",
        # Stored as a real one, so that the limits of the day count it.
        simulated=False,
    )
    recorder, link = MemoryRecorder(first), fast.FastLink(virtual)
    runner = Runner(first, decoder, recorder=recorder, sinks=(link,), link=link)

    class Killed(Exception):
        """The process is gone."""

    def kill() -> None:
        if runner.state.now_ns > stop_s * 1e9:
            raise Killed

    with pytest.raises(Killed):
        fast.run(runner, virtual, link, on_tick=kill)
    return first, recorder


def held(store: Store, first: Header) -> float:
    who = first.identity
    here = used_here(store, "me", point=who.point, side=who.side, local_date="2026-01-02")
    return here.held_today_s


def test_a_session_that_was_killed_a_moment_ago_counts_already(tmp_path: Path) -> None:
    first, recorder = session_until(HOLDING_S)
    path = tmp_path / "log.db"
    with open_store(path) as store:
        began = datetime.now(UTC) - timedelta(seconds=HOLDING_S + 1)
        number = open_session(store, first, Start(began, "uid"))
        append(store, number, [batch(recorder.entries, recorder.blocks, recorder.rows)])
    device = Device(driver("progressor").spec, "sensor", "00:00")
    soon = history_of(path, first.identity, device, local_date="2026-01-02", simulated=False)
    assert soon.held_today_s > 5
    assert soon.pressed_session_s >= soon.held_today_s
    with open_store(path) as store:
        assert mend(store) == [], "it may still be running"
        (line,) = unfinished_sessions(store, now=datetime.now(UTC) + timedelta(seconds=20))
        assert line.id == number


def test_a_killed_session_is_closed_with_what_was_held_and_replays_the_same(
    tmp_path: Path,
) -> None:
    first, recorder = session_until(HOLDING_S)
    with open_store(tmp_path / "log.db") as store:
        began = datetime.now(UTC) - timedelta(hours=1)
        number = open_session(store, first, Start(began, "uid"))
        append(store, number, [batch(recorder.entries, recorder.blocks, recorder.rows)])
        assert held(store, first) == 0

        assert mend(store) == [number]

        held_s = held(store, first)
        assert held_s > 5
        page = show_session(store, number)
        assert page.summary is not None
        assert (page.summary.ending, page.summary.reason) == (Ending.QUIT, KILLED)
        assert page.summary.buckets.held_ns / 1e9 == pytest.approx(held_s, abs=0.001)
        again, entries = read_tape(store, number)
        played = play(again, entries, driver("progressor"))
        kinds = {type(row) for row in played.rows}
        kept = [*page.happenings, *page.ratings, *page.repetitions, page.summary]
        for kind in kinds & {type(row) for row in kept}:
            stored = [row for row in kept if type(row) is kind]
            assert not differences(stored, [row for row in played.rows if type(row) is kind])
        assert mend(store) == []


def test_only_the_tape_that_is_asked_for_is_played(tmp_path: Path) -> None:
    first, recorder = session_until(HOLDING_S)
    with open_store(tmp_path / "log.db") as store:
        one, other = [open_session(store, first, Start(datetime.now(UTC), uid)) for uid in "ab"]
        for number in (one, other):
            append(store, number, [batch(recorder.entries, recorder.blocks, recorder.rows)])
        asked: list[str] = []
        store._db.conn.set_trace_callback(asked.append)
        summary = as_it_stands(store, other)
        store._db.conn.set_trace_callback(None)
    assert summary is not None
    assert summary.reason == KILLED
    tapes = [sql for sql in asked if "tape_chunk" in sql]
    assert tapes
    assert all(f"session_id = {other} " in sql for sql in tapes)
