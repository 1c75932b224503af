"""A link without a radio, on virtual time: nothing happens but between two polls."""

import heapq
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl

from numpy.typing import NDArray

from tpsim import athome, stories, wire
from tpsim.athome import AtHome
from tpsim.faults import NS_PER_S, Fault, named
from tpsim.population import find
from tpsim.wire.outbox import WireOptions
from tpsim.world import World

AHEAD_NS: Final = 100_000_000
"""Never simulated further ahead of the caller than this: less than any reaction time."""

SUPERVISION_NS: Final = 720_000_000
"""From silence until a central notices that a device is gone. Source: a usual time-out."""

RECONNECT_NS: Final = 350_000_000
"""From being in reach again to a connection. Assumed."""

TOUCHES_NO_LINK: Final = frozenset({Fault.REFUSE, Fault.ATT_NOISE})
"""What is done to those who call, or to a layer that is not here."""

UNNOTICED: Final = frozenset({Fault.VANISH, Fault.NEW_ADDRESS})
"""Losses that a central only notices by the silence."""

DEFAULTS: Final = {
    "device": "progressor",
    "seed": "1",
    "subject": "novice",
    "scenario": "obedient",
    "samples_per_packet": "8",
    "interval_ms": "15",
    "extra_ms": "0.8",
    "late": "0.02",
    "wraps_after_s": "",
    **dict.fromkeys(athome.WHAT, ""),
}
"""What a target may say, and what is taken where it does not. With a habit it is homework: who,
on which day and where, and neither subject nor scenario is asked for."""

Event = tuple[Any, ...]


def parse(target: str) -> dict[str, str]:
    """Return the target's settings over the defaults.

    Raises
    ------
    ValueError
        If it names something that is not known.
    """
    given = dict(parse_qsl(target.lstrip("?"), keep_blank_values=True, strict_parsing=bool(target)))
    for key in given:
        if key not in DEFAULTS:
            raise ValueError(f"{key!r} is none of {', '.join(DEFAULTS)}")
    settings = DEFAULTS | given
    wire.find(settings["device"])
    stories.find(settings["scenario"])
    find(settings["subject"])
    return settings


def open_loopback(target: str) -> "Loopback":
    """Return a link to a simulated sensor, such as `seed=1&subject=novice&scenario=stall`.

    Raises
    ------
    ValueError
        If the target makes no sense.
    """
    settings = parse(target)
    options = WireOptions(
        samples_per_packet=int(settings["samples_per_packet"]),
        interval_ms=float(settings["interval_ms"]),
        extra_ms=float(settings["extra_ms"]),
        late=float(settings["late"]),
    )
    if settings["habit"]:
        asked = athome.asked(settings)
        return Loopback(asked.world(kind=settings["device"], options=options), at_home=asked)
    scenario = stories.find(settings["scenario"])
    if settings["wraps_after_s"]:
        others = tuple([m for m in scenario.mishaps if m.fault is not Fault.WRAP])
        wraps_after_s = float(settings["wraps_after_s"])
        scenario = replace(scenario, mishaps=others, wraps_after_s=wraps_after_s)
    return Loopback(
        World(
            find(settings["subject"]),
            scenario,
            int(settings["seed"]),
            kind=settings["device"],
            options=options,
        )
    )


