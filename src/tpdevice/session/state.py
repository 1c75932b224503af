"""Everything that is known of a session at one moment, frozen."""

from enum import StrEnum
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.band import Band, Thresholds
from tpdevice.core.cue import Direction, Told
from tpdevice.core.record import Ending, RatingRow, Read, RepetitionRow
from tpdevice.core.tape import Header
from tpdevice.core.units import mn, ns
from tpdevice.session.bandrule import lowered, outer_ceiling_mn
from tpdevice.session.events import Why
from tpdevice.session.guard import CALM, Bounds, Danger, GuardState
from tpdevice.session.phases import Phase
from tpdevice.signal.chain import Chain
from tpdevice.signal.dips import NO_DIP, Dip
from tpdevice.signal.taps import NOTHING, Touch

NOTHING_PRESSES_MN = 1 << 40
"""A force that no sensor reports."""


class Stage(StrEnum):
    """Where a calibration is."""

    ZERO = "zero"
    TENDER = "until first tender"
    COMFORT = "until strongest comfortable"
    OFF = "coming off"
    REST = "resting"


class Ramp(Struct, frozen=True):
    """The two marks of one ramp, mN."""

    tender_mn: int
    comfort_mn: int | None = None


class Calibrating(Struct, frozen=True):
    """How far CALIBRATE has come."""

    stage: Stage = Stage.ZERO
    ramps: tuple[Ramp, ...] = ()
    """Finished ramps, practice among them."""
    now: Ramp | None = None
    """Marks of the present ramp."""
    empty: int = 0
    """Ramps that ended without a mark."""
    odd: bool = False
    """The last tender mark lay outside what is usual here, and is to be repeated."""
    pressed: bool = False
    """The present ramp has begun."""
    void: bool = False
    """The last ramp does not count: it was not seen to its end."""
    since_ns: int = 0
    """When the present ramp was first asked for."""


class Zeroing(Struct, frozen=True):
    """Whether the zero is known to be right."""

    needed: bool = True
    ever: bool = False
    """A zero was taken in this session."""
    tried_ns: int | None = None
    far: int = 0
    """Attempts in a row that were refused as too far from the last zero."""
    asking: bool = False
    """The person is asked whether nothing touches the sensor."""
    moving: bool = False
    beyond: bool = False
    """The sensor shows more than any tool weighs."""
    doubted: bool = False
    """The person came off for long, and the sensor shows more than free all the same."""
    off_since_ns: int | None = None
    """Since when the person comes off without being free, or None."""


class Sight(Struct, frozen=True):
    """Whether force can be seen, and since when not."""

    link_up: bool = False
    link_since_ns: int = 0
    ever: bool = False
    """Force was seen at least once."""
    unseen_since_ns: int | None = 0
    seen_since_ns: int = 0
    """What was measured earlier came late, after a silence, and is not counted."""
    why: Why = Why.LINK_DOWN
    restarted: bool = False
    relinked: bool = False


class Asking(StrEnum):
    """How far one rating is."""

    MATCH = "bringing force to the reference"
    ANSWER = "waiting for the answer"


class Ask(Struct, frozen=True):
    """One rating that is due."""

    due_s: float
    stage: Asking
    since_ns: int
    matched: bool
    final: bool


class Lead(Struct, frozen=True):
    """A correction that goes on until "there" is said."""

    direction: Direction
    """More or less."""
    since_ns: int
    why: str
    look_ns: int
    """When it is looked at anew."""

    @classmethod
    def begun(cls, direction: Direction, at_ns: int, why: str) -> "Lead":
        """Return a correction that begins now."""
        return cls(direction, at_ns, why, at_ns + ns(rules.LEAD_LOOK_S))


