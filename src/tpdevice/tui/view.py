"""What a screen shows at one moment, in words and numbers; nothing here knows how it is drawn."""

from dataclasses import dataclass
from enum import StrEnum

from tpdevice.core.plan import Side
from tpdevice.core.settings import Unit, in_unit
from tpdevice.tui.shapes import Shape


class Stage(StrEnum):
    """Which screen fits."""

    CONNECTING = "connecting"
    QUESTION = "question"
    SESSION = "session"
    LENGTHEN = "lengthen"
    SUMMARY = "summary"
    FAILED = "failed"


class Zone(StrEnum):
    """Where force is, seen from the band."""

    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"
    NONE = "no band"
    UNSEEN = "no data"


class Awaited(StrEnum):
    """What kind of answer is awaited."""

    NOTHING = "nothing"
    RATING = "rating"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class CueView:
    """The one word, and what stands under it."""

    word: str
    text: str
    tone: str
    shape: Shape
    urgent: bool = False
    """Nothing may cover it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the scale worth pointing at."""

    force_n: float
    label: str
    short: str
    """The label where there is little room."""
    force: str = ""
    """Such as `38 N`."""


@dataclass(frozen=True, slots=True)
class GaugeView:
    """Force against the band."""

    full_n: float
    """End of the scale."""
    ticks_n: tuple[float, ...]
    band_n: tuple[float, float] | None
    """True edges of the band."""
    until_n: float | None
    """The line inside the band at which "there" is said, or None where there is none."""
    caption: str
    """Such as `comfortably intense`."""
    band_text: str
    """Such as `34 to 46 N`."""
    force_n: float | None
    """None when it cannot be seen; then nothing may be drawn that looks like a reading."""
    number: str
    """Such as `38 N`, or `no data`."""
    to_go: str
    """Such as `4 N to the band`, or empty."""
    zone: Zone
    marks: tuple[Mark, ...] = ()
    unit: Unit = Unit.N
    """In which the person reads figures; what ends in `_n` is where they stand."""

    def figure(self, force_n: float) -> str:
        """Return what is written at a tick."""
        return f"{round(in_unit(force_n, self.unit), 1):g}"


@dataclass(frozen=True, slots=True)
class TimerView:
    """The big figure, and whether it is running."""

    big: str
    caption: str
    short: str
    """The caption where there is little room."""
    running: bool
    share: float | None
    """How much is done, 0 to 1, or None."""


@dataclass(frozen=True, slots=True)
class BreathView:
    """The orb."""

    fill: float
    """0 empty to 1 full."""
    inhaling: bool
    text: str


@dataclass(frozen=True, slots=True)
class StatsView:
    """Numbers of the present repetition."""

    peak: str
    mean: str
    in_band: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a session's screens show."""

    title: str
    side: Side
    tool: str
    point: str
    simulated: bool
    done: int
    """Repetitions behind."""
    repetitions: int
    step: str
    """Such as `hold 2 of 3`."""
    sensor: str
    """Such as `sensor ✓`."""
    seen: bool
    battery: str
    elapsed: str
    cue: CueView
    gauge: GaugeView
    timer: TimerView | None
    breath: BreathView | None
    awaited: Awaited
    question: str | None
    """Id of the open question."""
    items: tuple[str, ...]
    """What there is to read about it, beside the question's own items."""
    offers: tuple[str, ...]
    """Names of the actions that make sense now."""
    stats: StatsView
    notice: str
    """What the link is doing while there is no data, or the newest trouble."""
    reading: str
    """What the sensor shows while questions are asked; empty when it is not seen, and later."""
    coaching: str
    """Why this sensor is not coached by, or not as usual; said with the first question."""
    only_read: bool
    """Whether the number alone is shown: nothing is asked for, and nothing counts."""
    movement: str
    """What to do while lengthening."""
    figure: str = ""
    """The key of that movement, where it is not the one that the atlas has for this place."""
    paused: bool = False
    reads_itself: bool = False
    """A long question is scrolled by itself: who answers by the ball has no key for it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the time of the holds, in whole seconds."""

    name: str
    time_s: int


@dataclass(frozen=True, slots=True)
class RepetitionLine:
    """One repetition in the summary."""

    name: str
    held: str
    mean: str
    peak: str
    rating: str
    outcome: str


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A session that is over."""

    title: str
    side: Side
    tool: str
    simulated: bool
    cue: CueView
    ending: str
    advice: str
    parts: tuple[Part, ...]
    """They add up to `total_s`."""
    total_s: int
    rating: str
    outcome: str
    """Honest words about what was reported, or what was read."""
    not_coached: str
    """Why not, where it was only read; empty elsewhere."""
    facts: tuple[str, ...]
    lines: tuple[RepetitionLine, ...]
    trouble: str
