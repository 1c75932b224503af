"""A whole session on virtual time, against a link that lives in this process."""

from collections.abc import Callable, Iterable
from importlib.metadata import entry_points
from typing import Any, Final, Protocol

from tpdevice.core.action import Action
from tpdevice.core.cue import Told
from tpdevice.core.errors import UsageError
from tpdevice.core.tape import Entry, Frame, Key, LinkChange, LinkState, Tick
from tpdevice.core.wire import Write

GROUP: Final = "tpdevice.link"
"""Entry points: a target string to a link on virtual time that yields plain tuples."""

TICK_NS: Final = 100_000_000
_LONGEST_NS: Final = 3_600 * 1_000_000_000
"""An hour of virtual time, after which a session that does not end is a defect."""


class VirtualLink(Protocol):
    """What an entry point of the group `tpdevice.link` returns. Plain values only."""

    device: dict[str, Any]
    person: dict[str, Any]

    def poll(self, until_ns: int) -> tuple[Any, ...] | None:
        """Return the next thing that happens, or None when nothing does until then."""

    def write(self, at_ns: int, channel: str, data: bytes) -> None:
        """Take bytes for a characteristic."""

    def relink(self, at_ns: int) -> None:
        """Drop the connection and make a new one."""

    def show(self, at_ns: int, cue: dict[str, Any]) -> None:
        """Tell the simulated person."""

    def truth(self) -> dict[str, Any]:
        """Return what really happened, as arrays by name; for tests."""


def open_link(target: str, *, name: str = "sim") -> VirtualLink:
    """Open the link that goes by `name` in the entry-point group."""
    for entry_point in entry_points(group=GROUP, name=name):
        opened: VirtualLink = entry_point.load()(target)
        return opened
    raise UsageError(
        "The simulator is not installed.", hint="Install the extra `sim`, or use `dev.py`."
    )


def cue_message(told: Told) -> dict[str, Any]:
    """Return a cue as the plain message that a simulated person understands."""
    return {
        "t": "cue",
        "at_ns": told.at_ns,
        "key": told.cue.key,
        "word": told.cue.word,
        "text": told.text,
        "direction": str(told.cue.direction),
        "question": told.cue.question,
        "question_id": told.question_id,
        "phase": told.phase,
    }


class FastLink:
    """The port between a Runner and a virtual link."""

    def __init__(self, virtual: VirtualLink) -> None:
        self._virtual = virtual
        self.now_ns = 0

    def write(self, writes: Iterable[Write]) -> None:
        """Hand bytes over at the present virtual time."""
        for each in writes:
            self._virtual.write(self.now_ns, each.channel, each.data)

    def relink(self) -> None:
        """Drop the connection and make a new one."""
        self._virtual.relink(self.now_ns)

    def show(self, told: Told) -> None:
        """Tell the simulated person, who sees cues and nothing else."""
        self._virtual.show(told.at_ns, cue_message(told))


def entry_of(item: tuple[Any, ...]) -> Entry:
    """Return the entry that a plain tuple means."""
    match item:
        case ("frame", int(at_ns), str(channel), bytes(data)):
            return Frame(at_ns, channel, data)
        case ("key", int(at_ns), str(action), int(value)):
            return Key(at_ns, Action(action), value, "simulated")
        case ("link", int(at_ns), str(state), str(reason)):
            return LinkChange(at_ns, LinkState(state), reason)
    raise UsageError(f"The link said something unknown: {item!r}")


class Fed(Protocol):
    """A session that is fed with entries, such as a `Runner`."""

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""

    def feed(self, entry: Entry) -> None:
        """Take one entry."""


def run(
    runner: Fed,
    virtual: VirtualLink,
    link: FastLink,
    *,
    on_tick: Callable[[], None] = lambda: None,
) -> None:
    """Run until the session is over."""
    tick_ns = TICK_NS
    while not runner.over and tick_ns < _LONGEST_NS:
        item = virtual.poll(tick_ns)
        if item is None:
            link.now_ns = tick_ns
            runner.feed(Tick(tick_ns))
            tick_ns += TICK_NS
            on_tick()
        else:
            entry = entry_of(item)
            link.now_ns = entry.at_ns
            runner.feed(entry)
