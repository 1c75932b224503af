"""Plan files against the atlas: what is wrong with one, and the plan of one that may be opened."""

from dataclasses import dataclass

from tpdevice.core.errors import PlanError
from tpdevice.homework.plan import Plan
from tpdevice.homework.planagainst import against, places
from tpdevice.homework.planfile import read_plan
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
        more = places(read.places, offered(), read.lines)
        found = sorted([*read.problems, *more], key=lambda problem: (problem.line, problem.hint))
        return Checked(None, tuple(found))
    return Checked(read.plan, against(read.plan, offered(), read.lines))


def opened(data: bytes, *, name: str = "The plan") -> Opened:
    """Return the plan of a file that somebody wants to open. A signature is checked here.

    Raises
    ------
    PlanError
        If it has errors; hints do not stand in the way.
    TrustError
        If it is signed, and was changed afterwards.
    """
    found = checked(data)
    if found.plan is None or not found.usable:
        errors = [problem for problem in found.problems if not problem.hint]
        more = f" {len(errors)} in all." if len(errors) > 1 else ""
        raise PlanError(name, f"{errors[0]}{more}", hint="All of them: `tpdevice plan check`.")
    text = data.decode("utf-8-sig")
    return Opened(found.plan, text, plan_digest(text), verified(text)[1])
