"""Everything that moves a session from phase to phase, as one table."""

from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    """Where a session is."""

    SCREENING = "SCREENING"
    CALIBRATE = "CALIBRATE"
    APPROACH = "APPROACH"
    HOLD = "HOLD"
    READING = "READING"
    RELEASE = "RELEASE"
    REST = "REST"
    LENGTHEN = "LENGTHEN"
    DONE = "DONE"
    STOPPED = "STOPPED"


class Happening(StrEnum):
    """A fact that can move the session."""

    SCREENED = "screening answered"
    REFUSED = "screening says not today"
    MARKED = "marks known"
    NOT_OFFERED = "no usable band, or no time left today"
    IN_BAND = "force came into the band"
    OUT_LONG = "out of the band for long"
    UNSEEN = "force not visible"
    ONLY_READ = "the sensor does not allow coaching"
    READ = "read for long enough"
    HELD = "hold complete"
    LONG_ENOUGH = "pressed long enough in one go"
    FREE_AGAIN = "free, more to come"
    FREE_LAST = "free, last repetition done"
    RESTED = "rested"
    LENGTHENED = "lengthened"
    UNTOUCHED = "nobody pressed for long, and nothing was held"
    STAYED_OFF = "nobody came back on for long"
    COME_OFF = "the guard said come off"
    STOP_PRESSED = "stop pressed"
    LINK_GONE = "no sensor for a minute"
    QUIT = "program told to end"


P, H = Phase, Happening

_MOVES: Final[dict[tuple[Phase, Happening], Phase]] = {
    (P.SCREENING, H.SCREENED): P.CALIBRATE,
    (P.SCREENING, H.REFUSED): P.DONE,
    (P.SCREENING, H.NOT_OFFERED): P.DONE,
    (P.CALIBRATE, H.MARKED): P.APPROACH,
    (P.CALIBRATE, H.NOT_OFFERED): P.DONE,
    (P.CALIBRATE, H.ONLY_READ): P.READING,
    (P.CALIBRATE, H.UNTOUCHED): P.DONE,
    (P.READING, H.READ): P.DONE,
    (P.APPROACH, H.IN_BAND): P.HOLD,
    (P.APPROACH, H.LONG_ENOUGH): P.RELEASE,
    (P.APPROACH, H.UNTOUCHED): P.DONE,
    (P.APPROACH, H.STAYED_OFF): P.LENGTHEN,
    (P.HOLD, H.OUT_LONG): P.APPROACH,
    (P.HOLD, H.UNSEEN): P.APPROACH,
    (P.HOLD, H.HELD): P.RELEASE,
    (P.HOLD, H.LONG_ENOUGH): P.RELEASE,
    (P.RELEASE, H.FREE_AGAIN): P.REST,
    (P.RELEASE, H.FREE_LAST): P.LENGTHEN,
    (P.REST, H.RESTED): P.APPROACH,
    (P.LENGTHEN, H.LENGTHENED): P.DONE,
}

ENDED: Final = frozenset({P.DONE, P.STOPPED})
"""Phases that nothing leaves."""

_ANYWHERE: Final[dict[Happening, Phase]] = {
    H.COME_OFF: P.STOPPED,
    H.STOP_PRESSED: P.STOPPED,
    H.LINK_GONE: P.DONE,
    H.QUIT: P.DONE,
}
"""What counts in every phase that has not ended."""

NEXT: Final[dict[tuple[Phase, Happening], Phase]] = _MOVES | {
    (phase, happening): to
    for phase in Phase
    if phase not in ENDED
    for happening, to in _ANYWHERE.items()
}
"""Every move there is. A pair that is missing here stands in STAYS or in IMPOSSIBLE."""

STAYS: Final[dict[tuple[Phase, Happening], str]] = {
    (phase, happening): why
    for phases, happenings, why in (
        (ENDED, _ANYWHERE, "it has ended already"),
        (ENDED, {H.UNSEEN}, "it has ended already"),
        ({P.SCREENING}, {H.UNSEEN}, "questions need no sensor"),
        ({P.CALIBRATE}, {H.UNSEEN}, "the ramp is void and begins again"),
        ({P.READING}, {H.UNSEEN}, "nothing is counted; the cue says come off until it is visible"),
        ({P.APPROACH}, {H.UNSEEN}, "the cue says come off until force is visible"),
        ({P.RELEASE, P.REST}, {H.UNSEEN}, "coming off needs no sensor"),
        ({P.LENGTHEN}, {H.UNSEEN}, "the movement needs no sensor"),
    )
    for phase in phases
    for happening in happenings
}
"""Pairs that change nothing, and why."""

_ONLY_IN: Final[dict[Happening, str]] = {
    H.SCREENED: "is said by the last screening answer",
    H.REFUSED: "is said by a screening answer",
    H.MARKED: "is said by the last ramp, or where marks are known already",
    H.NOT_OFFERED: "is said at the very start, and where the band is made",
    H.ONLY_READ: "is said where the band would be made",
    H.READ: "is counted only while reading",
    H.IN_BAND: "is watched only while approaching",
    H.OUT_LONG: "is watched only while holding",
    H.HELD: "is counted only while holding",
    H.LONG_ENOUGH: "is watched only while pressing towards or in the band",
    H.FREE_AGAIN: "is watched only while releasing",
    H.FREE_LAST: "is watched only while releasing",
    H.RESTED: "is counted only while resting",
    H.LENGTHENED: "is counted only while lengthening",
    H.UNTOUCHED: "is counted only where pressing is waited for",
    H.STAYED_OFF: "is counted only where pressing is waited for",
}

IMPOSSIBLE: Final[dict[tuple[Phase, Happening], str]] = {
    (phase, happening): why
    for happening, why in _ONLY_IN.items()
    for phase in Phase
    if (phase, happening) not in NEXT
}
"""Pairs that cannot come about, and why."""


def following(phase: Phase, happening: Happening) -> Phase:
    """Return the phase after `happening`; the same phase where nothing moves."""
    return NEXT.get((phase, happening), phase)
