"""Step 6: what reads the log quickly, in plain names, and finds words in its notes."""

from typing import Final

_INDEXES: Final = """
CREATE INDEX session_by_start ON session(started_utc, id);
CREATE INDEX session_by_setup_start ON session(setup_id, simulated, imported, started_utc);
CREATE INDEX session_by_day ON session(local_date);
CREATE INDEX session_not_closed ON session(id) WHERE ending IS NULL;
CREATE INDEX follow_up_with_sign ON follow_up(session_id) WHERE warning = 1;
CREATE INDEX follow_up_by_soreness ON follow_up(soreness);
"""

_SESSIONS: Final = """
DROP VIEW sessions;
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
    COALESCE(
        s.held_s, (SELECT SUM(r.held_s) FROM repetition r WHERE r.session_id = s.id), 0.0
    ) AS held_s,
    COALESCE(
        s.pressed_s,
        (SELECT SUM(r.end_s - r.start_s) FROM repetition r WHERE r.session_id = s.id),
        0.0
    ) AS pressed_s,
    COALESCE(
        s.peak_n, (SELECT MAX(r.peak_n) FROM repetition r WHERE r.session_id = s.id), 0.0
    ) AS peak_n,
    (SELECT COUNT(*) FROM repetition r WHERE r.session_id = s.id) AS repetitions,
    s.first_rating,
    s.last_rating,
    s.outcome
FROM session s
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id;
"""
"""As before, with the repetitions of the sessions that are asked for, and not of all there are."""

_VIEWS: Final = """
CREATE VIEW newest_sessions AS
SELECT
    s.id,
    p.name AS profile,
    u.point,
    u.side,
    u.tool,
    s.support,
    s.rig_multiplier,
    s.started_utc,
    s.local_date,
    s.simulated,
    s.imported
FROM setup u
JOIN profile p ON p.id = u.profile_id
CROSS JOIN (SELECT 0 AS yes UNION ALL SELECT 1) AS simulation
CROSS JOIN (SELECT 0 AS yes UNION ALL SELECT 1) AS import
JOIN session s ON s.id = (
    SELECT x.id FROM session x
    WHERE x.setup_id = u.id AND x.simulated = simulation.yes AND x.imported = import.yes
    ORDER BY x.started_utc DESC, x.id DESC LIMIT 1
);

CREATE VIEW repetitions AS
SELECT
    r.id,
    r.session_id,
    p.name AS profile,
    u.point,
    u.side,
    u.tool,
    s.local_date,
    r.number,
    r.start_s,
    r.end_s,
    r.held_s,
    r.settling_s,
    r.below_s,
    r.above_s,
    r.no_data_s,
    r.paused_s,
    r.mean_n,
    r.peak_n,
    r.impulse_n_s,
    r.first_rating,
    r.last_rating,
    r.outcome,
    s.simulated,
    s.imported
FROM repetition r
JOIN session s ON s.id = r.session_id
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id;

CREATE VIEW ratings AS
SELECT
    r.id,
    r.session_id,
    p.name AS profile,
    u.point,
    u.side,
    u.tool,
    s.local_date,
    r.at_s,
    r.repetition,
    r.held_s,
    r.rating,
    r.force_n,
    r.reference_n,
    r.matched,
    s.simulated,
    s.imported
FROM rating r
JOIN session s ON s.id = r.session_id
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id;

CREATE VIEW notes AS
SELECT
    n.id,
    n.session_id,
    p.name AS profile,
    u.point,
    u.side,
    u.tool,
    s.local_date,
    n.written_utc,
    n.text,
    s.simulated,
    s.imported
FROM note n
JOIN profile p ON p.id = n.profile_id
LEFT JOIN session s ON s.id = n.session_id
LEFT JOIN setup u ON u.id = s.setup_id;

CREATE VIEW point_history AS
SELECT
    s.id AS session_id,
    p.name AS profile,
    u.point,
    u.side,
    u.tool,
    s.support,
    n.address AS sensor_address,
    s.rig_multiplier,
    s.started_utc,
    s.local_date,
    s.pressed_s,
    s.held_s,
    s.settling_s,
    s.below_s,
    s.above_s,
    ROUND(
        100.0 * (s.held_s + s.settling_s)
        / NULLIF(s.held_s + s.settling_s + s.below_s + s.above_s, 0.0)
    ) AS in_band_percent,
    s.first_rating,
    s.last_rating,
    s.outcome,
    c.tender_n AS threshold_n,
    c.comfort_n,
    c.ramps AS threshold_ramps,
    f.soreness AS next_day_soreness,
    f.bruise AS next_day_bruise,
    s.simulated,
    s.imported
FROM session s
JOIN setup u ON u.id = s.setup_id
JOIN profile p ON p.id = u.profile_id
JOIN sensor n ON n.id = s.sensor_id
LEFT JOIN calibration c
    ON c.id = (SELECT MAX(id) FROM calibration WHERE session_id = s.id)
LEFT JOIN follow_up f ON f.session_id = s.id AND f.after_h = 24;
"""

_WORDS: Final = """
CREATE VIRTUAL TABLE note_fts USING fts5(
    text, content="note", content_rowid="id", tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO note_fts(note_fts) VALUES ('rebuild');
CREATE TRIGGER note_ai AFTER INSERT ON note BEGIN
    INSERT INTO note_fts(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER note_ad AFTER DELETE ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER note_au AFTER UPDATE ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO note_fts(rowid, text) VALUES (new.id, new.text);
END;
"""
"""Named as sqlite-utils and Datasette look for it: both search notes without being told how."""

READING: Final = _INDEXES + _SESSIONS + _VIEWS + _WORDS
