"""Every room, by the name that `Go` uses."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final, NamedTuple

from tpdevice.tui.bodyview import BodyView, body_view
from tpdevice.tui.desk import Desk
from tpdevice.tui.look import Look
from tpdevice.tui.room import Room


def evidence() -> Any:
    """Return the page of what is known; read only when somebody wants it."""
    from tpdevice.runtime.evidence import evidence as page

    return page()


About = Mapping[str, object]


class Loader(NamedTuple):
    """Where a room lives, and what it shows; it is loaded when somebody first wants it."""

    module: str
    name: str
    view: Callable[[Desk, About], tuple[Any, ...]]
    """What it is given after its look."""

    @property
    def room(self) -> type[Room]:
        """The room's class."""
        module = import_module(f"tpdevice.tui.screens.{self.module}")
        room: type[Room] = getattr(module, self.name)
        return room

    def __call__(self, desk: Desk, look: Look, about: About) -> Room:
        """Make the room."""
        return self.room(look, *self.view(desk, about))


def _body(desk: Desk, about: About) -> tuple[BodyView, About]:
    """Return the atlas as it is for this person today, and which place is meant."""
    return body_view(desk.resting(), unit=desk.settings().unit), about


def _number(about: About) -> int:
    """Return which session of the log is meant."""
    number = about["number"]
    assert isinstance(number, int)
    return number


ROOMS: Final[dict[str, Loader]] = {
    "home": Loader("home", "Home", lambda desk, _: (desk.home(), desk.sensor)),
    "how": Loader("how", "How", lambda desk, about: (desk.how(about), about)),
    "follow_up": Loader("followup", "FollowUp", lambda desk, _: (desk.follow_up(), desk.answer)),
    "left_out": Loader("leftout", "LeftOut", lambda desk, _: (desk.left_out(), desk.say_why)),
    "sensors": Loader("sensors", "Sensors", lambda desk, _: (desk.sensors, desk.choose_sensor)),
    "choose": Loader("choose", "Choose", _body),
    "point": Loader("point", "PointRoom", _body),
    "pattern": Loader("pattern", "PatternRoom", _body),
    "lesson": Loader("lesson", "Lesson", lambda desk, _: (desk.lesson(),)),
    "people": Loader("people", "People", lambda desk, _: (desk.people(), desk.sit_down)),
    "help": Loader("keys", "Keys", lambda _desk, _about: ()),
    "settings": Loader(
        "settings", "SettingsRoom", lambda desk, _: (desk.settings(), desk.like, desk.test_sound)
    ),
    "log": Loader("log", "LogRoom", lambda desk, _: (desk.log(),)),
    "past": Loader("past", "PastRoom", lambda desk, about: (desk.past(_number(about)),)),
    "trends": Loader("trends", "Trends", lambda desk, _: (desk.trends(),)),
    "evidence": Loader("evidence", "EvidenceRoom", lambda _desk, _about: (evidence(),)),
    "told": Loader("told", "Told", lambda _, about: (about["said"], about["hint"])),
}
