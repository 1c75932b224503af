"""A plan there and a result back: two computers, two logs, and files in between."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from carelog import press
from running import Said, tpdevice

from tpdevice.runtime.keyfile import Keys, make_keys
from tpdevice.runtime.trusting import spoken

PLAN = """\
person = "Ada"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

[[points]]
point = "UT"
side = "left"
tool = "cane"

[therapist]
name = "Rose"
"""


class Desks:
    """What the therapist has, and what Ada has."""

    def __init__(self, folder: Path) -> None:
        self.keys, self.plan = folder / "keys.toml", folder / "plan.toml"
        self.signed, self.result = folder / "plan-signed.toml", folder / "ada.tpresult"
        self.theirs, self.log = folder / "rose.db", folder / "ada.db"
        self.own: Keys = make_keys(self.keys)
        self.plan.write_text(PLAN, "utf-8")

    def send(self, *more: str) -> Said:
        return self.rose("plan", "send", str(self.plan), "--keys", str(self.keys), *more)

    def open(self, *more: str) -> Said:
        return self.ada("plan", "open", str(self.signed), *more)

    def rose(self, *words: str) -> Said:
        return tpdevice("--db", str(self.theirs), *words)

    def ada(self, *words: str) -> Said:
        return tpdevice("--db", str(self.log), *words)


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    return Desks(tmp_path)


def test_a_signed_plan_comes_back_as_a_result_that_only_the_therapist_reads(desks: Desks) -> None:
    assert desks.send().code == 0
    assert desks.open("--words", spoken(desks.own.public)).code == 0
    press(desks.log, datetime.now().astimezone() - timedelta(minutes=30))
    sent = desks.ada("result", "send", "--with-name", "-o", str(desks.result))
    assert sent.code == 0, sent.err
    assert b"Ada" not in desks.result.read_bytes()
    read = desks.rose("result", "read", str(desks.result), "--keys", str(desks.keys))
    assert read.code == 0, read.err
    assert "Ada" in read.out
    report = desks.rose("report", str(desks.signed), str(desks.result), "--markdown",
                        "--keys", str(desks.keys))  # fmt: skip
    assert report.code == 0, report.err
    assert "is not the plan" not in report.out
    assert "Ada" in report.out


def test_what_is_sent_is_what_was_written_with_a_number_and_the_way_back(desks: Desks) -> None:
    desks.send()
    text = desks.signed.read_text("utf-8")
    assert text.startswith('plan_id = "ada-')
    assert f'results_to = "{desks.own.results_to}"' in text
    assert [line for line in PLAN.splitlines() if line not in text] == []
    again = desks.send()
    assert again.code == 2
    shutil.copy(desks.signed, desks.plan)
    assert desks.send("--force").code == 0
    assert desks.signed.read_text("utf-8").count("plan_id") == 1


def test_a_new_key_is_not_taken_where_nobody_confirms_its_words(desks: Desks) -> None:
    desks.send()
    refused = desks.open()
    assert refused.code == 1
    assert "A new key has to be confirmed" in refused.err
    assert desks.ada("result", "send").code != 0


def test_a_plan_that_was_changed_or_signed_by_another_is_refused(desks: Desks) -> None:
    desks.send()
    desks.open("--words", spoken(desks.own.public))
    text = desks.signed.read_text("utf-8")
    desks.signed.write_text(text.replace('"cane"', '"drill"'), "utf-8")
    assert "The plan was changed after it was signed" in desks.open().err
    checked = desks.rose("plan", "check", str(desks.signed))
    assert (checked.code, "The plan was changed after it was signed" in checked.err) == (1, True)
    desks.keys.unlink()
    make_keys(desks.keys)
    desks.send("--force")
    other = desks.open()
    assert other.code == 1
    assert "keys forget" in other.err


def test_a_plan_whose_results_go_to_somebody_else_is_not_signed(desks: Desks) -> None:
    other = make_keys(desks.keys.with_name("other.toml"))
    desks.plan.write_text(f'{PLAN}results_to = "{other.results_to}"\n', "utf-8")
    refused = desks.send()
    assert refused.code == 2
    assert "a key that is not yours" in refused.err
    assert not desks.signed.exists()
