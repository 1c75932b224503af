"""The way to the sensors: this computer's Bluetooth, or the simulator that was asked for."""

from tpdevice.runtime.simulator import answers
from tpdevice.runtime.targets import REAL, Target, simulator, with_person


def reached(sim: str | None, *, person: str | None = None) -> Target:
    """Return the way that `--sim` or `--person` names, once somebody answers there.

    Raises
    ------
    UsageError
        If it is no address, or no simulator is installed.
    LinkError
        If nobody answers.
    """
    if sim is not None:
        target = simulator(sim)
        answers(sim)
    elif person is not None:
        target = with_person(person)
        answers(person)
    else:
        target = REAL
    return target


async def see_that_it_works(target: Target) -> None:
    """Listen for no time at all: before many questions it is worth knowing that one can.

    Raises
    ------
    LinkError
        If Bluetooth cannot be used.
    """
    from tpdevice.ble.scan import scan

    await scan(seconds=0.0, arguments=target.scanner)
