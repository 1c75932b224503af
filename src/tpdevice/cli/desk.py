"""The desk at home: the log, the people and the sensor, in views for the rooms."""

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec.structs import replace

from tpdevice.cli.asked import DEMO, USUAL, sides_of, ways_of
from tpdevice.cli.dueplaces import due_places, notices, rehearsed_places, resting_places, since
from tpdevice.cli.dueplan import left_out_places, with_plan
from tpdevice.cli.naming import named
from tpdevice.cli.pastpage import past_page
from tpdevice.cli.pastviews import past_sessions, past_trends
from tpdevice.cli.resting import rest_at, way_on, why_not
from tpdevice.cli.sensorview import sensor_view, sensors_view
from tpdevice.cli.testsound import sound_test
from tpdevice.cli.watching import Watch
from tpdevice.core.band import Support
from tpdevice.core.errors import NotInStore, StoreError, UsageError
from tpdevice.core.plan import Identity, Side
from tpdevice.core.settings import Settings, Unit
from tpdevice.core.text import harmless
from tpdevice.homework.past import Place
from tpdevice.runtime import content
from tpdevice.runtime.care import Care, Question, answered, care_for
from tpdevice.runtime.carewords import title
from tpdevice.runtime.homework import Homework, homework_of, news, say_why
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.targets import Target
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.people import keep_settings, people, settings_of
from tpdevice.store.places import known_tools, pressed_places
from tpdevice.store.plans import REASONS
from tpdevice.store.remembered import profiles, remember_sensor
from tpdevice.tui.desk import (
    FollowUpView,
    HomeView,
    HowView,
    LeftOutView,
    LessonView,
    PeopleView,
    SensorsView,
    SensorView,
    SessionAsked,
)
from tpdevice.tui.past import LogView, PastPage, TrendsView

if TYPE_CHECKING:  # home is there before what a session needs
    from tpdevice.cli.sitting import Sitting

T = TypeVar("T")
_NO_SIMULATOR: Final = (
    "The simulator is not installed here: `pip install 'tpdevice[sim]'` brings it."
)


