"""`tpdevice result`: from the log of one person to the screen of another, and what is refused."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from carelog import press, say
from msgspec.structs import replace
from running import Said, tpdevice
from some_session import HEADER, NOON, SUMMARY, on, store_one

from tpdevice.core.plan import Side
from tpdevice.core.record import Ending
from tpdevice.homework.resultfile import packed, unpacked
from tpdevice.runtime.keyfile import Keys, make_keys
from tpdevice.runtime.ownplan import open_file
from tpdevice.runtime.plans import opened
from tpdevice.runtime.sealing import is_sealed, unseal
from tpdevice.runtime.signing import sign
from tpdevice.store.database import open_store
from tpdevice.store.plans import LeftOut, keep_reason
from tpdevice.store.trust import pin

SEED, OTHER = bytes(range(32)), bytes(range(1, 33))
UNTIL = ("--until", "2026-03-08")


class Desk:
    """Two computers: Ada's log, and the therapist's keys and log."""

    def __init__(self, folder: Path) -> None:
        self.log, self.theirs = folder / "ada.db", folder / "theirs.db"
        self.plan, self.file = folder / "plan.toml", folder / "ada.tpresult"
        self.keys = folder / "keys.toml"
        self.own: Keys = make_keys(self.keys)
        self.write_plan(self.own.results_to)

    def write_plan(self, results_to: str = "", *, seed: bytes | None = None) -> None:
        text = (
            'person = "Ada"\nplan_id = "desk-1"\nfirst_day = 2026-03-01\ndays = ["sun", "wed"]\n'
            '[[points]]\npoint = "UT"\nside = "left"\ntool = "ball"\n'
            f'[therapist]\nname = "Rose"\nresults_to = "{results_to}"\n'
        )
        self.plan.write_text(text if seed is None else sign(text, seed), encoding="utf-8")

    def send(self, *more: str, typed: str | None = None) -> Said:
        asked = ("--without-name",) if typed is None and "--with-name" not in more else ()
        to = ("-o", str(self.file), "--force")
        words = ("result", "send", str(self.plan), *UNTIL, *asked, *to, *more)
        return tpdevice("--db", str(self.log), *words, typed=typed)

    def read(self, *more: str) -> Said:
        words = ("result", "read", str(self.file), "--keys", str(self.keys), *more)
        return tpdevice("--db", str(self.theirs), *words)

    def sent(self) -> str:
        """The person whom the file names."""
        return unpacked(unseal(self.file.read_bytes(), self.own.identity)).person


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    store_one(made.log)
    return made


def test_what_was_done_comes_back_encrypted_and_is_read(desk: Desk) -> None:
    done = desk.send("--with-name")
    assert (done.code, done.out) == (0, "")
    assert "one session, 2026-03-01 to 2026-03-08" in " ".join(done.err.split())
    assert "only the owner of the key" in done.err
    assert is_sealed(desk.file.read_bytes())
    read = desk.read("--plan", str(desk.plan))
    assert read.code == 0
    assert read.out.startswith("Ada, plan desk-1: 2026-03-01 to 2026-03-08")
    assert "Days: 1 of 2 planned, 50 %" in read.out
    assert "In the band: 54 of 360 s assigned, 15 %" in read.out
    assert "Nothing was held on 2026-03-04." in read.out
    assert "no data for 3 s, counted nowhere" in " ".join(read.out.split())
    assert "never checked with a known weight" in read.out
    assert read.err == ""


def test_without_a_key_in_the_plan_it_is_told_that_anybody_can_read_it(desk: Desk) -> None:
    desk.write_plan()
    assert "NOT encrypted" in desk.send().err
    assert unpacked(desk.file.read_bytes()).sessions
    assert desk.read().code == 0


@pytest.mark.parametrize(("typed", "name"), [("y\n", "Ada"), ("n\n", "")])
def test_the_name_is_asked_about(desk: Desk, typed: str, name: str) -> None:
    done = desk.send(typed=typed)
    assert "Send the name Ada along" in done.err
    assert desk.sent() == name


def test_with_nobody_to_ask_the_name_stays_here(desk: Desk) -> None:
    to = ("-o", str(desk.file))
    done = tpdevice("--db", str(desk.log), "result", "send", str(desk.plan), *UNTIL, *to)
    assert "Without the name Ada" in done.err
    assert desk.sent() == ""
    assert "Ada" not in desk.read().out


def test_the_file_gets_a_name_that_leads_into_no_other_folder(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = desk.plan.read_text(encoding="utf-8")
    desk.plan.write_text(
        text.replace('person = "Ada"', 'person = "C: Ada * x|y"'), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    words = ("result", "send", str(desk.plan), "--profile", "Ada", "--with-name", *UNTIL)
    assert tpdevice("--db", str(desk.log), *words).code == 0
    assert (tmp_path / "result-c-ada-x-y-2026-03-08.tpresult").is_file()
    again = tpdevice("--db", str(desk.log), *words)
    assert again.code == 2
    assert "--force" in again.err
    desk.plan.write_text(text.replace('person = "Ada"', 'person = "../../etc/Ada"'), "utf-8")
    assert "A name has no /" in tpdevice("--db", str(desk.log), *words, "--force").err


def test_exceptions_stand_first_and_what_was_beside_the_plan_is_marked(desk: Desk) -> None:
    stopped = replace(SUMMARY, ending=Ending.STOPPED_BY_GUARD, reason="too strong")
    at = NOON + timedelta(days=1)
    other = replace(on(HEADER, side=Side.RIGHT), local_date="2026-03-02")
    store_one(desk.log, other, at=at, summary=stopped)
    say(desk.log, 1, 2, warning=True)
    desk.send()
    lines = desk.read().out.splitlines()
    first = lines.index("To look at first:")
    assert "named a sign" in lines[first + 1]
    assert lines[first + 2] == "  2026-03-02 UT right: stopped for safety: too strong"
    assert any(line.endswith("beside the plan") for line in lines)


def test_who_stopped_is_told_as_somebody_else_reads_it(desk: Desk) -> None:
    stopped = replace(SUMMARY, ending=Ending.STOPPED_BY_PERSON, reason="Escape")
    store_one(desk.log, HEADER, at=NOON + timedelta(hours=1), summary=stopped)
    desk.send()
    said = desk.read().out
    assert "stopped by you" not in said
    assert said.count("stopped by the person") == 2


def test_why_something_was_left_out_is_sent_told_and_read(desk: Desk) -> None:
    asked = opened(desk.plan.read_bytes())
    own = open_file(desk.log, asked, name="plan", now=datetime.fromisoformat("2026-03-01T09:00Z"))
    with open_store(desk.log) as store:
        left = LeftOut(date(2026, 3, 4), "UT", "left", "sore")
        keep_reason(store, own.number, left, now=NOON)
    assert "It tells why you left something out, as you said it." in desk.send().err
    read = desk.read("--plan", str(desk.plan)).out
    assert "  Nothing was held on 2026-03-04 (sore)." in read
    assert "\n2026-03-04 UT left, left out: sore.\n" in read
    again = desk.read("--again").out
    assert "2026-03-04 UT left, left out: sore." in again
    told = json.loads(desk.read("--again", "--plan", str(desk.plan), "--json").out)
    assert told["exceptions"][0]["why"] == "sore"
    assert told["result"]["left_out"] == [
        {"local_date": "2026-03-04", "point": "UT", "side": "left", "reason": "sore"}
    ]


def test_a_day_that_was_moved_counts_and_is_told(desk: Desk) -> None:
    press(desk.log, datetime.fromisoformat("2026-03-05T09:00:00+00:00"))
    desk.send()
    out = desk.read("--plan", str(desk.plan)).out
    assert "Days: 2 of 2 planned, 100 %; 1 of them on other days than planned." in out
    assert "Nothing was held on 2026-03-04." in out


def test_a_program_gets_all_of_it_as_json(desk: Desk) -> None:
    desk.send()
    told = json.loads(desk.read("--json", "--plan", str(desk.plan)).out)
    assert told["adherence"]["days"] == {"done": 1, "asked": 2, "percent": 50}
    assert told["exceptions"][0]["kind"] == "missed day"
    assert told["result"]["sessions"][0]["holds"][0]["no_data_s"] == 3
    assert told["result"]["sessions"][0]["trace"]["step_s"] == 0.2


def test_simulated_sessions_are_sent_only_if_asked_for_and_marked(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    store_one(desk.log, replace(HEADER, simulated=True))
    assert "Sessions with a simulator: --simulated." in desk.send().err
    assert "SIMULATED" in desk.send("--simulated").err
    out = desk.read().out
    assert "SIMULATED: 1 of 1 sessions" in out
    assert "Days: 0 of" in desk.read("--again", "--plan", str(desk.plan)).out
    assert "Days: 1 of" in desk.read("--again", "--simulated", "--plan", str(desk.plan)).out


@pytest.mark.parametrize("others", [False, True])
def test_a_plan_that_was_opened_and_not_begun_says_what_comes_next(
    tmp_path: Path, *, others: bool
) -> None:
    desk = Desk(tmp_path)
    if others:
        store_one(desk.log, on(HEADER, profile="Bo"))
    open_file(desk.log, opened(desk.plan.read_bytes()), name="plan", now=NOON)
    done = tpdevice("--db", str(desk.log), "result", "send", "--profile", "Ada")
    assert done.code == 2
    assert "Nothing was pressed by Ada yet, so there is nothing to send." in done.err
    assert f"What is due stands at home: `tpdevice --db {desk.log}`." in " ".join(done.err.split())


def test_somebody_of_another_name_is_told_who_is_known(desk: Desk) -> None:
    done = desk.send("--profile", "Robin")
    assert "The log knows nobody called Robin." in done.err
    assert "Known: Ada." in done.err


def test_a_result_that_was_read_is_told_to_be_known(desk: Desk) -> None:
    desk.send()
    assert desk.read().code == 0
    again = desk.read()
    assert again.code == 1
    assert "was read already" in again.err
    assert "--again" in again.err
    assert desk.read("--again").code == 0


def test_another_file_under_the_number_of_a_known_one_is_refused(desk: Desk) -> None:
    desk.write_plan()
    desk.send()
    desk.read()
    found = unpacked(desk.file.read_bytes())
    desk.file.write_bytes(packed(replace(found, sessions=())))
    forged = desk.read("--again")
    assert forged.code == 1
    assert "says something else" in forged.err


def test_the_wrong_keys_and_none_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    desk.send()
    make_keys(tmp_path / "others.toml")
    desk.keys = tmp_path / "others.toml"
    wrong = desk.read()
    assert wrong.code == 1
    assert "another key than yours" in wrong.err
    desk.keys = tmp_path / "none.toml"
    assert "There are no keys" in desk.read().err


@pytest.mark.parametrize("data", [b"", b"x", b"tpdevice result 1\n", b"PK\x03\x04", b"\0" * 99])
def test_a_file_that_is_no_result_is_refused_and_nothing_is_kept(desk: Desk, data: bytes) -> None:
    desk.file.write_bytes(data)
    done = desk.read()
    assert done.code == 1
    assert done.out == ""
    assert not desk.theirs.exists()


def test_a_huge_file_is_refused_unread(desk: Desk) -> None:
    with desk.file.open("wb") as file:
        file.truncate(1 << 30)
    assert "larger than" in desk.read().err


def test_a_plan_that_was_changed_after_it_was_signed_sends_nothing(desk: Desk) -> None:
    desk.write_plan(desk.own.results_to, seed=SEED)
    text = desk.plan.read_text(encoding="utf-8")
    desk.plan.write_text(text.replace("desk-1", "desk-2"), encoding="utf-8")
    done = desk.send()
    assert done.code == 1
    assert "changed after it was signed" in done.err
    assert not desk.file.exists()


def test_a_plan_of_another_key_than_the_known_one_sends_nothing(desk: Desk) -> None:
    with open_store(desk.log) as store:
        pin(store, "Rose", SEED, now=NOON)
    desk.write_plan(desk.own.results_to, seed=OTHER)
    done = desk.send()
    assert done.code == 1
    assert "another key" in done.err
    assert not desk.file.exists()


@pytest.mark.parametrize(
    "text",
    ["", "x = ", 'person = "Ada"', "a" * 70_000, "x = " + "[" * 5_000, "x = " + "9" * 9_000],
    ids=["empty", "half", "without places", "long", "deep", "a long number"],
)
def test_a_file_that_is_no_plan_sends_nothing(desk: Desk, text: str) -> None:
    desk.plan.write_text(text, encoding="utf-8")
    done = desk.send()
    assert done.code == 2
    assert "Traceback" not in done.err
    assert not desk.file.exists()


def test_a_plan_without_a_first_day_asks_for_it(desk: Desk) -> None:
    text = desk.plan.read_text(encoding="utf-8").replace("first_day = 2026-03-01\n", "")
    desk.plan.write_text(text, encoding="utf-8")
    assert "--since" in desk.send().err
    assert desk.send("--since", "2026-02-28").code == 0


def test_another_plan_than_the_one_that_was_answered_is_told(desk: Desk) -> None:
    desk.send()
    text = desk.plan.read_text(encoding="utf-8")
    desk.plan.write_text(text.replace('"sun"', '"sat"'), encoding="utf-8")
    done = desk.read("--plan", str(desk.plan))
    assert done.code == 0
    assert "is not word for word the plan" in done.err


def test_a_day_that_is_still_running_is_not_missed(desk: Desk) -> None:
    press(desk.log, datetime.fromisoformat("2026-03-08T09:00:00+00:00"))
    desk.send()
    told = json.loads(desk.read("--json", "--plan", str(desk.plan)).out)
    assert told["adherence"]["missed"] == ["2026-03-04"]