class Loopback:
    """A connection that yields plain tuples, in the order in which they happen."""

    def __init__(self, world: World, *, at_home: AtHome | None = None) -> None:
        self._world, self._wire = world, world.wire
        self._at_home = at_home
        subject = world.subject
        self.device: dict[str, Any] = {
            "key": world.kind,
            "name": self._wire.name,
            "address": "00:00:53:49:4D:01",
            "simulated": True,
        }
        self.person: dict[str, Any] = {
            "name": subject.key,
            "point": subject.point,
            "side": subject.side,
            "tool": subject.tool,
            "support": subject.support,
        }
        if at_home is not None:
            self.person["comes"] = at_home.comes
        self._known_ns = -1
        self._count = 0
        self._ready: list[tuple[int, int, Event]] = []
        self._link_plan: list[tuple[int, str, str]] = [(0, "up", "")]
        self._up = self._in_reach = False
        self._refused_until_ns = 0

    def poll(self, until_ns: int) -> Event | None:
        """Return the next thing that happens by `until_ns`, or None."""
        while True:
            if self._ready and self._ready[0][0] <= min(until_ns, self._known_ns):
                return heapq.heappop(self._ready)[2]
            if self._known_ns >= until_ns:
                return None
            self._look(self._horizon(until_ns))

    def write(self, at_ns: int, channel: str, data: bytes) -> None:
        """Write to a characteristic; without a link it is lost."""
        if self._up and self._in_reach:
            self._wire.on_write(at_ns, channel, data)

    def relink(self, at_ns: int) -> None:
        """Drop the connection and make a new one."""
        if not self._up:
            return
        back_ns = [when for when, state, _ in self._link_plan if state == "up"]
        self._link_plan.clear()
        self._plan(at_ns, "down", "asked for")
        self._plan(max(back_ns, default=at_ns + RECONNECT_NS), "up", "")

    def show(self, at_ns: int, cue: dict[str, Any]) -> None:
        """Show a cue to the simulated person."""
        self._world.show(at_ns, cue)

    def fault(
        self, at_ns: int, name: str, *, lasts_s: float | None = None, amount: float | None = None
    ) -> None:
        """Let something go wrong from then on.

        Raises
        ------
        ValueError
            If there is no such fault.
        """
        self._world.faults.bring(named(name), at_ns, lasts_s=lasts_s, amount=amount)

    def weigh(self, force_n: float) -> None:
        """Put a dead weight on the sensor; see `World.weigh`."""
        self._world.weigh(force_n)

    def press(self, button: str) -> None:
        """Press something on the device itself; see `World.press`."""
        self._world.press(button)

    def felt(self, after_h: float) -> dict[str, Any] | None:
        """Return what is said of homework so many hours after it; None where nothing is.

        Raises
        ------
        ValueError
            If it is no homework.
        """
        return self._homework.felt(self._world, after_h)

    def why_not(self, *, rests: bool) -> str:
        """Return why homework was left out, with or without a rest that was told.

        Raises
        ------
        ValueError
            If it is no homework.
        """
        return self._homework.why_not(rests=rests)

    @property
    def _homework(self) -> AtHome:
        if self._at_home is None:
            raise ValueError("only homework is asked about later; name a habit")
        return self._at_home

    def truth(self) -> dict[str, NDArray[Any]]:
        """Return what really happened; see `World.truth`."""
        return self._world.truth()

    def _horizon(self, until_ns: int) -> int:
        """Return a time up to which nothing can interfere with itself."""
        known_ns = self._known_ns
        times = [until_ns, known_ns + AHEAD_NS]
        dues_ns = (self._wire.next_due_ns(), self._wire.next_order_ns())
        times += [due_ns for due_ns in dues_ns if due_ns is not None]
        if self._link_plan:
            times.append(self._link_plan[0][0])
        return min(times)

    def _look(self, to_ns: int) -> None:
        """Let the world go on to `to_ns` and collect what happened."""
        self._known_ns = to_ns
        for at_ns, channel, data in self._wire.poll(to_ns):
            self._put(at_ns, ("frame", at_ns, channel, data))
        for at_ns, action, value in self._world.keys(to_ns):
            self._put(at_ns, ("key", at_ns, action, value))
        if self._wire.next_order_ns() is not None:
            for at_ns, how, lasts_s in self._wire.link_orders(to_ns):
                self._lose(at_ns, how, round(lasts_s * NS_PER_S))
        while self._link_plan and self._link_plan[0][0] <= to_ns:
            self._change(*heapq.heappop(self._link_plan))

    def _lose(self, at_ns: int, how: str, lasts_ns: int) -> None:
        if how == Fault.REFUSE:
            self._refused_until_ns = at_ns + lasts_ns
        if how in TOUCHES_NO_LINK or not (self._up and self._in_reach):
            return
        self._in_reach = False
        self._wire.on_disconnect(at_ns)
        notice_ns = SUPERVISION_NS if how in UNNOTICED else 0
        if how != Fault.DAEMON:  # of that nobody hears; it takes who notices the silence
            self._plan(at_ns + notice_ns, "down", how)
        back_ns = max(at_ns + max(lasts_ns, notice_ns), self._refused_until_ns)
        self._plan(back_ns + RECONNECT_NS, "up", "")

    def _change(self, at_ns: int, state: str, reason: str) -> None:
        if state == "up" and self._up:
            return  # back again, but the old connection is dead and nobody asked for a new one
        self._up = self._in_reach = state == "up"
        if self._up:
            self._wire.on_connect(at_ns)
        else:
            self._wire.on_disconnect(at_ns)
        self._put(at_ns, ("link", at_ns, state, reason))

    def _plan(self, at_ns: int, state: str, reason: str) -> None:
        heapq.heappush(self._link_plan, (at_ns, state, reason))

    def _put(self, at_ns: int, event: Event) -> None:
        # In the order of time, and of collection within one instant.
        heapq.heappush(self._ready, (at_ns, self._count, event))
        self._count += 1
