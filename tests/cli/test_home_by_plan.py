"""Home by an open plan: what is due by it comes first, and why something was left out is asked."""

from datetime import timedelta
from pathlib import Path

import pytest
from carelog import ADA, press
from msgspec.structs import replace
from running import Said, tpdevice

from tpdevice.core.plan import Side
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.ownplan import open_file, own_plan
from tpdevice.runtime.plans import opened
from tpdevice.store.database import open_for_reading
from tpdevice.store.plans import reasons_of

DAILY = 'days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n'
PLAN = (
    'person = "Ada"\n'
    + DAILY
    + 'exclude = ["LS"]\n[[points]]\npoint = "UT"\nside = "left"\ntool = "cane"\n'
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return the log of somebody who pressed elsewhere, and has had a plan since yesterday."""
    path = tmp_path / "log.db"
    press(path, local_now() - timedelta(days=4), replace(ADA, side=Side.RIGHT))
    press(path, local_now() - timedelta(days=5), replace(ADA, point="LS"))
    open_file(path, opened(PLAN.encode()), name="plan", now=local_now() - timedelta(days=1))
    return path


def home(log: Path, *, typed: str) -> Said:
    return tpdevice("--db", str(log), "--plain", typed=typed)


def reasons(log: Path) -> list[str]:
    with open_for_reading(log) as store:
        own = own_plan(store, "Ada")
        assert own is not None
        return [each.reason for each in reasons_of(store, own.number)]


def test_what_is_due_by_the_plan_is_the_first_choice(log: Path) -> None:
    lines = home(log, typed="q\n").out.splitlines()
    assert lines[1] == (
        "1. Top of the shoulder, left: due. Your plan asks for it today. With cane. Begin it."
    )
    assert lines[2].startswith("2. Top of the shoulder, right: due.")
    assert lines[3].startswith("3. Inner top corner of the shoulder blade, left: rests. Your plan")


def test_a_rest_comes_before_the_plan_and_says_why(log: Path) -> None:
    press(log, local_now() - timedelta(days=1))
    line = home(log, typed="q\n").out.splitlines()[2]
    assert line.startswith("1. Top of the shoulder, left: rests. Your plan asks for it, and you")


def test_what_is_done_is_no_longer_due_and_the_next_day_is_named(log: Path) -> None:
    press(log, local_now())
    lines = home(log, typed="q\n").out.splitlines()
    assert lines[1].startswith("Your plan is done for today. Next: ")
    assert lines[2].startswith("1. Top of the shoulder, left: rests. Done today, as your plan asks")


def test_why_something_was_left_out_is_asked_by_one_key_and_kept(log: Path) -> None:
    said = home(log, typed="n\n2\n1\nq\n").out
    assert "Not done: Top of the shoulder, left, today." in said
    assert "2. Sore." in said
    assert reasons(log) == ["sore", "no time"]  # of yesterday, and of today
    lines = home(log, typed="q\n").out.splitlines()
    assert lines[1].startswith("1. Top of the shoulder, left: rests. Left out today: no time.")
    assert not [line for line in lines if "Not done" in line]


def test_whoever_begins_something_else_is_asked_why(log: Path) -> None:
    said = home(log, typed="c\nPEC\n1\n1\n1\n4\nq\n").out
    assert "Not done: Top of the shoulder, left, today." in said
    assert "something else" in reasons(log)


def test_a_plan_that_is_over_says_so(log: Path) -> None:
    open_file(log, opened(PLAN.encode()), name="plan", now=local_now() - timedelta(days=60))
    assert "Your plan ended on " in home(log, typed="q\n").out
