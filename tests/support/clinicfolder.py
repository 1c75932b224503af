"""A folder as a clinic gets it: plans, and results that answer them."""

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from some_result import MONDAY, result, session

from tpdevice.clinic.taking import Desk, Looked, plans_and_results, take
from tpdevice.homework.result import Result, Trace
from tpdevice.homework.resultfile import packed

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
PLAN = """\
plan_id = "{plan_id}"
person = "{person}"
first_day = 2026-03-02
weeks = {weeks}
days = ["mon", "wed", "fri"]

[[points]]
point = "UT"
side = "left"
tool = "ball"
hold_s = 60
repetitions = 3
cap_n = 45.0
"""
TRACE = Trace(0.2, (0, 31_000, None, 41_000))


class Folder:
    """What came in, and the clinic that takes it."""

    def __init__(self, path: Path) -> None:
        self.inbox = path / "in"
        self.inbox.mkdir()
        self.desk = Desk(path / "clinic.db", None, NOW)

    def plan(self, person: str = "Ada", plan_id: str = "ada-1", weeks: int = 4) -> str:
        """Put a plan into the folder, and return the digest that answers it."""
        text = PLAN.format(plan_id=plan_id, person=person, weeks=weeks)
        (self.inbox / f"{plan_id}.toml").write_text(text, "utf-8")
        return sha256(text.encode()).hexdigest()

    def result(self, *sessions: Any, name: str = "a", **changes: Any) -> Result:
        """Put a result into the folder that answers the usual plan, unless told otherwise."""
        usual = {"plan_id": "ada-1", "uid": f"result {name}"}
        made = result(*sessions, **(usual | changes))
        if "plan_digest" not in changes:
            made = replace(made, plan_digest=self.plan())
        (self.inbox / f"{name}.tpresult").write_bytes(packed(made))
        return made

    def take(self, **options: bool) -> list[Looked]:
        """Import the folder."""
        return list(take(self.desk, plans_and_results(self.inbox), **options))


def on(day: int, **changes: Any) -> Any:
    """Return a session on a day of March 2026, with a trace."""
    return session(date(2026, 3, day), **({"trace": TRACE} | changes))


__all__ = ["MONDAY", "NOW", "PLAN", "TRACE", "Folder", "on"]
