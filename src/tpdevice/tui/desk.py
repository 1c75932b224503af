"""What rooms ask for and get: frozen views. Whoever keeps the log and the sensor is behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from tpdevice.core.plan import Side
from tpdevice.core.settings import Settings, Unit
from tpdevice.tui.past import LogView, PastPage, TrendsView

if TYPE_CHECKING:  # a session takes long to load, and home waits
    from tpdevice.runtime.onehand import OneHand
    from tpdevice.runtime.seat import Seat


class Seen(StrEnum):
    """How it stands with the sensor."""

    LOOKING = "looking"
    LIVE = "live"
    SILENT = "silent"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class SensorView:
    """The sensor at this moment."""

    seen: Seen = Seen.LOOKING
    name: str = ""
    says: str = ""
    """What it does, or why it is not there, and what to do."""
    reads: str = ""
    """The newest force in the person's unit; empty where none is seen."""
    battery: str = ""
    trail_mn: tuple[int | None, ...] = ()
    """Force of the last seconds, mN, oldest first; None where nothing came."""


@dataclass(frozen=True, slots=True)
class SensorRow:
    """One sensor in sight, or what may be one."""

    address: str
    name: str
    kind: str
    """In words."""
    signal: str = ""
    battery: str = ""
    """Empty where nothing is known of it."""
    note: str = ""
    """What to know before a session with it."""
    needs: str = ""
    """The command that sets it up, without which it cannot be chosen; empty where it can be."""
    used: bool = False
    """Whether it is the one that was chosen, or found last."""


@dataclass(frozen=True, slots=True)
class SensorsView:
    """The sensors in sight, in the order in which they were heard."""

    rows: tuple[SensorRow, ...] = ()
    trouble: str = ""
    """Why nothing can be heard, and what to do."""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place that may be pressed, as it was pressed last."""

    point: str
    side: str
    tool: str
    support: str
    name: str
    """In plain words, with its side."""
    why: str
    """When it was pressed last, and whether it is due."""
    due: bool


@dataclass(frozen=True, slots=True)
class HomeView:
    """What home shows."""

    person: str
    """Empty where nobody has given a name yet."""
    places: tuple[PlaceView, ...] = ()
    """Those that are due first."""
    follow_ups: tuple[str, ...] = ()
    """Sessions about which there is something to answer, one sentence each."""
    left_out: tuple[str, ...] = ()
    """What of the plan is not done, without a reason; one phrase each."""
    missed: tuple[str, ...] = ()
    """What of it is of earlier days."""
    lesson_taken: bool = False
    simulated: bool = False
    notices: tuple[str, ...] = ()
    """What went wrong or matters otherwise, one sentence each."""


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Who presses on this machine."""

    names: tuple[str, ...]
    """Who pressed last is first."""
    here: str
    """Who it is now; empty where nobody is known."""


@dataclass(frozen=True, slots=True)
class HowView:
    """With what and how a place is pressed: what was answered before comes first."""

    name: str
    sides: tuple[str, ...]
    side: str
    tools: tuple[str, ...]
    supports: tuple[str, ...]
    support: str


@dataclass(frozen=True, slots=True)
class LessonView:
    """Whether the lesson can be tried out at its end."""

    can_try: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class SessionAsked:
    """What is asked about one session: how sore, 0 to 10, and then two things, yes or no."""

    number: int
    """Of the session, in the log."""
    about: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """Every session about which something is asked."""

    sessions: tuple[SessionAsked, ...]


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """What was not done of a plan, and the reasons to choose from."""

    abouts: tuple[str, ...]
    """One phrase each, as kept in this order."""
    reasons: tuple[str, ...] = ()


class Guided(Protocol):
    """One session that is about to begin."""

    @property
    def seat(self) -> "Seat":
        """What a screen watches."""

    @property
    def simulated(self) -> bool:
        """Whether all of it is made up."""

    @property
    def one_hand(self) -> "OneHand | None":
        """Whom to tell of the presses of the one key."""

    def start(self) -> None:
        """Begin, and return at once."""

    def quit(self, signal: str) -> None:
        """Ask for the end, from any thread."""

    def wait(self) -> None:
        """Come back when the session has ended."""


class Desk(Protocol):
    """Where the rooms get what they show, and where what is done in them goes."""

    def home(self) -> HomeView:
        """Return what is due and why."""

    def sensor(self) -> SensorView:
        """Return the newest of the sensor; cheap, and asked again and again."""

    def sensors(self) -> SensorsView:
        """Return what is in sight; it is looked for as long as somebody asks again and again."""

    def choose_sensor(self, address: str) -> None:
        """Use a sensor from now on, and remember it.

        Raises
        ------
        TpError
            If it has to be set up first, or cannot be remembered.
        """

    def people(self) -> PeopleView:
        """Return who presses here."""

    def sit_down(self, name: str, unit: Unit | None = None) -> None:
        """Be somebody; a unit is kept for them.

        Raises
        ------
        TpError
            If the name is none, or cannot be kept.
        """

    def settings(self) -> Settings:
        """Return what this person likes."""

    def like(self, settings: Settings) -> None:
        """Keep what this person likes.

        Raises
        ------
        StoreError
            If it cannot be kept; it holds until the program ends.
        """

    def test_sound(self, settings: Settings, say: Callable[[str], None]) -> None:
        """Have the tones heard, and the voice; `say` hears why not, from any thread."""

    def log(self) -> LogView:
        """Return past sessions, newest first."""

    def past(self, number: int) -> PastPage:
        """Return one past session in full.

        Raises
        ------
        StoreError
            If the log does not have it, or it is damaged.
        """

    def trends(self) -> TrendsView:
        """Return marks and ratings over time, place by place."""

    def how(self, about: Mapping[str, object]) -> HowView:
        """Return how a place may be pressed."""

    def resting(self) -> Mapping[tuple[str, Side], str]:
        """Return every place that rests today, with why, and until when where that is known."""

    def follow_up(self) -> FollowUpView:
        """Return what is asked of the last sessions."""

    def answer(self, number: int, said: tuple[int, int, int]) -> str:
        """Keep answers to what is asked about the session of this number; return what they mean.

        Raises
        ------
        TpError
            If they cannot be kept.
        """

    def left_out(self) -> LeftOutView:
        """Return what of the plan was not done, of which nobody has said why."""

    def say_why(self, about: str, reason: str) -> str:
        """Keep why something was not done; return what is said to that.

        Raises
        ------
        TpError
            If it cannot be kept.
        """

    def lesson(self) -> LessonView:
        """Return whether there is a simulator for the lesson."""

    def begin(self, about: Mapping[str, object]) -> Guided:
        """Return a session at a place, with a tool, or the lesson's own.

        Raises
        ------
        TpError
            If there can be none.
        """

    def over(self) -> None:
        """Take the session back that has ended, and look for the sensor again."""
