"""The tables, step by step; a step that was released is never changed."""

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database, Migrations

from tpdevice.store.reading import READING


@dataclass(frozen=True, slots=True)
class Schema:
    """What one kind of our files is made of."""

    what: str
    """What the kind is called, with its article."""
    steps: Migrations
    version: int
    """Number of steps; `user_version` of a file that has them all."""
    application_id: int
    """So that no other database is taken for ours."""


STEPS: Final = Migrations("tpdevice")
LOG: Final = Schema("a tpdevice log", STEPS, version=8, application_id=0x74706476)
"""A person's log; its `application_id` is "tpdv" in ASCII."""


@STEPS()
def m001_sessions(db: Database) -> None:
    """Make the first tables."""
    db.executescript(_PEOPLE + _SESSIONS + _CHUNKS + _LOG + _VIEWS)


@STEPS()
def m002_comfort_ramps(db: Database) -> None:
    """Keep how many ramps have a comfort mark; of older ones it is not known."""
    db.executescript("ALTER TABLE calibration ADD COLUMN comfort_ramps INTEGER;")


@STEPS()
def m003_sensor_setups(db: Database) -> None:
    """Keep how a person set a sensor up, and what its values were found to mean."""
    db.executescript(_SENSOR_SETUPS)


@STEPS()
def m004_rigs(db: Database) -> None:
    """Keep what known weights said of a set-up."""
    db.executescript(_RIGS)


@STEPS()
def m005_people_and_care(db: Database) -> None:
    """Keep what a person likes, and what they say a day or two after a session."""
    db.executescript(_CARE)


@STEPS()
def m006_reading(db: Database) -> None:
    """Read the log quickly and in plain names, and find words in its notes."""
    db.executescript(READING)


@STEPS()
def m007_plans(db: Database) -> None:
    """Keep the plans that were opened, and why something of them was left out."""
    db.executescript(_PLANS)


@STEPS()
def m008_trust(db: Database) -> None:
    """Keep whose keys sign plans, and which results were read."""
    db.executescript(_TRUST)


_PEOPLE = """
CREATE TABLE profile (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE setup (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    profile_id INTEGER NOT NULL REFERENCES profile(id),
    point TEXT NOT NULL,
    side TEXT NOT NULL,
    tool TEXT NOT NULL,
    UNIQUE (profile_id, point, side, tool)
) STRICT;

CREATE TABLE sensor (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    last_used_utc TEXT NOT NULL,
    UNIQUE (kind, address, simulated)
) STRICT;
"""

_SESSIONS = """
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    uid TEXT NOT NULL UNIQUE,
    setup_id INTEGER NOT NULL REFERENCES setup(id),
    sensor_id INTEGER NOT NULL REFERENCES sensor(id),
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
    started_utc TEXT NOT NULL,
    utc_offset_min INTEGER NOT NULL,
    local_date TEXT NOT NULL,
    program TEXT NOT NULL,
    support TEXT NOT NULL,
    rig_multiplier REAL NOT NULL,
    header_json TEXT NOT NULL,
    batches INTEGER NOT NULL DEFAULT 0,
    ending TEXT,
    reason TEXT,
    exit_code INTEGER,
    duration_s REAL,
    held_s REAL,
    settling_s REAL,
    below_s REAL,
    above_s REAL,
    no_data_s REAL,
    paused_s REAL,
    pressed_s REAL,
    peak_n REAL,
    first_rating INTEGER,
    last_rating INTEGER,
    outcome TEXT,
    let_go INTEGER CHECK (let_go IN (0, 1)),
    cues INTEGER,
    bad_frames INTEGER,
    summary_json TEXT
) STRICT;
CREATE INDEX session_by_setup ON session(setup_id, local_date);
CREATE INDEX session_by_sensor ON session(sensor_id);

CREATE TABLE repetition (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start_s REAL NOT NULL,
    end_s REAL NOT NULL,
    held_s REAL NOT NULL,
    settling_s REAL NOT NULL,
    below_s REAL NOT NULL,
    above_s REAL NOT NULL,
    no_data_s REAL NOT NULL,
    paused_s REAL NOT NULL,
    mean_n REAL,
    peak_n REAL NOT NULL,
    impulse_n_s REAL NOT NULL,
    impulse_mn_ns INTEGER NOT NULL,
    first_rating INTEGER,
    last_rating INTEGER,
    outcome TEXT NOT NULL,
    let_go INTEGER NOT NULL CHECK (let_go IN (0, 1)),
    cues INTEGER NOT NULL
) STRICT;
CREATE INDEX repetition_by_session ON repetition(session_id);

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    profile_id INTEGER NOT NULL REFERENCES profile(id),
    session_id INTEGER REFERENCES session(id) ON DELETE CASCADE,
    written_utc TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX note_by_session ON note(session_id);
CREATE INDEX note_by_profile ON note(profile_id);
"""