class Hold(Struct, frozen=True):
    """One repetition, from the first time in the band until the release."""

    target_ns: int
    due_s: tuple[float, ...]
    """Held times at which ratings are still to be asked."""
    start_ns: int | None = None
    end_ns: int | None = None
    """When held time came to its target; the last rating may come after it."""
    settled: bool = False
    settle_ns: int = 0
    """In-band time, counted as settling, at which the clock starts."""
    reference_mn: int | None = None
    cap_mn: int | None = None
    """The most that may be asked for after a strong rating."""
    strong: bool = False
    """The last rating was strong, so that the cap holds for the next repetition too."""
    ratings: tuple[RatingRow, ...] = ()
    ask: Ask | None = None
    lead: Lead | None = None
    there: bool = False
    """"There" was said, and nothing else since."""
    calm_ns: int = 0
    """Until then no mean begins a correction."""
    offered: bool = False
    """A little more was offered."""
    let_go: bool = False
    cues: int = 0
    lengthened: bool = False
    """The target was raised, because the pressure is light."""


class Pending(Struct, frozen=True):
    """An answer by the ball that may still be taken back."""

    action: Action
    due_ns: int
    """When it counts."""


class Listing(Struct, frozen=True):
    """The numbers of a rating, one by one."""

    number: int
    """The one that stands, or was taken."""
    since_ns: int
    asked_ns: int
    """Since when the rating that they belong to is asked."""
    level_mn: int
    """The force that was held when they began."""
    due_ns: int | None = None
    """When what was taken counts, or None while nothing was."""
    dip: Dip = NO_DIP
    waits: bool = False
    """A correction, or a lightening that is not over, comes before the next number."""


class ByBall(Struct, frozen=True):
    """What is known of answers by the ball itself."""

    touch: Touch = NOTHING
    armed: bool = False
    """Two short presses were seen: this person answers by it."""
    height_mn: int = 0
    """Of the presses that armed it."""
    pending: Pending | None = None
    asked: str = ""
    """The yes-or-no question that stands, by id."""
    asked_ns: int = 0
    """Since when."""
    said: str = ""
    """Cue that is to be told about the last gesture, or nothing."""
    said_until_ns: int = 0
    answered: bool = False
    """The newest answer came by the ball."""
    keyless: bool = False
    """The person said that no key is within reach while pressing."""
    listing: Listing | None = None
    """The numbers of a rating that is answered by the ball, or None."""


