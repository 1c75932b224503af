"""`log`, `show`, `replay`, `tape`, `--db`: what was kept, and each way to ask for it wrongly."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import Said, tpdevice


def test_the_log_hides_simulated_sessions_unless_asked(log_file: Path) -> None:
    hidden = tpdevice("--db", str(log_file), "log")
    assert (hidden.code, hidden.out) == (0, "")
    assert "Simulated ones: --simulated" in hidden.err
    shown = tpdevice("--db", str(log_file), "log", "--simulated")
    assert shown.code == 0
    head, newest, oldest = shown.out.splitlines()
    assert head.split()[:4] == ["n", "when", "who", "point"]
    assert "stopped for safety  SIMULATED" in newest
    assert "finished" in oldest
    assert shown.err == ""


def test_the_log_can_be_narrowed(log_file: Path) -> None:
    one = tpdevice("--db", str(log_file), "log", "--simulated", "-n", "1", "--json")
    assert [line["id"] for line in json.loads(one.out)] == [2]
    nobody = tpdevice("--db", str(log_file), "log", "--simulated", "--profile", "x\x1b[31m")
    assert (nobody.code, nobody.out, nobody.err) == (0, "", "No sessions of x[31m yet.\n")
    assert tpdevice("--db", str(log_file), "log", "-n", "0").code == 2


def test_a_profile_is_looked_for_as_its_name_is_kept(log_file: Path) -> None:
    for typed in (" demo\n", "de\x1bmo"):
        said = tpdevice("--db", str(log_file), "log", "--simulated", "--json", "--profile", typed)
        assert [line["profile"] for line in json.loads(said.out)] == ["demo", "demo"]


def test_what_was_only_read_shows_no_count_and_no_outcome(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE session SET ending = 'only read' WHERE id = 1")
    said = tpdevice("--db", str(log_file), "log", "--simulated")
    (line,) = [line.split() for line in said.out.splitlines() if "only read" in line]
    assert line[-6:] == ["-", "-", "-", "only", "read", "SIMULATED"]


@pytest.mark.parametrize("typed", ["", " ", "\x1b"])
def test_a_blank_profile_is_refused(typed: str, log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "log", "--simulated", "--profile", typed)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("tpdevice: --profile is blank.")


def test_a_log_that_does_not_exist_is_empty_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    said = tpdevice("--db", str(path), "log", "--json")
    assert (said.code, json.loads(said.out)) == (0, [])
    assert f"There is no log yet at {path}." in said.err
    assert not path.exists()


def test_a_session_is_shown_with_its_ratings_and_lines(log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "show", "1", "--all")
    assert said.code == 0
    assert "SIMULATED · Upper trapezius" in said.out
    assert "held 10 s" in said.out
    assert "first tender" in said.out
    assert "matched" in said.out
    assert said.err == ""
    lines = [line.split() for line in said.out.splitlines()]
    assert lines[-1][3:6] == ["cue", "done", "all"]
    values = {words[4]: words[5:7] for words in lines if words[3:4] in (["mark"], ["band"])}
    assert set(values) == {"tender", "comfort", "bottom", "top", "aim", "ceiling"}
    assert all(unit == "N" and 5 < float(value) < 120 for value, unit in values.values())


def test_a_session_that_was_cut_off_is_shown_with_what_its_tape_comes_to(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute(
            "UPDATE session SET ending = NULL, summary_json = NULL, held_s = NULL WHERE id = 1"
        )
        db.execute("DELETE FROM repetition WHERE session_id = 1")
    said = tpdevice("--db", str(log_file), "show", "1")
    assert "SIMULATED · Upper trapezius" in said.out
    assert "held 10 s" in said.out
    assert "cut off, or is still running" in said.err
    lines = json.loads(tpdevice("--db", str(log_file), "log", "--simulated", "--json").out)
    (line,) = [line for line in lines if line["id"] == 1]
    assert line["ending"] == "cut off or running"
    assert line["held_s"] == pytest.approx(10.0, abs=0.1)
    assert "held 10 s" in tpdevice("--db", str(log_file), "replay", "1").out


def test_a_session_that_was_cut_off_and_damaged_says_that_it_cannot_be_counted(
    log_file: Path,
) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE session SET ending = NULL, summary_json = NULL WHERE id = 1")
        db.execute("UPDATE tape_chunk SET data = zeroblob(20) WHERE session_id = 1")
    said = tpdevice("--db", str(log_file), "show", "1")
    assert said.code == 0
    assert "its tape is damaged" in said.err
    assert "comes to so far" not in said.err
    assert tpdevice("--db", str(log_file), "log", "--simulated").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "--simulated", "--json"),
        ("show", "1", "--json"),
        ("replay", "1", "--json"),
        ("reanalyse", "1", "--json"),
        ("thresholds", "--simulated", "--json"),
        ("devices", "--json"),
        ("cues", "--json"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_json_is_one_whole_document_and_nothing_else(
    arguments: tuple[str, ...], log_file: Path
) -> None:
    said = tpdevice("--db", str(log_file), *arguments)
    assert said.code == 0
    assert json.loads(said.out)
    assert said.err == ""


def test_a_time_is_written_alike_wherever_it_is_json(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE session SET utc_offset_min = 0 WHERE id = 1")
        db.execute("UPDATE session SET utc_offset_min = 330 WHERE id = 2")
    listed = json.loads(tpdevice("--db", str(log_file), "log", "--simulated", "--json").out)
    for line in listed:
        shown = tpdevice("--db", str(log_file), "show", str(line["id"]), "--json")
        assert json.loads(shown.out)["line"]["started"] == line["started"]
    assert [line["started"][-6:] for line in listed if line["id"] == 2] == ["+05:30"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_session_replays_as_it_was_recorded(number: int, log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "replay", str(number))
    assert said.code == 0
    assert "The same as recorded, to the last line." in said.err
    assert "[SIMULATED]" in said.out
    as_json = json.loads(tpdevice("--db", str(log_file), "replay", str(number), "--json").out)
    assert as_json["same"] is True
    assert as_json["differences"] == []


def test_a_session_that_comes_out_differently_is_said_to(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE rating SET rating = 9 WHERE session_id = 1")
    said = tpdevice("--db", str(log_file), "replay", "1")
    assert said.code == 1
    assert "lines under the same version" in said.err
    recorded, now = said.err.splitlines()[1:3]
    assert recorded.startswith("  recorded: rating: at_ns ")
    assert ", value 9, " in recorded
    assert now.startswith("  now: rating: at_ns ")
    assert recorded.split(", value")[0].split()[1:] == now.split(", value")[0].split()[1:]


def test_a_line_that_differs_is_told_in_a_line_of_words(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE happening SET value = 1 WHERE name = 'tender' AND session_id = 1")
        db.execute("DELETE FROM zero WHERE session_id = 1")
    said = tpdevice("--db", str(log_file), "replay", "1")
    assert said.code == 1
    key, _, mark, _, *rest = said.err.splitlines()[1:]
    assert " s · CALIBRATE 1 · key tender · simulated · 1" in key
    assert mark.endswith(" s · CALIBRATE 1 · mark tender · 1 mN")
    assert rest[0] == "  recorded: nothing"
    assert rest[1].startswith("  now: zero: at_ns ")
    assert "Row(" not in said.err


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE happening SET name = 'x' WHERE session_id = 1 AND kind = 'cue'",
        "UPDATE rating SET matched = 1 - matched WHERE session_id = 1",
        "UPDATE zero SET zero_n = zero_n + 1 WHERE session_id = 1",
        "UPDATE calibration SET tender_n = tender_n + 1 WHERE session_id = 1",
        "UPDATE repetition SET cues = cues + 1 WHERE session_id = 1",
    ],
    ids=lambda change: change.split()[1],
)
def test_whatever_kind_of_row_differs_is_found(change: str, log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute(change)
    said = tpdevice("--db", str(log_file), "replay", "1", "--json")
    assert said.code == 1
    found = json.loads(said.out)
    assert found["same"] is False
    assert found["differences"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM rating WHERE session_id = 1", "came after the last that was stored"),
        ("UPDATE rating SET rating = 9 WHERE session_id = 1", "comes out differently"),
    ],
)
def test_a_session_that_was_never_closed_is_not_excused_for_what_differs(
    change: str, said: str, log_file: Path
) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE session SET ending = NULL, summary_json = NULL WHERE id = 1")
        db.execute(change)
    replayed = tpdevice("--db", str(log_file), "replay", "1")
    assert replayed.code == 1
    assert said in replayed.err


@pytest.mark.parametrize("column", ["header_json", "summary_json"])
def test_a_session_whose_record_is_damaged_names_a_next_step(
    column: str, log_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(log_file.read_bytes())
    with closing(sqlite3.connect(path)) as log, log:
        log.execute(f"UPDATE session SET {column} = substr({column}, 1, 40) WHERE id = 1")
    said = tpdevice("--db", str(path), "show", "1")
    assert said.code == 1
    assert "session 1" in said.err
    assert "a backup may hold this session whole" in said.err
    assert tpdevice("--db", str(path), "log", "--simulated").code == 0
    assert tpdevice("--db", str(path), "show", "2").code == 0


@pytest.mark.parametrize("number", ["0", "-5", "99", "9" * 30, "-" + "9" * 30])
@pytest.mark.parametrize("command", [("show",), ("replay",), ("tape", "export")])
def test_a_session_that_is_not_there_is_one_sentence(
    command: tuple[str, ...], number: str, log_file: Path
) -> None:
    said = tpdevice("--db", str(log_file), *command, "--", number)
    assert said.code == 1
    assert said.out == ""
    first, hint = said.err.splitlines()
    assert first == f"tpdevice: {log_file}: has no session {number}."
    assert "`tpdevice log` lists" in hint


def test_a_tape_comes_back_from_a_file_as_it_was(log_file: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "one.jsonl", tmp_path / "other.db"
    exported = tpdevice("--db", str(log_file), "tape", "export", "1", "-o", str(file))
    assert (exported.code, exported.out, exported.err) == (0, "", f"Written to {file}.\n")
    imported = tpdevice("--db", str(other), "tape", "import", str(file))
    assert (imported.code, imported.out) == (0, "")
    assert "Kept as session 1" in imported.err
    assert tpdevice("--db", str(other), "replay", "1").code == 0
    again = tpdevice("--db", str(other), "tape", "export", "1", "-o", str(tmp_path / "again"))
    assert again.code == 0
    assert (tmp_path / "again").read_bytes() == file.read_bytes()


def test_a_tape_that_was_cut_off_is_shown_with_what_it_comes_to_also_where_it_was_imported(
    log_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "cut.jsonl"
    tpdevice("--db", str(log_file), "tape", "export", "1", "-o", str(file))
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[: len(lines) * 9 // 10]), encoding="utf-8")
    assert imported(file, tmp_path).code == 0
    said = tpdevice("--db", str(tmp_path / "other.db"), "show", "1")
    assert "in all: held" in said.out
    assert "damaged" not in said.err


def test_an_anonymous_tape_names_nobody(log_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    tpdevice("--db", str(log_file), "tape", "export", "1", "-o", str(file), "--anonymous")
    text = file.read_text(encoding="utf-8")
    for name in ("demo", "hook cane", "Progressor_"):
        assert name not in text
    assert tpdevice("--db", str(tmp_path / "o.db"), "tape", "import", str(file)).code == 0


def edited(log_file: Path, tmp_path: Path, before: str, after: str) -> Path:
    """Return a tape file of which one text was replaced."""
    file = tmp_path / "edited.jsonl"
    tpdevice("--db", str(log_file), "tape", "export", "1", "-o", str(file))
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    return file


def imported(file: Path, tmp_path: Path) -> Said:
    return tpdevice("--db", str(tmp_path / "other.db"), "tape", "import", str(file))


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff\xfe", b"{}\n", b"[" * 50_000, b'{"format": "tpdevice tape"}\n', b"\n\n\n"],
)
def test_a_file_that_is_no_tape_is_refused_in_one_sentence(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "no.jsonl"
    file.write_bytes(data)
    said = imported(file, tmp_path)
    assert said.code == 1
    assert said.err.startswith("tpdevice: ")
    assert "Traceback" not in said.err
    assert not (tmp_path / "other.db").exists()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('"hold_s":10.0', '"hold_s":1e300', 1),
        ('"device_key":"progressor"', '"device_key":"gramophone"', 2),
        ('"tape_version":1', '"tape_version":999', 1),
        ('"entry":"frame","at_ns":', '"entry":"frame","at_ns":99999999999999999', 1),
        ('"entry":"tick"', '"entry":"dance"', 1),
    ],
)
def test_a_tape_that_makes_no_sense_is_refused_in_one_sentence(
    before: str, after: str, code: int, log_file: Path, tmp_path: Path
) -> None:
    said = imported(edited(log_file, tmp_path, before, after), tmp_path)
    assert said.code == code
    assert said.err.startswith("tpdevice: ")
    assert "Traceback" not in said.err


def test_names_in_a_tape_of_a_stranger_are_harmless_everywhere(
    log_file: Path, tmp_path: Path
) -> None:
    file = edited(log_file, tmp_path, "hook cane", r"\u001b]0;owned\u0007\u202e[red]x[/]\n")
    assert imported(file, tmp_path).code == 0
    for command in (["log", "--simulated"], ["show", "1", "--all"], ["replay", "1"]):
        for json_ in ([], [] if "--all" in command else ["--json"]):
            said = tpdevice("--db", str(tmp_path / "other.db"), *command, *json_)
            assert said.code == 0, said.err
            for char in said.out + said.err:
                assert char == "\n" or char.isprintable(), (command, char)
            if "replay" not in command:
                assert "[red]x[/]" in said.out


def test_files_that_cannot_be_opened_are_named(log_file: Path, tmp_path: Path) -> None:
    where = tmp_path / "no" / "such" / "folder"
    said = tpdevice("--db", str(log_file), "tape", "export", "1", "-o", str(where))
    assert (said.code, said.err) == (1, f"tpdevice: {where}: no such file or directory.\n")
    assert tpdevice("tape", "import", str(tmp_path)).code == 2
    assert tpdevice("tape", "import", str(tmp_path / "none")).code == 2


def unreadable(kind: str, tmp_path: Path) -> Path:
    """Return the path of a file that is no log of ours."""
    path = tmp_path / "bad.db"
    match kind:
        case "text":
            path.write_text("a shopping list, " * 20)
        case "newer":
            tpdevice("--db", str(path), "demo", "--fast", "--short")
            with closing(sqlite3.connect(path)) as db, db:
                db.execute("PRAGMA user_version = 99")
        case "foreign":
            with closing(sqlite3.connect(path)) as db, db:
                db.execute("CREATE TABLE songs (title)")
        case "below a file":
            path.write_text("")
            path = path / "log.db"
    return path


BAD = [
    ("text", "is not a tpdevice log"),
    ("newer", "was written by a newer tpdevice"),
    ("foreign", "is a database, but not a tpdevice log"),
    ("below a file", "cannot be opened"),
]


@pytest.mark.parametrize(("kind", "said"), BAD[:3], ids=lambda value: value)
def test_a_file_that_is_no_log_of_ours_is_named(kind: str, said: str, tmp_path: Path) -> None:
    path = unreadable(kind, tmp_path)
    before = path.read_bytes()
    for command in (["log"], ["show", "1"], ["replay", "1"], ["tape", "export", "1"]):
        answer = tpdevice("--db", str(path), *command)
        assert (answer.code, answer.out) == (1, "")
        first, hint = answer.err.splitlines()
        assert first.startswith(f"tpdevice: {path}: {said}")
        assert "--db" in hint
    assert path.read_bytes() == before


@pytest.mark.parametrize(("kind", "said"), BAD, ids=lambda value: value)
def test_a_session_whose_log_refuses_it_is_saved_elsewhere(
    kind: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unreadable(kind, tmp_path)
    monkeypatch.chdir(tmp_path)
    answer = tpdevice("--db", str(path), "demo", "--fast", "--short", "--seed", "2")
    assert answer.code == 0
    assert f"Not stored: {path}: {said}" in answer.err
    rescued = tmp_path / "tpdevice-rescued.db"
    assert f"Saved as session 1 of {rescued}" in answer.err
    assert "finished" in tpdevice("--db", str(rescued), "log", "--simulated").out


def test_a_session_that_no_file_takes_says_so_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unreadable("text", tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tpdevice-rescued.db").write_text("another shopping list, " * 20)
    monkeypatch.setenv("HOME", str(path))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(path))
    answer = tpdevice("--db", str(path), "demo", "--fast", "--short")
    assert answer.code == 1
    assert "Saved" not in answer.err
    assert answer.out.splitlines()[-1].startswith("peak")


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    said = tpdevice("--db", str(tmp_path), "log")
    assert said.code == 2
    assert f"'{tmp_path}' is a directory" in said.err


def test_a_log_that_another_program_locks_can_be_read_all_the_same(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = tpdevice("--db", str(log_file), "show", "1")
    assert said.code == 0
