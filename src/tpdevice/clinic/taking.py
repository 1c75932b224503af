"""A folder of plans and results becomes rows and traces; what is not taken is said, and stays."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from tpdevice.clinic.twopeople import plans_at_once, told_otherwise
from tpdevice.core.errors import PlanError, ResultError, TrustError, UsageError
from tpdevice.homework.adherence import adherence
from tpdevice.homework.bydays import by_days
from tpdevice.homework.result import Result
from tpdevice.homework.resultfile import ENDING
from tpdevice.homework.standout import exceptions
from tpdevice.runtime.keyfile import Keys
from tpdevice.runtime.plans import plan_bytes, understood
from tpdevice.runtime.received import usual_doses
from tpdevice.runtime.results import read_with_digest
from tpdevice.store.clinic.keeping import Added, keep_result, seen_before, session_ids
from tpdevice.store.clinic.plans import (
    KeptPlan,
    is_known,
    keep_plan,
    note_taken,
    plan_version,
    plans_beside,
    taken_files,
)
from tpdevice.store.clinic.rows import Filed
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.clinic.traces import Traced, TraceFolder
from tpdevice.store.database import Store, open_store
from tpdevice.store.write import utc_text


class Outcome(StrEnum):
    """What became of one file."""

    PLAN = "plan"
    NEW = "taken"
    KNOWN = "known already"
    AGAIN = "counted again"
    REFUSED = "not taken"


@dataclass(frozen=True, slots=True)
class Looked:
    """One file, and what became of it."""

    path: Path
    outcome: Outcome
    sessions: int = 0
    """That were new, or said something else than before."""
    why: str = ""
    """It was not taken."""
    note: str = ""
    """It was, and somebody should see to it all the same."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a clinic keeps what it takes, and how it opens it."""

    path: Path
    keys: Keys | None
    now: datetime

    @property
    def traces(self) -> Path:
        """The folder of traces, beside the database."""
        return traces_of(self.path)


def traces_of(path: Path) -> Path:
    """Return where the traces of a clinic's database lie."""
    return path.with_name(f"{path.stem}-traces")