class State(Struct, frozen=True, eq=False, dict=True):
    """One moment of a session.

    Beside its values it keeps what is worked out once and then handed on by `later`.
    """

    header: Header
    chain: Chain
    hold: Hold
    now_ns: int = 0
    guard: GuardState = CALM
    phase: Phase = Phase.SCREENING
    since_ns: int = 0
    """When the phase or its present movement began; moved on by the length of a pause."""
    repetition: int = 1
    repetitions: int = 1
    paused_ns: int | None = None
    """When the pause began, or None."""
    marks: Thresholds | None = None
    band: Band | None = None
    aim_mn: int | None = None
    """The line inside the band; after "eased" it may lie higher for one repetition."""
    questions: tuple[str, ...] = ()
    """Screening questions still to be answered."""
    calibrating: Calibrating = Calibrating()
    zero: Zeroing = Zeroing()
    sight: Sight = Sight()
    ball: ByBall = ByBall()
    told: Told | None = None
    rated: tuple[int, int] | None = None
    """The newest rating, asked or not, and when it came."""
    noted_until_ns: int = 0
    """Until then "noted" may be said, after the key for a letting-go."""
    offer_until_ns: int = 0
    """Until then "a little deeper, if you like" may be said."""
    strong_until_ns: int = 0
    """Until then "that is strong" stands."""
    fading: tuple[float, ...] = ()
    """What the holds until now taught about this person's ratings."""
    done: tuple[RepetitionRow, ...] = ()
    read: Read | None = None
    """What was read without coaching; its times once that is over."""
    peak_mn: int = 0
    """Of the repetitions that are over."""
    calibrated_ns: int = 0
    """Time under pressure before the first repetition, in the calibration."""
    echo: str = ""
    """What was just answered, in a word; with the next cue it is told, or gone."""
    cues: int = 0
    bad_frames: int = 0
    saturated: int = 0
    battery_mv: int | None = None
    battery_percent: int | None = None
    withheld: str = ""
    """Why the sensor's values are no force at present, in its driver's words."""
    battery_low_ns: int | None = None
    """When it was first known to be low, or None."""
    battery_told: bool = False
    """The person heard of it."""
    lengthened: int = 0
    """How many times the present movement is done."""
    moved: int = 0
    """Movements before it, where a plan asks for several."""
    danger: Danger | None = None
    ending: Ending | None = None
    reason: str = ""
    over: bool = False
    """Nothing more will come of this session."""

    @property
    def paused(self) -> bool:
        """Whether the clock stands because the person said so."""
        return self.paused_ns is not None

    @property
    def visible(self) -> bool:
        """Whether force can be seen."""
        return self.sight.unseen_since_ns is None

    @property
    def newest_ns(self) -> int:
        """Until when force is known: the newest sample, or now while force cannot be seen."""
        newest_ns = self.chain.t_ns
        return self.now_ns if newest_ns is None or not self.visible else newest_ns

    @property
    def held_ns(self) -> int:
        """Held time of this session, ns."""
        return sum(row.buckets.held_ns for row in self.done) + self.chain.account.buckets.held_ns

    @property
    def pressed_ns(self) -> int:
        """Time under pressure in the repetitions of this session, ns; calibration ramps not."""
        return 0 if self.band is None else self.chain.pressed_ns - self.calibrated_ns

    @cached_property
    def bounds(self) -> Bounds:
        """What the guard measures against."""
        if self.band is None:
            ceiling = outer_ceiling_mn(self.header.rules, self.header.limits)
            return Bounds(ceiling, ceiling, self.free_mn)
        return Bounds(self.band.ceiling_mn, self.band.alarm_mn, self.free_mn)

    @cached_property
    def free_mn(self) -> int:
        """Force below which the point is free; before the first zero nothing counts as pressing."""
        if not self.zero.ever:
            return NOTHING_PRESSES_MN
        band = self.asked_band
        return mn(rules.FREE_N) if band is None else band.free_mn

    @cached_property
    def asked_band(self) -> Band | None:
        """The band as it may be asked for: lowered after a strong rating."""
        if self.band is None or self.hold.cap_mn is None:
            return self.band
        return lowered(self.band, self.hold.cap_mn)

    def later(
        self,
        now_ns: int,
        *,
        chain: Chain | None = None,
        guard: GuardState | None = None,
        ball: ByBall | None = None,
    ) -> "State":
        """Return the state with what samples and ticks change; the rest is handed on as it is.

        So nothing that a state has worked out may depend on these four.
        """
        later = replace(
            self,
            now_ns=now_ns,
            chain=chain or self.chain,
            guard=guard or self.guard,
            ball=ball or self.ball,
        )
        later.__dict__.update(self.__dict__)
        return later

    @property
    def coming_off(self) -> bool:
        """Whether the person was told to come all the way off, and the session waits for it."""
        if self.phase is Phase.CALIBRATE:
            return self.calibrating.stage is Stage.OFF
        return self.phase in (Phase.RELEASE, Phase.REST)

    def lasted_ns(self) -> int:
        """Return how long the phase has lasted, pauses left out, ns."""
        end_ns = self.now_ns if self.paused_ns is None else self.paused_ns
        return end_ns - self.since_ns


def hold_for(header: Header, *, held_before_ns: int, asked_s: float | None = None) -> Hold:
    """Return the hold of the next repetition, as long as the day's limit allows."""
    asked = header.prescription
    left_ns = ns(rules.HELD_PER_DAY_S) - ns(header.limits.held_today_s) - held_before_ns
    target_ns = max(0, min(ns(asked.hold_s if asked_s is None else asked_s), left_ns))
    due_s = tuple([s for s in asked.rating_at_s if ns(s) < target_ns])
    return Hold(target_ns, due_s)


def unsettled(state: State) -> Hold:
    """Return the hold as it begins to settle now."""
    settle_ns = state.chain.account.buckets.settling_ns + ns(rules.SETTLE_S)
    return replace(unled(state.hold, state.now_ns), settled=False, settle_ns=settle_ns)


def unled(hold: Hold, now_ns: int) -> Hold:
    """Return the hold without a correction; no mean may begin one before a while has passed."""
    return replace(hold, lead=None, there=False, calm_ns=now_ns + ns(rules.CALM_S))
