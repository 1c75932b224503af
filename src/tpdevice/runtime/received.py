"""A result that somebody sent: read once, and known again."""

from hashlib import sha256
from pathlib import Path

from tpdevice.core.errors import ResultError
from tpdevice.homework.adherence import Dose
from tpdevice.homework.result import Result
from tpdevice.homework.resultfile import packed
from tpdevice.runtime import content
from tpdevice.runtime.keyfile import Keys
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.results import read_result
from tpdevice.store.database import Store, open_store
from tpdevice.store.trust import note_read, seen


def received(log: Path, file: Path, keys: Keys | None, *, again: bool = False) -> Result:
    """Return the result in a file, and keep in the log that it was read.

    Raises
    ------
    ResultError
        If it cannot be taken, or was read before and `again` is not asked for.
    """
    result = read_result(file, keys)
    with open_store(log) as store:
        _see_that_it_is_new(store, result, file, again=again)
        note_read(store, result.uid, _digest(result), plan_id=result.plan_id, now=local_now())
    return result


def usual_doses() -> dict[str, Dose]:
    """Return what the atlas asks for at each place on a day."""
    return {key: Dose(p.hold_s, p.repetitions) for key, p in content.points().items()}


def _see_that_it_is_new(store: Store, result: Result, file: Path, *, again: bool) -> None:
    before = seen(store, result.uid)
    if before is None:
        return
    day = before.at.astimezone().date().isoformat()
    if before.sha256_hex != _digest(result):
        raise ResultError(
            f"{file} bears the number of a result that was read on {day}, and says something else.",
            hint="One of the two was changed. Ask whoever sent it, and have it sent anew.",
        )
    if not again:
        raise ResultError(
            f"{file} was read already, on {day}; there is nothing new in it.",
            hint="To look at it again: --again.",
        )


def _digest(result: Result) -> str:
    # Of what it says and not of the file: encrypted twice, the same is other bytes.
    return sha256(packed(result)).hexdigest()