def plans_and_results(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder and those in it that may be taken: plans first.

    A folder that cannot be looked into is among them, so that it is told as not taken.

    Raises
    ------
    UsageError
        If there is none.
    """
    locked: list[Path] = []
    found = [
        Path(root) / name
        for root, _, names in os.walk(
            folder, onerror=lambda error: locked.append(Path(error.filename))
        )
        for name in sorted(names)
        if name.lower().endswith((".toml", ENDING))
    ]
    regular = [path for path in found if path.is_file()] + locked
    if not regular:
        raise UsageError(
            f"{folder} holds no plan and no result.",
            hint=f"Put plans (.toml) as you sent them and results ({ENDING}) into it.",
        )
    return tuple(sorted(regular, key=lambda path: (not _is_plan(path), path)))


def _is_plan(path: Path) -> bool:
    return path.suffix.lower() == ".toml"


def take(
    desk: Desk, files: Iterable[Path], *, with_traces: bool = True, again: bool = False
) -> Iterator[Looked]:
    """Take files one by one, each whole or not at all; `again` counts known ones anew."""
    folder = TraceFolder(desk.traces) if with_traces else None
    with open_store(desk.path, schema=CLINIC) as store:
        if folder is not None:
            folder.sweep(store)
        taking = Taking(store, desk, folder, again=again)
        yield from map(taking.file, files)


class Taking:
    """What is needed to take one file."""

    def __init__(
        self, store: Store, desk: Desk, folder: TraceFolder | None, *, again: bool = False
    ) -> None:
        self._store = store
        self._desk = desk
        self._folder = folder
        self._again = again
        self._taken = taken_files(store)

    def file(self, path: Path) -> Looked:
        """Take a file, or say why not."""
        try:
            stat = path.stat()
            mark = (stat.st_size, stat.st_mtime_ns)
            if not self._again and self._taken.get(str(path.absolute())) == mark:
                return Looked(path, Outcome.KNOWN)
            return self._plan(path, mark) if _is_plan(path) else self._result(path, mark)
        except OSError as error:
            return Looked(path, Outcome.REFUSED, why=f"{path}: {error.strerror or error}")
        except (PlanError, ResultError, TrustError) as error:
            return Looked(path, Outcome.REFUSED, why=str(error), hint=error.hint)

    def _plan(self, path: Path, mark: tuple[int, int]) -> Looked:
        opened = understood(plan_bytes(path), name=str(path))
        with self._store.transaction():
            new = keep_plan(self._store, opened.plan, text=opened.text, digest=opened.digest)
            kept = plan_version(self._store, opened.plan.plan_id, opened.digest)
            assert kept is not None
            note_taken(self._store, str(path.absolute()), mark, plan_number=kept.number)
        if not new:
            return Looked(path, Outcome.KNOWN)
        note, hint = plans_at_once(opened.plan.person, plans_beside(self._store, kept.number))
        return Looked(path, Outcome.PLAN, note=note, hint=hint)

    def _result(self, path: Path, mark: tuple[int, int]) -> Looked:
        result, digest = read_with_digest(path, self._desk.keys)
        plan = self._plan_of(result, path)
        known = self._see_that_it_is_the_same(result, digest, path)
        added = Added(0, 0)
        with self._store.transaction():
            if self._again or not known:
                filed = _filed(result, plan, digest)
                added = keep_result(self._store, filed, now=self._desk.now)
            old = self._keep_traces(plan, result)
            note_taken(self._store, str(path.absolute()), mark, plan_number=plan.number)
        for each in old:
            each.unlink(missing_ok=True)
        outcome = Outcome.AGAIN if self._again else Outcome.KNOWN
        note, hint = told_otherwise(path, added.disputed)
        return Looked(path, outcome if known else Outcome.NEW, added.sessions, note=note, hint=hint)

    def _plan_of(self, result: Result, path: Path) -> KeptPlan:
        """Return the plan that a result answers, to the letter."""
        if result.made_utc > utc_text(self._desk.now + timedelta(days=1)):
            raise ResultError(
                f"{path} says that it was made in the future.",
                hint="See the clock of the computer that it comes from, or of this one.",
            )
        found = plan_version(self._store, result.plan_id, result.plan_digest)
        if found is not None:
            return found
        other = is_known(self._store, result.plan_id, result.plan_digest)
        what = "another version of the plan" if other else "the plan"
        name = result.plan_id or "without a number"
        raise ResultError(
            f"{path} answers {what} {name}, which is not here.",
            hint="Put the plan into the folder, as it was sent, and import the folder again.",
        )

    def _see_that_it_is_the_same(self, result: Result, digest: str, path: Path) -> bool:
        """Say whether a result is known; refuse one that has its number and says otherwise."""
        before = seen_before(self._store, result.uid)
        if before is not None and before != digest:
            raise ResultError(
                f"{path} bears the number of another result that is here, and says otherwise.",
                hint="One of the two was changed. Ask whoever sent it, and have it sent anew.",
            )
        return before is not None

    def _keep_traces(self, plan: KeptPlan, result: Result) -> tuple[Path, ...]:
        if self._folder is None:
            return ()
        untraced = session_ids(self._store, plan.number, without_trace=True)
        traced = [
            Traced(untraced[each.uid], each.local_date.isoformat()[:7], each.trace)
            for each in result.sessions
            if each.trace is not None and each.uid in untraced
        ]
        return self._folder.keep(self._store, plan.client, traced)


def _filed(result: Result, kept: KeptPlan, digest: str) -> Filed:
    plan = understood(kept.text.encode(), name="The plan").plan
    simulated = bool(result.sessions) and all(each.simulated for each in result.sessions)
    usual = usual_doses()
    done = adherence(plan, result, usual=usual, simulated=simulated)
    return Filed(
        result=result,
        sha256_hex=digest,
        plan_number=kept.number,
        client=kept.client,
        plan=plan,
        simulated=simulated,
        days=by_days(plan, result, usual=usual, simulated=simulated),
        exceptions=exceptions(result, done.missed),
    )
