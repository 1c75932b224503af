"""A sensor that lies still, or is held still: what it reads then."""

import asyncio
from dataclasses import dataclass
from itertools import pairwise

from tpdevice.core.errors import LinkError, LinkTimeout
from tpdevice.core.units import ns
from tpdevice.runtime.ear import Ear, Heard
from tpdevice.runtime.listening import AWAY


@dataclass(frozen=True, slots=True)
class Still:
    """A stretch of values that lay still."""

    mean: float
    """Raw units."""
    spread: float
    """Between the largest and the smallest, raw units."""


def still(values: list[Heard], *, seconds: float, within: float) -> Still | None:
    """Return the newest `seconds` of values if they lie within a spread, or None.

    Parameters
    ----------
    within
        The largest spread that counts as still, raw units.
    """
    if not values:
        return None
    from_ns = values[-1].at_ns - ns(seconds)
    newest = [heard for heard in values if heard.at_ns > from_ns]
    whole = values[0].at_ns <= from_ns
    raw = [heard.raw for heard in newest]
    if not whole or len(raw) < 2 or max(raw) - min(raw) > within:
        return None
    if any(b.at_ns - a.at_ns > ns(seconds / 2) for a, b in pairwise(newest)):
        return None
    return Still(sum(raw) / len(raw), max(raw) - min(raw))


async def wait_until_still(ear: Ear, *, seconds: float, within: float, patience_s: float) -> Still:
    """Wait until what comes has lain still for so long from now on, and return it.

    Raises
    ------
    LinkError
        If it does not within `patience_s`; it says whether nothing came, or it moved.
    """
    from_ns = ear.clock.now_ns()
    try:
        async with asyncio.timeout(patience_s):
            while True:
                await ear.more()
                found = still(ear.since(from_ns), seconds=seconds, within=within)
                if found is not None:
                    return found
    except TimeoutError:
        raise _restless(ear, from_ns, patience_s) from None


def _restless(ear: Ear, from_ns: int, patience_s: float) -> LinkError:
    if ear.withheld:
        return LinkError(f"There is no live value: {ear.withheld}.", hint="Mend that first.")
    if not ear.since(from_ns):
        return LinkTimeout(f"No value came from the sensor in {patience_s:g} s.", hint=AWAY)
    return LinkError(
        f"The sensor was not still within {patience_s:g} s.",
        hint="Lay it down or hold it still; check plugs and cable. `tpdevice doctor` looks closer.",
    )
