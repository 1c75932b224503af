"""What `tpdevice check-weight` asks: whose rig it is, what is put on, and whether to keep it."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import click

from tpdevice.cli.asked import USUAL, somebody_there
from tpdevice.cli.asking import known_owner
from tpdevice.cli.naming import OneOf, named
from tpdevice.cli.output import say
from tpdevice.core.errors import LinkError, UsageError
from tpdevice.core.rig import RigKind
from tpdevice.core.units import N_PER_KGF
from tpdevice.runtime.simulator import weigh

if TYPE_CHECKING:
    from tpdevice.runtime.targets import Target
    from tpdevice.runtime.weighing import AskWeight

KINDS: Final = {
    RigKind.STRAIGHT: "the sensor sits in one straight line with what presses",
    RigKind.LEVER: "a cane or a beam lies between them",
    RigKind.YOKE: "a frame turns a push into a pull",
    RigKind.BALL: "the sensor is in the ball",
}
_EXAMPLE: Final = "--profile me --tool 'hook cane' --rig-kind straight"


def asked_rig(
    path: Path, profile: str | None, tool: str | None, kind: str | None, *, simulated: bool
) -> tuple[str, str, RigKind]:
    """Return whose rig it is, its tool and its kind; what was not said is asked.

    Raises
    ------
    UsageError
        If something is missing and nobody can be asked.
    """
    if None in (profile, tool, kind) and not somebody_there():
        raise UsageError(
            "There is no terminal to ask on whose rig it is, and which.",
            hint=f"For example: `{_EXAMPLE}`. Weights in kg are then read from stdin, one a line.",
        )
    known_profile, known_tool = known_owner(path, profile, simulated=simulated)
    who = profile or click.prompt("Whose set-up is it", default=known_profile, err=True)
    what = tool or click.prompt(
        "Which tool, as in `run`", default=known_tool or USUAL["tool"], err=True
    )
    rig = RigKind(kind) if kind is not None else _ask_kind()
    return named(who, "The answer"), named(what, "The answer"), rig


def _ask_kind() -> RigKind:
    for kind, about in KINDS.items():
        say(f"  {kind}: {about}", aside=True)
    answer: str = click.prompt(
        "What lies between sensor and body",
        default=str(RigKind.STRAIGHT),
        type=OneOf(list(RigKind)),
        err=True,
    )
    return RigKind(answer)


def to_be_kept(question: str) -> bool:
    """Return whether a result is to be kept; whoever sent the weights through a pipe wants it."""
    return not somebody_there() or click.confirm(question, default=True, err=True)


class SimulatedWeights:
    """Puts onto a simulated sensor what a person says is on it, and takes it off in the end."""

    def __init__(self, target: "Target") -> None:
        self._control = target.control if target.simulated else None

    def __enter__(self) -> Self:
        return self

    def put_on(self, kg: float) -> None:
        """Put so many kg on it, in place of what was there; a real sensor is left alone."""
        if self._control is not None:
            weigh(self._control, kg * N_PER_KGF)

    def under(self, ask: "AskWeight") -> "AskWeight":
        """Return who asks for the next weight, and puts it on a simulated sensor."""
        if self._control is None:
            return ask

        async def next_weight(before: int) -> float | None:
            kg = await ask(before)
            if kg is not None:
                await asyncio.to_thread(self.put_on, kg)
            return kg

        return next_weight

    def __exit__(self, *_: object) -> None:
        with suppress(LinkError):  # a simulator that is gone carries nothing
            self.put_on(0.0)
