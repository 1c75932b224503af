"""A world on the air: its wire, its cues and its keys share the radio's time."""

import asyncio
from typing import Any

from tpsim.faults import ABOUT, FOR_GOOD_S, named
from tpsim.world import World


def known_faults() -> list[dict[str, Any]]:
    """Return what can go wrong, as plain values."""
    return [
        {
            "fault": str(fault),
            "layer": str(about.layer),
            "about": about.text,
            "lasts_s": about.lasts_s,
            "amount": about.amount if about.unit else None,
            "unit": about.unit,
        }
        for fault, about in ABOUT.items()
    ]


def _number(value: object, what: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < FOR_GOOD_S:
        raise ValueError(f"{what} is no number, or too large")
    return float(value)


class Served:
    """The wire of a world, which also carries the person's keys out as time goes on.

    The radio asks every few milliseconds; the time of its last question is the world's now.
    """

    def __init__(self, world: World, *, radio: object | None = None) -> None:
        self._world = world
        self.radio = radio
        """What its link is like, for the air; see `tpsim.air.traits`."""
        self._now_ns = 0
        wire = world.wire
        self.kind, self.name, self.connectable = world.kind, wire.name, wire.connectable
        self.services, self.advertised_uuids = wire.services, wire.advertised_uuids
        self.on_connect, self.on_disconnect = wire.on_connect, wire.on_disconnect
        self.on_write, self.next_due_ns = wire.on_write, wire.next_due_ns
        self.link_orders = wire.link_orders
        self.outbound: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def poll(self, until_ns: int) -> list[tuple[int, str, bytes]]:
        """Return the notifications due by now, and let the person press keys."""
        self._now_ns = until_ns
        for _, action, value in self._world.keys(until_ns):
            self.outbound.put_nowait({"t": "key", "action": action, "value": value})
        return self._world.wire.poll(until_ns)

    def on_message(self, message: dict[str, Any]) -> None:
        """Take a message from the control port: a cue, or a question who this is.

        Raises
        ------
        ValueError
            If it is neither.
        """
        match message.get("t"):
            case "cue":
                self._world.show(self._now_ns, message)
            case "hello":
                self.outbound.put_nowait(self.introduction())
            case "fault":
                self.bring(
                    str(message.get("fault")),
                    lasts_s=message.get("lasts_s"),
                    amount=message.get("amount"),
                )
            case "weigh":
                self._world.weigh(_number(message.get("force_n"), "force_n") or 0.0)
                self.outbound.put_nowait({"t": "weighed"})
            case "press":
                button = str(message.get("button"))
                self._world.press(button)
                self.outbound.put_nowait({"t": "pressed", "button": button})
            case "faults":
                self.outbound.put_nowait({"t": "faults", "faults": known_faults()})
            case other:
                raise ValueError(f"cue, hello, fault, faults, press or weigh, not {other!r}")

    @property
    def buttons(self) -> tuple[str, ...]:
        """What there is to press on the device itself."""
        return tuple(self._world.wire.buttons)

    def bring(self, fault: str, *, lasts_s: object = None, amount: object = None) -> None:
        """Let something go wrong from now on.

        Raises
        ------
        ValueError
            If there is no such fault, or what it is given is no number.
        """
        self._world.faults.bring(
            named(fault),
            self._now_ns,
            lasts_s=_number(lasts_s, "lasts_s"),
            amount=_number(amount, "amount"),
        )
        self.outbound.put_nowait({"t": "begun", "fault": fault})

    def introduction(self) -> dict[str, Any]:
        """Return who is simulated, with what and in which story."""
        world = self._world
        subject = world.subject
        return {
            "t": "person",
            "simulated": True,
            "name": subject.key,
            "point": subject.point,
            "side": subject.side,
            "tool": subject.tool,
            "support": subject.support,
            "scenario": world.scenario.key,
            "seed": world.seed,
        }