class HouseDesk:
    """Reads the log whenever it is asked, so that two rooms never disagree."""

    def __init__(
        self, path: Path, target: Target, *, watch: Watch | None = None, plain: bool = False
    ) -> None:
        """Take where the log and the sensor are, and whether sessions go in lines."""
        self._path, self._target, self._plain = path, target, plain
        self._watch = Watch(path, target) if watch is None else watch
        self._trouble = ""
        """Why the log could not be read the last time."""
        self.begun: Sitting | None = None
        """The session that runs, or just ended."""
        self.not_stored: list[Sitting] = []
        """Sessions that the log did not take; they are offered another file at the end."""
        self._asked: dict[int, Question] = {}
        """Asked, by session: an answer belongs to what was read, whatever fell due since."""
        names = self._read(people) or ()
        self._person = names[0] if names else ""
        self._settings = self._read(lambda store: settings_of(store, self._person)) or Settings()

    def start(self) -> None:
        """Begin to look for the sensor."""
        self._watch.start()

    def leave(self) -> None:
        """Let the sensor go."""
        self._watch.leave()

    def home(self) -> HomeView:
        """Return what is due and why."""
        simulated = self._target.simulated
        recent = since(local_now().date().isoformat())
        used = (
            self._read(lambda s: pressed_places(s, self._person, since=recent, simulated=simulated))
            or ()
        )
        known = self._read(lambda store: profiles(store, include_simulated=True)) or ()
        care = Care() if simulated else self._care()
        homework = self._homework()
        places = rehearsed_places(used) if simulated else due_places(care, used)
        return HomeView(
            person=harmless(self._person),
            places=with_plan(places, homework, care),
            follow_ups=tuple(f"{q.title}, {q.when}: how is it now?" for q in care.questions),
            left_out=() if simulated else _abouts(homework),
            missed=() if simulated else _abouts(homework, earlier=True),
            lesson_taken=DEMO in known,
            simulated=simulated,
            notices=(*self._notices(care), *(news(homework) if homework is not None else ())),
        )

    def _care(self) -> Care:
        try:
            return care_for(self._path, self._person)
        except StoreError:
            return Care()  # the log was read before, and what is wrong with it is told

    def _homework(self) -> Homework | None:
        """Return what is due by the plan; a rehearsal is asked for the whole day's anew."""
        simulated = self._target.simulated
        return self._read(
            lambda s: homework_of(s, self._person, now=local_now(), rehearsed=simulated)
        )

    def _notices(self, care: Care) -> Iterator[str]:
        if self._trouble:
            yield self._trouble
        yield from notices(care)
        for sitting in self.not_stored:
            yield (
                f"Not stored: {sitting.not_stored} When you leave, you are asked for another file."
            )

    def sensor(self) -> SensorView:
        """Return the newest of the sensor."""
        return sensor_view(self._watch, self._settings.unit)

    def sensors(self) -> SensorsView:
        """Return what is in sight; it is looked for as long as somebody asks again and again."""
        return sensors_view(self._watch, simulated=self._target.simulated)

    def choose_sensor(self, address: str) -> None:
        """Use a sensor from now on; what cannot be remembered is used until the end all the same.

        Raises
        ------
        UsageError
            If it is not in sight, or has to be set up first.
        StoreError
            If it cannot be remembered.
        """
        sensor = self._watch.use(address)
        if not self._target.simulated:
            with open_store(self._path) as store:
                remember_sensor(
                    store, sensor.kind, address=address, name=sensor.name, now=datetime.now(UTC)
                )

    def people(self) -> PeopleView:
        """Return who presses here."""
        return PeopleView(self._read(people) or (), self._person)

    def sit_down(self, name: str, unit: Unit | None = None) -> None:
        """Be somebody; whoever is new is kept, with the unit they think in.

        Raises
        ------
        UsageError
            If the name is blank.
        StoreError
            If it cannot be kept.
        """
        name = named(name, "The name")
        with open_store(self._path) as store:
            settings = settings_of(store, name)
            if unit is not None:
                settings = replace(settings, unit=unit)
                keep_settings(store, name, settings)
        self._person, self._settings = name, settings

    def settings(self) -> Settings:
        """Return what this person likes."""
        return self._settings

    def like(self, settings: Settings) -> None:
        """Keep what this person likes; what cannot be kept holds until the end all the same.

        Raises
        ------
        StoreError
            If it cannot be kept.
        """
        self._settings = settings
        if self._person:
            with open_store(self._path) as store:
                keep_settings(store, self._person, settings)

    def test_sound(self, settings: Settings, say: Callable[[str], None]) -> None:
        """Have the tones heard, and the voice, on a thread of their own."""
        threading.Thread(target=sound_test, args=(settings, say), daemon=True).start()

    def log(self) -> LogView:
        """Return past sessions, newest first."""
        simulated = self._target.simulated
        found = self._read(lambda store: past_sessions(store, self._person, simulated=simulated))
        return found or LogView()

    def past(self, number: int) -> PastPage:
        """Return one past session in full.

        Raises
        ------
        StoreError
            If the log does not have it, or it is damaged.
        """
        with open_for_reading(self._path) as store:
            return past_page(store, number, unit=self._settings.unit)

    def trends(self) -> TrendsView:
        """Return marks and ratings over time, place by place."""
        unit, simulated = self._settings.unit, self._target.simulated
        found = self._read(
            lambda store: past_trends(store, self._person, unit=unit, simulated=simulated)
        )
        return found or TrendsView()

    def how(self, about: Mapping[str, object]) -> HowView:
        """Return how a place may be pressed; what was answered before comes first."""
        point = str(about["point"])
        sides = tuple(sides_of(point))
        simulated = self._target.simulated
        tools = self._read(lambda s: known_tools(s, self._person, simulated=simulated)) or ()
        side = str(about.get("side") or sides[0])
        ways, support = tuple(ways_of(point)), tools[0][1] if tools else USUAL["support"]
        return HowView(
            name=title(Place(point, side)),
            sides=sides,
            side=side if side in sides else sides[0],
            tools=tuple(tool for tool, _ in tools) or (USUAL["tool"],),
            supports=ways,
            support=support if support in ways else content.point(point).supports[0].value,
        )

    def resting(self) -> Mapping[tuple[str, Side], str]:
        """Return every place that rests today and why; with a simulated sensor nothing does."""
        left = left_out_places(self._homework())
        return left if self._target.simulated else resting_places(self._care()) | left

    def follow_up(self) -> FollowUpView:
        """Return what is asked of the last sessions, the newest first."""
        self._asked = {each.check.about.session: each for each in self._care().questions}
        return FollowUpView(
            tuple(
                SessionAsked(number, f"{q.title}, {q.when}", tuple(each.text for each in q.asked))
                for number, q in self._asked.items()
            )
        )

    def answer(self, number: int, said: tuple[int, int, int]) -> str:
        """Keep the answers to one session's questions; return what they mean for the next time.

        Raises
        ------
        StoreError
            If they cannot be kept.
        """
        question = self._asked[number]
        soreness, bruise, warning = said
        return answered(
            self._path, question, soreness=soreness, bruise=bool(bruise), warning=bool(warning)
        )

    def left_out(self) -> LeftOutView:
        """Return what of the plan was not done, of which nobody has said why."""
        homework = None if self._target.simulated else self._homework()
        return LeftOutView(_abouts(homework), REASONS)

    def say_why(self, about: str, reason: str) -> str:
        """Keep why something was not done; return what is said to that.

        Raises
        ------
        StoreError
            If it cannot be kept.
        """
        homework = self._homework()
        unsaid = [] if homework is None else [u for u in homework.unsaid if u.about == about]
        if homework is None or not unsaid:
            return "Nothing is asked of it any more."
        with open_store(self._path) as store:
            return say_why(store, homework, unsaid[0], reason=reason, now=local_now())

    def lesson(self) -> LessonView:
        """Return whether there is a simulator for the lesson."""
        there = find_spec("tpsim") is not None and find_spec("bumble") is not None
        return LessonView(there, "" if there else _NO_SIMULATOR)

    def begin(self, about: Mapping[str, object]) -> "Sitting":
        """Return a session at a place, with a tool, or the lesson's own.

        Raises
        ------
        UsageError
            If it is not said whose it is, or the place rests.
        """
        from tpdevice.cli import handover

        if about.get("lesson"):
            self.begun = handover.lesson_of(
                self._path, self._watch, self._settings, plain=self._plain
            )
            return self.begun
        if not self._person:
            raise UsageError("Nobody has said who presses.", hint="Say it first: p at home.")
        identity = Identity(
            self._person,
            str(about["point"]),
            Side(str(about["side"])),
            named(str(about["tool"]), "The tool"),
            Support(str(about["support"])),
        )
        if not self._target.simulated:
            rest = rest_at(self._path, identity)
            if rest is not None:
                raise UsageError(why_not(rest, identity), hint=way_on(rest))
        self.begun = handover.session_of(
            self._path,
            self._target,
            identity,
            watch=self._watch,
            settings=self._settings,
            plain=self._plain,
        )
        return self.begun

    def over(self) -> None:
        """Take the session back that has ended, and look for the sensor again."""
        if self.begun is not None and self.begun.not_stored is not None:
            self.not_stored.append(self.begun)
        self.begun = None
        self._watch = Watch(self._path, self._target, chosen=self._watch.chosen)
        self._watch.start()

    def _read(self, what: Callable[[Store], T]) -> T | None:
        """Return something of the log; a file that cannot be read is told, and stops nobody."""
        try:
            with open_for_reading(self._path) as store:
                found = what(store)
        except NotInStore:
            return None
        except StoreError as error:
            self._trouble = f"{error} {error.hint}".strip()
            return None
        self._trouble = ""
        return found


def _abouts(homework: Homework | None, *, earlier: bool = False) -> tuple[str, ...]:
    """Return what is not done of a plan, or only what is of earlier days."""
    unsaid = () if homework is None else homework.unsaid
    return tuple([each.about for each in unsaid if not (earlier and each.today)])
