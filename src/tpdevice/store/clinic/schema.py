"""The tables of a clinic, step by step; a step that was released is never changed."""

from typing import Final

from sqlite_utils import Database, Migrations

from tpdevice.store.schema import Schema

STEPS: Final = Migrations("tpdevice clinic")
CLINIC: Final = Schema("a clinic's database", STEPS, version=1, application_id=0x74706463)
"""Its `application_id` is "tpdc" in ASCII."""

TABLES: Final = (
    "client",
    "plan",
    "plan_text",
    "result",
    "session",
    "hold",
    "follow_up",
    "asked_day",
    "asked_place",
    "exception",
)
"""Those that questions are asked of, those that others refer to first."""


@STEPS()
def m001_clinic(db: Database) -> None:
    """Make the first tables."""
    db.executescript(_PLANS + _SESSIONS + _DAYS)


_DAY = (
    "day INTEGER NOT NULL GENERATED ALWAYS AS "
    "(CAST(julianday(local_date) - 2440587.5 AS INTEGER)) STORED"
)
"""Days since 1970-01-01, which every engine can subtract."""

_PLANS = """
CREATE TABLE client (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;

CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client(id) ON DELETE CASCADE,
    plan_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    first_date TEXT,
    last_date TEXT,
    until_date TEXT,
    first_day INTEGER,
    last_day INTEGER,
    until_day INTEGER,
    made_utc TEXT,
    result_uid TEXT,
    program TEXT NOT NULL DEFAULT '',
    simulated INTEGER NOT NULL DEFAULT 0,
    counts INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX plan_of_client ON plan (client_id);

CREATE TABLE plan_text (
    digest TEXT PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan(id) ON DELETE CASCADE,
    issue INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_text_of_plan ON plan_text (plan_id);

CREATE TABLE result (
    uid TEXT PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan(id) ON DELETE CASCADE,
    sha256_hex TEXT NOT NULL,
    made_utc TEXT NOT NULL,
    until_date TEXT NOT NULL,
    taken_utc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX result_of_plan ON result (plan_id);

CREATE TABLE taken_file (
    path TEXT PRIMARY KEY,
    byte_count INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    plan_id INTEGER NOT NULL REFERENCES plan(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX taken_file_of_plan ON taken_file (plan_id);

CREATE TABLE trace_file (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client(id) ON DELETE CASCADE,
    month TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX trace_file_of_month ON trace_file (client_id, month);
"""

_SESSIONS = f"""
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan(id) ON DELETE CASCADE,
    client_id INTEGER NOT NULL REFERENCES client(id) ON DELETE CASCADE,
    uid TEXT NOT NULL,
    sha256_hex TEXT NOT NULL,
    local_date TEXT NOT NULL,
    {_DAY},
    started_utc TEXT NOT NULL,
    point TEXT NOT NULL,
    side TEXT NOT NULL,
    tool TEXT NOT NULL,
    asked INTEGER NOT NULL,
    simulated INTEGER NOT NULL,
    counts INTEGER NOT NULL,
    band_bottom_n REAL,
    band_top_n REAL,
    tender_n REAL,
    comfort_n REAL,
    held_s REAL NOT NULL,
    asked_s REAL NOT NULL,
    below_s REAL NOT NULL,
    above_s REAL NOT NULL,
    no_data_s REAL NOT NULL,
    impulse_n_s REAL NOT NULL,
    peak_n REAL NOT NULL,
    first_rating INTEGER,
    last_rating INTEGER,
    highest_rating INTEGER,
    outcome TEXT NOT NULL,
    ending TEXT NOT NULL,
    reason TEXT NOT NULL,
    sensor TEXT NOT NULL,
    sensor_checked_date TEXT,
    result_uid TEXT NOT NULL,
    trace_step_s REAL,
    trace_file_id INTEGER REFERENCES trace_file(id) ON DELETE SET NULL,
    UNIQUE (plan_id, uid)
) STRICT;
CREATE INDEX session_by_day ON session (day);
-- Holds all that the first page asks of sessions: their rows are not read for it.
CREATE INDEX session_lately ON session (
    client_id, day, counts, no_data_s, first_rating, last_rating
);
CREATE INDEX session_in_file ON session (trace_file_id);

CREATE TABLE hold (
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    asked_s REAL NOT NULL,
    held_s REAL NOT NULL,
    settling_s REAL NOT NULL,
    below_s REAL NOT NULL,
    above_s REAL NOT NULL,
    no_data_s REAL NOT NULL,
    paused_s REAL NOT NULL,
    mean_n REAL,
    peak_n REAL NOT NULL,
    impulse_n_s REAL NOT NULL,
    first_rating INTEGER,
    last_rating INTEGER,
    outcome TEXT NOT NULL,
    PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_up (
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    after_h INTEGER NOT NULL,
    local_date TEXT NOT NULL,
    {_DAY},
    soreness INTEGER NOT NULL,
    bruise INTEGER NOT NULL,
    warning INTEGER NOT NULL
) STRICT;
CREATE INDEX follow_up_of_session ON follow_up (session_id);
"""

_DAYS = f"""
CREATE TABLE asked_day (
    plan_id INTEGER NOT NULL REFERENCES plan(id) ON DELETE CASCADE,
    local_date TEXT NOT NULL,
    {_DAY},
    asked INTEGER NOT NULL,
    done INTEGER NOT NULL,
    PRIMARY KEY (plan_id, local_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_day_by_day ON asked_day (day);

CREATE TABLE asked_place (
    plan_id INTEGER NOT NULL REFERENCES plan(id) ON DELETE CASCADE,
    point TEXT NOT NULL,
    side TEXT NOT NULL,
    local_date TEXT NOT NULL,
    {_DAY},
    asked INTEGER NOT NULL,
    done INTEGER NOT NULL,
    asked_s REAL NOT NULL,
    held_s REAL NOT NULL,
    PRIMARY KEY (plan_id, point, side, local_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_place_by_day ON asked_place (day);

CREATE TABLE exception (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan(id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES session(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    local_date TEXT NOT NULL,
    {_DAY},
    point TEXT NOT NULL,
    side TEXT NOT NULL,
    words TEXT NOT NULL,
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX exception_of_plan ON exception (plan_id);
CREATE INDEX exception_of_session ON exception (session_id);
CREATE INDEX exception_by_day ON exception (day);
"""
