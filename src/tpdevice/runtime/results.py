"""A result from a log and a plan, into a file and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

from tpdevice.core.errors import ResultError, UsageError
from tpdevice.homework.plan import Plan
from tpdevice.homework.result import Result
from tpdevice.homework.resultfile import ENDING, LARGEST_FILE, packed, unpacked
from tpdevice.runtime import sealing
from tpdevice.runtime.keyfile import Keys
from tpdevice.runtime.plans import Opened
from tpdevice.store.database import Store
from tpdevice.store.delivered import Wanted, delivered, felt
from tpdevice.store.leftout import left_out
from tpdevice.store.write import utc_text


@dataclass(frozen=True, slots=True)
class Sending:
    """What of a log is sent, and how."""

    now: datetime
    profile: str
    """In the log; the plan may call the person by another name."""
    first: date | None = None
    """The day on which the plan was opened, for one that names no first day."""
    with_name: bool = True
    simulated: bool = False


def result_of(store: Store, asked: Opened, until: date, *, sending: Sending) -> Result:
    """Return what a log tells of a plan, up to a day.

    Raises
    ------
    UsageError
        If nobody says when the plan began.
    """
    plan = asked.plan
    first = plan.first_day or sending.first
    if first is None:
        raise UsageError(
            "The plan names no first day.", hint="Say when you began: --since 2026-03-02."
        )
    wanted = Wanted(
        sending.profile, plan, first, until, simulated=sending.simulated, digest=asked.digest
    )
    return Result(
        plan_id=plan.plan_id,
        issue=plan.issue,
        plan_digest=asked.digest,
        uid=uuid4().hex,
        person=plan.person if sending.with_name else "",
        made_utc=utc_text(sending.now),
        first_day=first,
        until=until,
        program=version("tpdevice"),
        sessions=delivered(store, wanted),
        felt=felt(store, wanted),
        left_out=left_out(store, wanted),
    )


def result_bytes(result: Result, plan: Plan) -> bytes:
    """Return a result file, encrypted where the plan says to whom."""
    data = packed(result)
    results_to = plan.therapist.results_to
    return sealing.seal(data, results_to) if results_to else data


def file_name(plan: Plan, until: date, *, with_name: bool) -> str:
    """Return a name for a result file that no folder and no system takes for anything else."""
    who = plan.person if with_name else plan.plan_id
    plain = "".join([char if char.isascii() and char.isalnum() else "-" for char in who.lower()])
    parts = [part for part in plain.split("-") if part][:6]
    return "-".join(["result", *parts, until.isoformat()])[:100] + ENDING


def read_result(path: Path, keys: Keys | None) -> Result:
    """Return the result in a file.

    Raises
    ------
    ResultError
        If it cannot be taken; the file and a next step are named.
    """
    return read_with_digest(path, keys)[0]


def read_with_digest(path: Path, keys: Keys | None) -> tuple[Result, str]:
    """Return the result in a file, and the SHA-256 of its bytes, whoever they were sealed for."""
    with told_of(path):
        data = _opened(read_bytes(path), keys)
        return unpacked(data), sha256(data).hexdigest()


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Name the file in what is said of a result."""
    try:
        yield
    except ResultError as error:
        raise ResultError(f"{path} {error}", hint=error.hint) from error


def read_bytes(path: Path) -> bytes:
    """Return what a file holds, if a result may be so large."""
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise ResultError(
            f"is larger than {LARGEST_FILE >> 20} MB, which no result is.",
            hint="Ask whoever sent it what it is.",
        )
    return data


def _opened(data: bytes, keys: Keys | None) -> bytes:
    if not sealing.is_sealed(data):
        return data
    if keys is None:
        raise ResultError(
            "is encrypted, and there are no keys here to open it.",
            hint="Read it on the computer where the plan was made, or name its keys: --keys FILE.",
        )
    return sealing.unseal(data, keys.identity)