_CHUNKS = """
CREATE TABLE tape_chunk (
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    format TEXT NOT NULL,
    first_ns INTEGER NOT NULL,
    last_ns INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    crc32 INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (session_id, seq)
) STRICT;

CREATE TABLE trace_chunk (
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    format TEXT NOT NULL,
    first_ns INTEGER NOT NULL,
    last_ns INTEGER NOT NULL,
    samples INTEGER NOT NULL,
    crc32 INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (session_id, seq)
) STRICT;
"""

_LOG = """
CREATE TABLE happening (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    at_s REAL NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    phase TEXT NOT NULL,
    repetition INTEGER NOT NULL,
    cause TEXT NOT NULL,
    value INTEGER,
    unit TEXT NOT NULL
) STRICT;
CREATE INDEX happening_by_session ON happening(session_id);

CREATE TABLE rating (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    at_s REAL NOT NULL,
    repetition INTEGER NOT NULL,
    due_s REAL NOT NULL,
    held_s REAL NOT NULL,
    rating INTEGER,
    matched INTEGER NOT NULL CHECK (matched IN (0, 1)),
    force_n REAL NOT NULL,
    reference_n REAL
) STRICT;
CREATE INDEX rating_by_session ON rating(session_id);

CREATE TABLE calibration (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    at_s REAL NOT NULL,
    tender_n REAL NOT NULL,
    comfort_n REAL,
    ramps INTEGER NOT NULL
) STRICT;
CREATE INDEX calibration_by_session ON calibration(session_id);

CREATE TABLE zero (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    at_s REAL NOT NULL,
    zero_n REAL NOT NULL
) STRICT;
CREATE INDEX zero_by_session ON zero(session_id);
"""

_VIEWS = """
CREATE VIEW sessions AS
SELECT
    s.id,
    s.started_utc,
    s.utc_offset_min,
    s.local_date,
    p.name AS profile,
    u.point,
    u.side,
    u.tool,
    s.simulated,
    s.imported,
    COALESCE(s.ending, 'interrupted') AS ending,
    s.ending IS NOT NULL AS closed,
    COALESCE(s.held_s, r.held_s, 0.0) AS held_s,
    COALESCE(s.pressed_s, r.pressed_s, 0.0) AS pressed_s,
    COALESCE(s.peak_n, r.peak_n, 0.0) AS peak_n,
    COALESCE(r.repetitions, 0) AS repetitions,
    s.first_rating,
    s.last_rating,
    s.outcome
FROM session s
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id
LEFT JOIN (
    SELECT
        session_id,
        COUNT(*) AS repetitions,
        SUM(held_s) AS held_s,
        SUM(end_s - start_s) AS pressed_s,
        MAX(peak_n) AS peak_n
    FROM repetition
    GROUP BY session_id
) r ON r.session_id = s.id;

CREATE VIEW counted_sessions AS
SELECT * FROM sessions WHERE simulated = 0 AND imported = 0;

CREATE VIEW calibrations AS
SELECT
    c.id,
    c.session_id,
    p.name AS profile,
    u.point,
    u.side,
    u.tool,
    s.rig_multiplier,
    s.local_date,
    c.at_s,
    c.tender_n,
    c.comfort_n,
    c.ramps,
    s.simulated,
    s.imported
FROM calibration c
JOIN session s ON s.id = c.session_id
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id;

CREATE VIEW zeros AS
SELECT
    z.id,
    z.session_id,
    p.name AS profile,
    u.tool,
    n.kind AS sensor_kind,
    n.address AS sensor_address,
    s.rig_multiplier,
    s.started_utc,
    z.at_s,
    z.zero_n,
    s.simulated,
    s.imported
FROM zero z
JOIN session s ON s.id = z.session_id
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id
JOIN sensor n ON n.id = s.sensor_id;

CREATE VIEW answers AS
SELECT
    h.id,
    h.session_id,
    p.name AS profile,
    s.local_date,
    s.started_utc,
    h.at_s,
    h.name AS question,
    h.cause = 'yes' AS yes,
    s.simulated,
    s.imported
FROM happening h
JOIN session s ON s.id = h.session_id
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id
WHERE h.kind = 'answer' AND h.phase = 'SCREENING';

CREATE VIEW daily_use AS
SELECT
    profile,
    local_date,
    COUNT(*) AS sessions,
    COUNT(DISTINCT point || ' ' || side) AS points,
    SUM(held_s) AS held_s,
    SUM(pressed_s) AS pressed_s
FROM counted_sessions
GROUP BY profile, local_date;
"""

