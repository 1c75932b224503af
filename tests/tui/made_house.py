"""A desk with given views, and sessions on virtual time that a simulated person lives through."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from textual.pilot import Pilot

from tpdevice.cli.demonstration import USUAL, identity_of
from tpdevice.core.action import Action
from tpdevice.core.errors import UsageError
from tpdevice.core.plan import Side
from tpdevice.core.settings import Settings, Unit
from tpdevice.devices import driver
from tpdevice.runtime import fast
from tpdevice.runtime.content import questions
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.onehand import OneHand
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.runner import Runner
from tpdevice.runtime.seat import Seat
from tpdevice.tui.app import Left, SessionApp
from tpdevice.tui.desk import (
    FollowUpView,
    HomeView,
    HowView,
    LeftOutView,
    LessonView,
    PeopleView,
    PlaceView,
    SensorsView,
    SensorView,
    SessionAsked,
)
from tpdevice.tui.house import House
from tpdevice.tui.look import Look
from tpdevice.tui.past import LogView, PastPage, TrendsView
from tpdevice.tui.room import Go

DUE = PlaceView(
    "UT", "left", "hook cane", "cane", "top of the shoulder, left", "due: last time was 3 days ago",
    due=True,
)  # fmt: skip
RESTING = replace(DUE, side="right", name="top of the shoulder, right", why="pressed yesterday",
                  due=False)  # fmt: skip


class OnVirtualTime:
    """A whole short session, as fast as it can be computed."""

    simulated = True

    def __init__(self, *, runs: bool = True) -> None:
        """Take whether it comes to its end; one that does not run waits to be stopped."""
        self._runs = runs
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._main, name="session")
        self.pressed: list[Action] = []
        self.seat = Seat(None, self._press)
        self.one_hand: OneHand | None = None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def quit(self, signal: str) -> None:
        """End early."""
        del signal
        self._ended.set()

    def wait(self) -> None:
        """Come back at the end."""
        self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether its thread is there."""
        return self._thread.is_alive()

    def _press(self, action: Action, value: int) -> None:
        del value
        self.pressed.append(action)
        if action is Action.STOP:
            self._ended.set()

    def _main(self) -> None:
        if self._runs:
            self._live()
        else:
            self._ended.wait()
            self.seat.failure = "It ended before it began; nothing was measured."
        self.seat.finished = True

    def _live(self) -> None:
        virtual = fast.open_link(urlencode(USUAL))
        sensor = virtual.device
        decoder = driver(sensor["key"])
        first = header(
            identity_of(virtual.person),
            Device(decoder.spec, sensor["name"], sensor["address"]),
            history=History(),
            wishes=Wishes(short=True),
            local_date="2026-01-31",
            simulated=True,
        )
        link = fast.FastLink(virtual)
        self.seat.header = first
        runner = Runner(
            first, decoder, recorder=MemoryRecorder(first), sinks=(link,), link=link, seat=self.seat
        )
        fast.run(runner, virtual, link)
        self.seat.summary = runner.summary


