"""The files of a report: one plan, and results of one person."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tpdevice.core.errors import PlanError, UsageError
from tpdevice.core.text import harmless

if TYPE_CHECKING:
    from tpdevice.homework.report.papers import Papers, Usual
    from tpdevice.homework.result import Result

FILE_MAX: Final = 64 * 1024 * 1024
"""Bytes. Chosen: half a year of traces is about 45 MB."""
NUMBER_MAX: Final = 1_000_000_000
"""Chosen: more than any force in mN, time in s or impulse in a result."""
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2200


def papers_of(files: list[Path], keys_file: Path | None = None) -> "Papers":
    """Read a plan and results, in any order, and lay them together.

    Raises
    ------
    PlanError
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
    import msgspec

    from tpdevice.homework.result import Result
    from tpdevice.homework.resultfile import ENDING

    try:
        if file.suffix == ENDING:
            found = _unsealed(file, keys_file)
        else:
            found = msgspec.json.decode(_read(file), type=Result)
        for value in _leaves(msgspec.to_builtins(found, builtin_types=(date,))):
            _see_sense(file, value)
        return found
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _not_whole(file, "no result", error) from error


def _unsealed(file: Path, keys_file: Path | None) -> "Result":
    from tpdevice.runtime.keyfile import read_keys, usual_key_file
    from tpdevice.runtime.results import read_result

    own = keys_file or usual_key_file()
    keys = read_keys(own) if keys_file is not None or own.exists() else None
    return read_result(file, keys)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)
    else:
        yield value


def _see_sense(file: Path, value: Any) -> None:
    """Refuse what no session can have come to, before anybody counts with it."""
    number = isinstance(value, int | float) and not -NUMBER_MAX <= value <= NUMBER_MAX
    day = isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR
    if number or day:
        raise PlanError(str(file), f"no result that this program knows: it says {value}.")


def _not_whole(file: Path, what: str, error: Exception) -> PlanError:
    return PlanError(str(file), f"{what} that this program knows: {harmless(str(error))[:200]}")


def _read(file: Path) -> bytes:
    with file.open("rb") as opened_file:
        found = opened_file.read(FILE_MAX + 1)
    if len(found) > FILE_MAX:
        raise PlanError(str(file), f"larger than {FILE_MAX // 2**20} MB, which no result is.")
    return found


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
