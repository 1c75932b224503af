"""Everything that the world does to a session, as one ordered list of entries."""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from tpdevice.core.action import Action
from tpdevice.core.coaching import Coaching
from tpdevice.core.conversion import Conversion
from tpdevice.core.plan import Calibration, Identity, Limits, PointRules, Prescription
from tpdevice.core.rig import RigNote


class Header(Struct, frozen=True):
    """The first thing on a tape. With the entries after it, replay needs nothing else."""

    tape_version: int
    program: str
    """Version of tpdevice that wrote the tape."""
    seed: int | None
    """Of the simulator, or None."""
    simulated: bool
    identity: Identity
    rules: PointRules
    prescription: Prescription
    limits: Limits
    calibration: Calibration | None
    """Valid marks from an earlier session, or None: CALIBRATE then comes first."""
    calibrate: bool
    """False: go without a target force when there is no calibration."""
    screen: tuple[str, ...]
    """Screening questions to ask, in order: such as `changed`, `screen_a`, `screen_c`, `nerve`."""
    device_key: str
    device_name: str
    device_address: str
    rig_multiplier: float
    """Newtons on the body for one newton at the sensor."""
    zero_n: float | None
    """The last zero of this set-up, N, or None when there is none."""
    local_date: str
    """ISO 8601 date where the person was."""
    fading: tuple[float, ...] = ()
    """What earlier holds taught about this person's ratings; empty when nothing did."""
    device_options: tuple[tuple[str, str], ...] = ()
    """How a person set up a sensor that cannot know by itself, name and value."""
    conversion: Conversion | None = None
    """A person's own, such as the map of a ball; None: as the sensor's kind has it."""
    conversion_date: str = ""
    """When that one was made, ISO 8601, where the person was."""
    conversion_error_n: float | None = None
    """How far it was off at the worst of its loads, N; None where nothing tells."""
    coaching: Coaching = Coaching.FULL
    why_not_more: str = ""
    """Why the sensor does not allow more."""
    rig: RigNote | None = None
    """What is known of the rig beside its multiplier, or None."""
    rezero: bool = False
    """Whether the zero is taken anew before each repetition: a ball warms up and creeps."""
    step_n: float = 0.0
    """The sensor's smallest step with this rig, N; 0 where it is not known."""


TAPE_VERSION = 1

RECORDING: Final = "recording"
"""`device_key` of a session that came as a table of times and forces: no sensor, and no tape."""


class LinkState(StrEnum):
    """What the radio says of the connection."""

    UP = "up"
    DOWN = "down"


class Frame(Struct, frozen=True):
    """One notification's bytes."""

    at_ns: int
    """Arrival, host monotonic time since the session began, ns."""
    channel: str
    data: bytes


class Tick(Struct, frozen=True):
    """Ten times a second, so that something happens when samples stop."""

    at_ns: int


BY_BALL: Final = "ball"
"""Source of a key that nobody pressed: the ball itself was."""


class Key(Struct, frozen=True):
    """An answer or a wish."""

    at_ns: int
    action: Action
    value: int = 0
    """The rating for RATE, otherwise 0."""
    source: str = "person"
    """`person`, `simulated` for a simulated one, or `ball` for an answer by the ball itself."""


class Tare(Struct, frozen=True):
    """Take the zero now, if the sensor is still and near its last zero."""

    at_ns: int
    confirmed: bool = False
    """The person says that nothing touches the sensor: it may be far from the last zero."""


class LinkChange(Struct, frozen=True):
    """The connection came or went."""

    at_ns: int
    state: LinkState
    reason: str = ""


class Overrun(Struct, frozen=True):
    """Frames that the inbox could not take."""

    at_ns: int
    lost: int


class Quit(Struct, frozen=True):
    """The program was told to end: Ctrl-C or SIGTERM."""

    at_ns: int
    signal: str


Entry = Frame | Tick | Key | Tare | LinkChange | Overrun | Quit