class MadeDesk:
    """Shows what it is told to show, and remembers what was asked of it."""

    def __init__(self, view: HomeView, *, guided: OnVirtualTime | None = None) -> None:
        self.view = view
        self.newest = SensorView()
        self.in_sight = SensorsView()
        self.used: list[str] = []
        self.guided = guided or OnVirtualTime()
        self.begun: list[Mapping[str, object]] = []
        self.sat: list[tuple[str, Unit | None]] = []
        self.over_while_alive: list[bool] = []
        self.can_try = True
        self.refuses = False
        self.likes = Settings()
        self.tested: list[Settings] = []
        self.listed = LogView()
        self.pages: dict[int, PastPage] = {}
        self.trend = TrendsView()
        self.rests: dict[tuple[str, Side], str] = {}
        self.asked: tuple[SessionAsked, ...] = ()
        self.reasons: list[tuple[str, str]] = []
        self.answers: list[tuple[int, tuple[int, int, int]]] = []

    def home(self) -> HomeView:
        return self.view

    def sensor(self) -> SensorView:
        return self.newest

    def sensors(self) -> SensorsView:
        return self.in_sight

    def choose_sensor(self, address: str) -> None:
        if self.refuses:
            raise UsageError("The log is full.", hint="Make room.")
        self.used.append(address)

    def people(self) -> PeopleView:
        return PeopleView(tuple(name for name, _ in self.sat), self.view.person)

    def sit_down(self, name: str, unit: Unit | None = None) -> None:
        if not name.strip():
            raise UsageError("The name is blank.", hint="Give a name.")
        self.sat.append((name, unit))
        self.view = replace(self.view, person=name)

    def settings(self) -> Settings:
        return self.likes

    def like(self, settings: Settings) -> None:
        if self.refuses:
            raise UsageError("The log is full.", hint="Make room.")
        self.likes = settings

    def test_sound(self, settings: Settings, say: Callable[[str], None]) -> None:
        self.tested.append(settings)
        say("No sound here.")

    def log(self) -> LogView:
        return self.listed

    def past(self, number: int) -> PastPage:
        return self.pages[number]

    def trends(self) -> TrendsView:
        return self.trend

    def how(self, about: Mapping[str, object]) -> HowView:
        side = str(about.get("side") or "left")
        supports = ("hand", "cane", "wall", "lying")
        return HowView("top of the shoulder", ("left", "right"), side, ("hook cane", "ball"),
                       supports, "cane")  # fmt: skip

    def resting(self) -> Mapping[tuple[str, Side], str]:
        return self.rests

    def follow_up(self) -> FollowUpView:
        return FollowUpView(self.asked)

    def answer(self, number: int, said: tuple[int, int, int]) -> str:
        self.answers.append((number, said))
        self.view = replace(self.view, follow_ups=())
        return "Nothing speaks against the next time."

    def left_out(self) -> LeftOutView:
        return LeftOutView(self.view.left_out, ("no time", "sore", "did not feel like it", "else"))

    def say_why(self, about: str, reason: str) -> str:
        self.reasons.append((about, reason))
        left = tuple(each for each in self.view.left_out if each != about)
        missed = tuple(each for each in self.view.missed if each != about)
        self.view = replace(self.view, left_out=left, missed=missed)
        return f"Noted: {reason}."

    def lesson(self) -> LessonView:
        return LessonView(self.can_try, "" if self.can_try else "The simulator is not installed.")

    def begin(self, about: Mapping[str, object]) -> OnVirtualTime:
        if self.refuses:
            raise UsageError("The log is\x1b[2J full.", hint="Make room.")
        self.begun.append(about)
        return self.guided

    def over(self) -> None:
        self.over_while_alive.append(self.guided.alive)
        self.view = replace(self.view, lesson_taken=True)


def house(desk: MadeDesk, look: Look | None = None) -> SessionApp:
    """Return the app with rooms behind which stands a desk."""
    return SessionApp(lambda app: House(app, desk, questions=questions()), look=look or Look())


async def room(app: SessionApp, pilot: Pilot[Left], name: str) -> None:
    """Wait until a screen of this name is in front and drawn."""
    while type(app.screen).__name__ != name or not app.screen.is_running:
        await pilot.pause()
    await app.frame()
    await pilot.pause()


async def walk(app: SessionApp, pilot: Pilot[Left], *way: str) -> None:
    """Press keys, and wait for each room that is named between them, with a capital."""
    for step in way:
        if step[0].isupper():
            await room(app, pilot, step)
        else:
            await pilot.press(step)


async def opened(
    app: SessionApp, pilot: Pilot[Left], name: str, *, screen: str, about: Mapping[str, object]
) -> None:
    """Go from home to a room that shows as this screen."""
    await room(app, pilot, "Home")
    if name != "home":
        app.screen.post_message(Go(name, about))
    await room(app, pilot, screen)
