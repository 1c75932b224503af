"""Every room there may be, by the name that `Go` uses; one that is missing is not offered."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

from tpdevice.tui.bodyview import BodyView, body_view, resting_of
from tpdevice.tui.desk import Desk
from tpdevice.tui.look import Look
from tpdevice.tui.room import Room


def evidence() -> Any:
    """Return the page of what is known; read only when somebody wants it."""
    from tpdevice.runtime.evidence import evidence as page

    return page()


About = Mapping[str, object]


class Loader(NamedTuple):
    """Where a room lives, and what it shows."""

    module: str
    name: str
    view: Callable[[Desk, About], tuple[Any, ...]]
    """What it is given after its look."""

    @property
    def there(self) -> bool:
        """Whether this program has it."""
        return find_spec(self.module) is not None

    def __call__(self, desk: Desk, look: Look, about: About) -> Room:
        """Make the room."""
        room: Room = getattr(import_module(self.module), self.name)(look, *self.view(desk, about))
        return room


def _body(desk: Desk, about: About) -> tuple[BodyView, About]:
    """Return the atlas with what rests today, and which place is meant."""
    return body_view(resting_of(desk.home().places)), about


ROOMS: Final[dict[str, Loader]] = {
    "home": Loader(
        "tpdevice.tui.screens.home", "Home", lambda desk, _: (desk.home(), desk.sensor, offered())
    ),
    "how": Loader("tpdevice.tui.screens.how", "How", lambda desk, about: (desk.how(about), about)),
    "follow_up": Loader(
        "tpdevice.tui.screens.followup",
        "FollowUp",
        lambda desk, _: (desk.follow_up(), desk.answer),
    ),
    "choose": Loader("tpdevice.tui.screens.choose", "Choose", _body),
    "point": Loader("tpdevice.tui.screens.point", "PointRoom", _body),
    "pattern": Loader("tpdevice.tui.screens.pattern", "PatternRoom", _body),
    "lesson": Loader("tpdevice.tui.screens.lesson", "Lesson", lambda desk, _: (desk.lesson(),)),
    "people": Loader(
        "tpdevice.tui.screens.people", "People", lambda desk, _: (desk.people(), desk.sit_down)
    ),
    "help": Loader("tpdevice.tui.screens.keys", "Keys", lambda _desk, _about: (offered(),)),
    "settings": Loader(
        "tpdevice.tui.screens.settings",
        "SettingsRoom",
        lambda desk, _: (desk.settings(), desk.like, desk.test_sound),
    ),
    "log": Loader("tpdevice.tui.screens.log", "LogRoom", lambda desk, _: (desk.log(),)),
    "trends": Loader("tpdevice.tui.screens.trends", "Trends", lambda desk, _: (desk.trends(),)),
    "evidence": Loader(
        "tpdevice.tui.screens.evidence", "EvidenceRoom", lambda _desk, _about: (evidence(),)
    ),
    "told": Loader(
        "tpdevice.tui.screens.told", "Told", lambda _, about: (about["said"], about["hint"])
    ),
}


def offered() -> frozenset[str]:
    """Return the names of the rooms that this program has."""
    return frozenset(name for name, loader in ROOMS.items() if loader.there)