_SENSOR_SETUPS = """
CREATE TABLE sensor_setup (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL COLLATE NOCASE,
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    options_json TEXT NOT NULL,
    true_rate_hz REAL,
    made_utc TEXT NOT NULL,
    conversion_json TEXT,
    conversion_date TEXT,
    fit_error_n REAL,
    UNIQUE (address, simulated)
) STRICT;
"""

_RIGS = """
CREATE TABLE rig_check (
    id INTEGER PRIMARY KEY,
    profile_id INTEGER NOT NULL REFERENCES profile(id),
    tool TEXT NOT NULL,
    address TEXT NOT NULL COLLATE NOCASE,
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    kind TEXT NOT NULL,
    multiplier REAL NOT NULL,
    checked_utc TEXT NOT NULL,
    checked_date TEXT NOT NULL,
    error_n REAL,
    weights_json TEXT NOT NULL
) STRICT;
CREATE INDEX rig_check_by_setup ON rig_check(profile_id, tool, address);
"""

_CARE = """
ALTER TABLE profile ADD COLUMN settings_json TEXT;

CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    after_h INTEGER NOT NULL,
    answered_utc TEXT NOT NULL,
    local_date TEXT NOT NULL,
    soreness INTEGER NOT NULL CHECK (soreness BETWEEN 0 AND 10),
    bruise INTEGER NOT NULL CHECK (bruise IN (0, 1)),
    warning INTEGER NOT NULL CHECK (warning IN (0, 1)),
    UNIQUE (session_id, after_h)
) STRICT;

CREATE VIEW follow_ups AS
SELECT
    f.id,
    f.session_id,
    p.name AS profile,
    u.point,
    u.side,
    u.tool,
    s.local_date AS session_date,
    f.local_date,
    f.after_h,
    f.soreness,
    f.bruise,
    f.warning,
    s.simulated,
    s.imported
FROM follow_up f
JOIN session s ON s.id = f.session_id
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id;
"""

_TRUST = """
CREATE TABLE pinned_key (
    id INTEGER PRIMARY KEY,
    therapist TEXT NOT NULL COLLATE NOCASE UNIQUE,
    key_hex TEXT NOT NULL,
    pinned_utc TEXT NOT NULL
) STRICT;

CREATE TABLE read_result (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    sha256_hex TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    read_utc TEXT NOT NULL
) STRICT;
"""

_PLANS = """
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    profile_id INTEGER NOT NULL REFERENCES profile(id),
    plan_id TEXT NOT NULL,
    issue INTEGER NOT NULL,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    signer TEXT NOT NULL,
    first_day TEXT NOT NULL,
    opened_utc TEXT NOT NULL,
    closed_utc TEXT
) STRICT;
CREATE INDEX plan_by_profile ON plan(profile_id);
CREATE UNIQUE INDEX plan_open ON plan(profile_id) WHERE closed_utc IS NULL;

CREATE TABLE left_out (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan(id) ON DELETE CASCADE,
    local_date TEXT NOT NULL,
    point TEXT NOT NULL,
    side TEXT NOT NULL,
    reason TEXT NOT NULL,
    said_utc TEXT NOT NULL,
    UNIQUE (plan_id, local_date, point, side)
) STRICT;
"""
