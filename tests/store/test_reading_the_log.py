"""Step 6: what home and the history show is found by indexes, and words in notes by FTS5."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from some_session import HEADER, NOON, SUMMARY, on, store_one

from tpdevice.core.plan import Side
from tpdevice.core.record import Buckets
from tpdevice.core.units import ns
from tpdevice.homework.checks import checks_due
from tpdevice.homework.due import due
from tpdevice.homework.past import Answer, Past, Place
from tpdevice.homework.standing import lowered_by, resting
from tpdevice.store.database import Row, Store, open_store
from tpdevice.store.followups import PAST_DAYS, answers_about, done_by, keep_answer, past_of
from tpdevice.store.history import earlier_ratings, used_here, used_today
from tpdevice.store.marks import series_of_marks
from tpdevice.store.people import people, settings_of
from tpdevice.store.places import known_tools, pressed_places
from tpdevice.store.read import list_sessions, open_sessions, show_session
from tpdevice.store.remembered import add_note, last_place, profiles

SINCE = "2026-01-01"
SHOWN: dict[str, Callable[[Store], object]] = {
    "people": people,
    "settings": lambda store: settings_of(store, "Ada"),
    "profiles": lambda store: profiles(store, include_simulated=True),
    "open sessions": open_sessions,
    "places": lambda store: pressed_places(store, "Ada", since=SINCE, simulated=False),
    "tools": lambda store: known_tools(store, "Ada", simulated=False),
    "last place": lambda store: last_place(store, "Ada"),
    "past": lambda store: past_of(store, "Ada", since=NOON),
    "done": lambda store: done_by(store, "Ada", since=SINCE),
    "answers": lambda store: answers_about(store, 1),
    "list": lambda store: list_sessions(store, profile="Ada", limit=20),
    "marks": lambda store: series_of_marks(store, profile="Ada", since=SINCE),
    "one session": lambda store: show_session(store, 1),
    "today": lambda store: used_today(store, "Ada", local_date=SINCE),
    "here": lambda store: used_here(store, "Ada", point="UT", side=Side.LEFT, local_date=SINCE),
    "earlier ratings": lambda store: earlier_ratings(store, "Ada", simulated=False),
}
GROWING = ("session", "repetition", "rating", "calibration", "happening", "follow_up", "note")
SHORT = {"s", "v", "r", "c", "m", "h", "f", "x", *GROWING}
"""Names under which these tables stand in a query."""
FOLLOW_UP = ("follow_up_with_sign", "follow_up_by_soreness")
IN_ORDER = (
    "SCAN s USING INDEX session_by_start",
    "SCAN follow_up USING INDEX follow_up_with_sign",
    "SCAN session USING INDEX session_not_closed",
)
"""The newest come first and a limit ends it; few follow-ups ever name a sign, and few sessions are
open."""


class Explained(Store):
    """A store that says how SQLite would find each thing that is asked for."""

    plans: list[str]

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        found = self._db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", dict(parameters or {}))
        self.plans += [row[3] for row in found]
        return super().rows(sql, parameters)


@pytest.fixture
def explained(tmp_path: Path) -> Iterator[Explained]:
    path = tmp_path / "log.db"
    store_one(path)
    with closing(sqlite3.connect(path)) as connection:
        store = Explained(path, connection)
        store.plans = []
        yield store


@pytest.mark.parametrize("name", SHOWN)
def test_what_home_and_history_show_is_found_by_an_index(name: str, explained: Explained) -> None:
    SHOWN[name](explained)
    scans = [plan.split() for plan in explained.plans if plan.startswith("SCAN ")]
    whole = [" ".join(words) for words in scans if words[1] in SHORT]
    assert [plan for plan in whole if plan not in IN_ORDER] == []


def test_a_list_is_read_in_order_and_ends_with_its_limit(explained: Explained) -> None:
    list_sessions(explained, profile="Ada", limit=20)
    assert IN_ORDER[0] in explained.plans
    assert not [plan for plan in explained.plans if "ORDER BY" in plan]


def some_months(store: Store, path: Path, chance: random.Random) -> None:
    """Store sessions at three places over months, and what was said of most of them."""
    for number in range(60):
        at = NOON + timedelta(days=3 * number, minutes=number)
        place = chance.choice((("UT", Side.LEFT), ("UT", Side.RIGHT), ("LS", Side.LEFT)))
        held = Buckets(ns(chance.choice((0.0, 4.0, 60.0))), 0, 0, 0, 0, 0)
        header = replace(HEADER, local_date=at.date().isoformat())
        header = on(header, point=place[0], side=place[1], tool=chance.choice(("ball", "cane")))
        session = store_one(path, header, at=at, summary=replace(SUMMARY, buckets=held))
        (about,) = [e for e in past_of(store, "Ada").pressed if e.session == session]
        for after_h in (24, 48, 72, 200):
            if chance.random() < 0.5:
                soreness = chance.choice((0, 1, 2, 4, 8))
                sign = chance.random() < 0.05
                at_s = about.at_s + 3600 * after_h
                said = Answer(about, after_h, at_s, soreness, bruise=False, warning=sign)
                keep_answer(store, said, local_date=at.date().isoformat())


def told(past: Past, now: datetime) -> object:
    now_s, today = int(now.timestamp()), now.date().toordinal()
    places = [Place("UT", "left"), Place("UT", "right"), Place("LS", "left")]
    return (
        due(past, today=today, now_s=now_s),
        checks_due(past, now_s=now_s),
        resting(past, now_s=now_s),
        [lowered_by(past, place) for place in places],
        past.newest(),
    )


@pytest.mark.parametrize("seed", range(2))
def test_the_little_that_is_read_of_the_past_decides_as_all_of_it_would(
    seed: int, tmp_path: Path
) -> None:
    path = tmp_path / "log.db"
    with open_store(path) as store:
        some_months(store, path, random.Random(seed))
        whole = past_of(store, "Ada")
        for days in (150, 178, 200, 400):
            now = NOON.astimezone(UTC) + timedelta(days=days)
            little = past_of(store, "Ada", since=now - timedelta(days=PAST_DAYS))
            assert len(little.pressed) < len(whole.pressed)
            assert told(little, now) == told(whole, now)


def words(path: Path, text: str) -> list[str]:
    sql = "SELECT n.text FROM note_fts f JOIN note n ON n.id = f.rowid WHERE note_fts MATCH ?"
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute(sql, [text])]


def test_words_of_notes_are_found_as_notes_come_change_and_go(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        add_note(store, 1, "Slept badly after the Möbel", now=NOON)
    assert words(path, "mobel") == ["Slept badly after the Möbel"]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE note SET text = 'Slept well'")
    assert (words(path, "badly"), words(path, "slept")) == ([], ["Slept well"])
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM note")
        db.execute("INSERT INTO note_fts(note_fts, rank) VALUES ('integrity-check', 1)")
    assert words(path, "slept") == []


def test_sqlite_utils_searches_the_notes_without_being_told_how(tmp_path: Path) -> None:
    from sqlite_utils import Database

    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        add_note(store, 1, "a long day at the desk", now=NOON)
    db = Database(path)
    table = db.table("note")
    assert table.detect_fts() == "note_fts"
    assert [row["text"] for row in table.search("desk")] == ["a long day at the desk"]
    db.close()


def test_notes_of_an_older_file_are_found_too(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        add_note(store, 1, "an old word", now=NOON)
    with closing(sqlite3.connect(path)) as db, db:
        for kind in ("ai", "ad", "au"):
            db.execute(f"DROP TRIGGER note_{kind}")
        db.execute("DROP TABLE note_fts")
        for view in ("newest_sessions", "repetitions", "ratings", "notes", "point_history"):
            db.execute(f"DROP VIEW {view}")
        mine = (
            "session_by_start",
            "session_by_setup_start",
            "session_by_day",
            "session_not_closed",
        )
        for index in (*mine, "follow_up_with_sign", "follow_up_by_soreness"):
            db.execute(f"DROP INDEX {index}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_reading'")
        db.execute("PRAGMA user_version = 5")
    with open_store(path):
        pass
    assert words(path, "old") == ["an old word"]
