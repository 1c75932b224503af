"""Who presses where with what, how much was asked for, and what may never be passed."""

from enum import StrEnum

from msgspec import Struct

from tpdevice.core.band import Support


class Side(StrEnum):
    """Which side of the body."""

    LEFT = "left"
    RIGHT = "right"
    MIDDLE = "middle"


class Identity(Struct, frozen=True):
    """What a threshold and a history belong to."""

    profile: str
    point: str
    """Atlas id, such as `UT`."""
    side: Side
    tool: str
    """The user's own name for what presses."""
    support: Support


class Move(Struct, frozen=True):
    """A movement afterwards."""

    key: str
    """By which the atlas knows it, with its figure."""
    words: str
    """In a few words, one sentence."""


class PointRules(Struct, frozen=True):
    """What the atlas says of a point, as far as a session needs it."""

    label: str
    gentle: bool
    ceiling_n: float
    sanity_low_n: float
    """First tender marks below this are worth repeating."""
    sanity_high_n: float
    lengthen: str
    """The movement afterwards, one sentence."""
    guidance: tuple[str, ...] = ()
    """Where it is, how to press, and what to keep away from; a sentence or two each."""
    movements: tuple[Move, ...] = ()
    """What a plan asks for in place of `lengthen`, one after the other; empty where none does."""


class Prescription(Struct, frozen=True):
    """What was asked for at one point."""

    hold_s: float
    repetitions: int
    rest_s: float
    lengthen_s: float
    lengthen_times: int
    rating_at_s: tuple[float, ...]
    """Held times at which a rating is asked; the last is asked when the hold is complete."""
    calibration_ramps: int
    calibration_rest_s: float


class Rest(Struct, frozen=True):
    """Why a place is left alone for now."""

    words: str
    """Why, and until when, as the person reads it."""
    firm: bool = False
    """Nobody may insist: a day's rest is advice, everything longer is not."""
    care: bool = False
    """Somebody who knows should look at it first."""

    def stands(self, *, anyway: bool) -> bool:
        """Return whether nothing begins there; whoever insists passes over advice."""
        return self.firm or not anyway


class Limits(Struct, frozen=True):
    """What else bounds a session. Every ceiling counts; the lowest wins."""

    plan_n: float | None
    """The plan's own cap, N, or None."""
    range_n: float
    """Full scale of the sensor with this rig, N."""
    held_today_s: float
    """Already held at this point today, s."""
    pressed_session_s: float
    """Already pressed in this sitting, s; the ramps of calibrations are not counted."""
    stopped_today: bool = False
    """The guard stopped this point today."""
    places_before: int = 0
    """Other places pressed in this sitting."""
    lower_percent: int = 0
    """By so much the band is lowered, for what was said after the last time here."""
    rest: Rest | None = None
    """Why nothing begins here yet, for what was said after the last time, or None."""


class Calibration(Struct, frozen=True):
    """Stored marks and what they are worth."""

    tender_n: float | None
    comfort_n: float | None
    ramps: int
    age_days: float
