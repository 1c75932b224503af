"""Somebody simulated at home: whether they come on a day, their session, what they say later."""

from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from tpdevice.core.band import Support
from tpdevice.core.errors import TpError, UsageError
from tpdevice.core.plan import Identity, Side
from tpdevice.core.tape import Header
from tpdevice.devices import driver
from tpdevice.homework.plan import PlanPoint
from tpdevice.runtime import content, fast
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.opening import Device
from tpdevice.runtime.runner import Runner


class HomeLink(fast.VirtualLink, Protocol):
    """What the simulator returns for homework; its `person` says under `comes` whether they do."""

    def felt(self, after_h: float) -> dict[str, Any] | None:
        """Return soreness, bruise and warning so many hours later; None: not answered."""

    def why_not(self, *, rests: bool) -> str:
        """Return why it was left out on that day, in words of `REASONS`; nothing: not said."""


def open_home_link(point: PlanPoint, *, habit: str, seed: int, day: int) -> HomeLink:
    """Open the link to a person at a place of the plan, so many days after the first.

    Raises
    ------
    UsageError
        If the simulator does not know them.
    """
    support = point.support or content.point(point.point).supports[0]
    target = {
        "habit": habit,
        "seed": seed,
        "day": day,
        "point": point.point,
        "side": point.side.value,
        "tool": point.tool,
        "support": support.value,
    }
    try:
        link: HomeLink = fast.open_link(urlencode(target))  # type: ignore[assignment]
    except ValueError as error:
        hint = "`tpsim habits` lists who there is."
        raise UsageError(f"The simulator says: {error}.", hint=hint) from error
    return link


def identity_of(link: HomeLink, profile: str) -> Identity:
    """Return who presses where, under the name of whose plan it is."""
    person = link.person
    side, support = Side(person["side"]), Support(person["support"])
    return Identity(profile, person["point"], side, person["tool"], support)


def device_of(link: HomeLink) -> Device:
    """Return the sensor that they press on."""
    sensor = link.device
    return Device(driver(sensor["key"]).spec, sensor["name"], sensor["address"])


def pressed(link: HomeLink, first: Header, *, began: datetime) -> MemoryRecorder:
    """Return a whole session, from its first entry to its end, as it was recorded.

    Raises
    ------
    TpError
        If it does not end.
    """
    recorder, port = MemoryRecorder(first, wall=lambda: began), fast.FastLink(link)
    decoder = driver(link.device["key"])
    fast.run(Runner(first, decoder, recorder=recorder, sinks=(port,), link=port), link, port)
    if recorder.summary is None:
        raise TpError("The session did not end within an hour; that is a defect of ours.")
    return recorder
