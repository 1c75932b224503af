"""The files of a report: one plan, and results of one person."""

from pathlib import Path
from typing import TYPE_CHECKING

from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless

if TYPE_CHECKING:
    from tpdevice.homework.report.papers import Papers, Usual
    from tpdevice.homework.result import Result


def papers_of(files: list[Path], keys_file: Path | None = None) -> "Papers":
    """Read a plan and results, in any order, and lay them together.

    Raises
    ------
    PlanError, ResultError
        If a file is neither, or not whole.
    UsageError
        If the plan or a result is lacking, or they are not of one person.
    """
    from tpdevice.homework.report.papers import Papers
    from tpdevice.runtime.plans import plan_bytes, understood

    plans = [file for file in files if file.suffix.lower() == ".toml"]
    read = [opened(file, keys_file) for file in files if file not in plans]
    once = {found.uid: found for found in read}
    results = sorted(once.values(), key=lambda each: (each.until, each.made_utc))
    if len(plans) != 1 or not results:
        raise UsageError(
            "A report takes one plan and at least one result.",
            hint="Name both: tpdevice report PLAN.toml RESULT.tpresult",
        )
    asked = understood(plan_bytes(plans[0]), name=str(plans[0]))
    newest = results[-1]
    _of_one_person(results)
    other = asked.digest != newest.plan_digest
    return Papers(asked.plan, newest, tuple(results[:-1]), atlas=_atlas(), other_plan=other)


def opened(file: Path, keys_file: Path | None = None) -> "Result":
    """Return the result in a file as it was sent, or in one of JSON."""
    from tpdevice.homework.resultfile import ENDING, from_json
    from tpdevice.runtime.keyfile import read_keys, usual_key_file
    from tpdevice.runtime.results import read_bytes, read_result, told_of

    if file.suffix != ENDING:
        with told_of(file):
            return from_json(read_bytes(file))
    own = keys_file or usual_key_file()
    keys = read_keys(own) if keys_file is not None or own.exists() else None
    return read_result(file, keys)


def _of_one_person(results: "list[Result]") -> None:
    names = {harmless(each.person) for each in results} - {""}
    if len(names) > 1:
        who = " and ".join(repr(name) for name in sorted(names)[:3])
        raise UsageError(
            f"These results are of more than one person: {who}.",
            hint="Make one report for each.",
        )


def _atlas() -> "dict[str, Usual]":
    from tpdevice.homework.report.papers import Usual
    from tpdevice.runtime import content

    return {
        key: Usual(point.plain, point.hold_s, point.repetitions)
        for key, point in content.points().items()
    }
