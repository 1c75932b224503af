"""Plan files against the atlas: what is wrong with one, and the plan of one that may be opened."""

from dataclasses import dataclass
from pathlib import Path

from tpdevice.core.errors import PlanError
from tpdevice.homework.plan import Plan
from tpdevice.homework.planagainst import against, partly
from tpdevice.homework.planfile import BYTES_MAX, read_plan
from tpdevice.homework.problems import Problem
from tpdevice.runtime.offering import offered
from tpdevice.runtime.signing import plan_digest, verified


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a plan file."""

    plan: Plan | None
    """None where it cannot be read as a plan."""
    problems: tuple[Problem, ...]

    @property
    def usable(self) -> bool:
        """Whether it can be opened as it is."""
        return self.plan is not None and all(problem.hint for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan that may be opened."""

    plan: Plan
    text: str
    digest: str
    """SHA-256 of the text above a signature, hexadecimal."""
    key: bytes | None = None
    """The public key that signed it; None where nobody did."""


def checked(data: bytes) -> Checked:
    """Return everything that is wrong with a plan file, also against the atlas."""
    read = read_plan(data)
    if read.plan is None:
        return Checked(None, partly(read, offered()))
    return Checked(read.plan, against(read.plan, offered(), read.lines))


def plan_bytes(path: Path) -> bytes:
    """Return what a plan file may have at most, and a byte more where it has more."""
    with path.open("rb") as file:
        return file.read(BYTES_MAX + 1)


def opened(data: bytes, *, name: str = "The plan") -> Opened:
    """Return the plan of a file that somebody wants to open.

    Raises
    ------
    PlanError
        If it has errors, also against the atlas; hints do not stand in the way.
    TrustError
        If it is signed, and was changed afterwards.
    """
    found = checked(data)
    if not found.usable:
        raise _refused(found.problems, name)
    return understood(data, name=name)


def understood(data: bytes, *, name: str = "The plan") -> Opened:
    """Return the plan of a file that was in use: the atlas of today does not have to agree.

    Raises
    ------
    PlanError
        If it cannot be read as a plan.
    TrustError
        If it is signed, and was changed afterwards.
    """
    read = read_plan(data)
    if read.plan is None:
        raise _refused(read.problems, name)
    text = data.decode("utf-8-sig")
    return Opened(read.plan, text, plan_digest(text), verified(text)[1])


def _refused(problems: tuple[Problem, ...], name: str) -> PlanError:
    errors = [problem for problem in problems if not problem.hint]
    if len(errors) == 1:
        return PlanError(name, str(errors[0]))
    hint = "`tpdevice plan check` tells all of them, each with its line."
    return PlanError(name, f"{errors[0]} {len(errors)} in all.", hint=hint)
