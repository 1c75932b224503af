"""What a result tells of places that were left out is what the person said of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from some_session import HEADER, NOON, store_one

from tpdevice.core.plan import Side
from tpdevice.homework import result
from tpdevice.homework.plan import Plan, PlanPoint
from tpdevice.store.database import Store, open_store
from tpdevice.store.delivered import Wanted
from tpdevice.store.leftout import left_out
from tpdevice.store.plans import LeftOut, OpenPlan, keep_reason, open_plan

DAY = date(2026, 3, 1)
NEXT = DAY + timedelta(days=1)
PLAN = Plan(
    "Ada", (PlanPoint("UT", Side.LEFT, "ball"), PlanPoint("QL", Side.LEFT, "ball")), plan_id="one"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "log.db") as store:
        yield store


def opened(store: Store, *, profile: str = "Ada", digest: str = "d1", plan_id: str = "one") -> int:
    kept = OpenPlan(0, profile, "", digest, DAY)
    return open_plan(store, kept, title="Homework", plan_id=plan_id, issue=1, now=NOON)


def said(
    store: Store, number: int, reason: str, *, day: date = DAY, point: str = "UT", later_h: int = 0
) -> None:
    now = NOON + timedelta(hours=later_h)
    assert keep_reason(store, number, LeftOut(day, point, "left", reason), now=now)


def found(store: Store, *, until: date = NEXT, **changes: Any) -> list[tuple[date, str, str]]:
    wanted = Wanted("Ada", PLAN, DAY, until, **({"digest": "d1"} | changes))
    return [(each.local_date, each.point, each.reason) for each in left_out(store, wanted)]


def test_a_reason_is_told_with_day_and_place(store: Store) -> None:
    number = opened(store)
    said(store, number, "sore", day=NEXT)
    said(store, number, "no time")
    said(store, number, "something else", point="QL")
    wanted = Wanted("Ada", PLAN, DAY, NEXT, digest="d1")
    assert left_out(store, wanted)[0] == result.LeftOut(DAY, "UT", "left", "no time")
    assert found(store) == [
        (DAY, "UT", "no time"),
        (DAY, "QL", "something else"),
        (NEXT, "UT", "sore"),
    ]
    assert found(store, until=DAY) == [(DAY, "UT", "no time"), (DAY, "QL", "something else")]


def test_nothing_is_told_of_another_person_or_plan_or_of_a_place_that_is_not_asked(
    store: Store,
) -> None:
    said(store, opened(store, profile="Bo"), "sore")
    said(store, opened(store, digest="d2", plan_id="other"), "sore")
    said(store, opened(store, digest="d2", plan_id=""), "sore")
    said(store, opened(store), "sore", point="LS")
    assert found(store) == []


def test_a_plan_that_was_opened_again_or_anew_is_the_same_and_the_last_word_counts(
    store: Store,
) -> None:
    first = opened(store, digest="d0")
    said(store, opened(store), "sore", later_h=2)
    said(store, first, "no time", later_h=1)
    said(store, first, "no time", day=NEXT)
    assert found(store) == [(DAY, "UT", "sore"), (NEXT, "UT", "no time")]


def test_what_was_done_on_the_same_day_after_all_was_not_left_out(store: Store) -> None:
    said(store, opened(store), "no time")
    store_one(store.path, replace(HEADER, simulated=True))
    assert found(store) == [(DAY, "UT", "no time")]
    assert found(store, simulated=True) == []
    store_one(store.path)
    assert found(store) == []
