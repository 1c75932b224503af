"""The people who can be simulated, as a table; every number has a source or says assumed."""

import math
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from tpsim.feeling import REPORT_SD, USED_TO_PER_MIN, Traits
from tpsim.tissue import TissueSpec
from tpsim.unsteady import Steadiness

HAND = Steadiness(wander=0.04, beat=0.025, tremor=0.005, breath=0.006)
"""Together about 5 % of the force. Source: Baweja 2009 (4-4.5 % for a finger); the split and the
little extra for a whole arm are assumed."""

LYING = Steadiness(wander=0.025, beat=0.012, tremor=0.002, breath=0.02)
"""Body weight on a ball wanders half as much as a hand, and breathes more. Assumed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of person at one point with one tool. The defaults are the novice."""

    key: str
    about: str
    point: str = "UT"
    side: str = "right"
    tool: str = "hook cane"
    support: str = "hand"
    """`hand`, `cane`, `wall` or `lying`."""

    reaction_s: float = 0.40
    """Median time from a cue to a change of force, s. Assumed, on Woods 2015 (simple reaction of
    0.22 s and 0.55 ms a year) and Bao 2019 (over 0.13 s more with a second task)."""

    reaction_spread: float = 0.20
    """Its lognormal sigma; cut to 0.25-0.9 s. Assumed."""

    tender_n: float = 40.0
    """Median tender force with this tool, N. Source: Bordachar 2019 has 42 +- 20 N for the upper
    trapezius under 1 cm2 (self-reported mean); for a cane's knob assumed alike."""

    tender_sigma: float = 0.43
    """Lognormal sigma, a spread of 45 % between people. Source: Bordachar 2019, Neziri 2011."""

    tender_range_n: tuple[float, float] = (24.0, 72.0)
    """Drawn again outside of this, N. Assumed: where a session is worth having."""

    comfort_ratio: float = 1.30
    """Median of comfort over tender force. Assumed, on Hou 2002 (its tolerance ratios are
    1.32-1.52, and comfort lies below tolerance)."""

    comfort_range: tuple[float, float] = (1.15, 1.6)
    """What that ratio is cut to. Assumed."""

    comfort_sigma: float = 0.06
    """Lognormal sigma of that ratio. Assumed."""

    approach_n_per_s: tuple[float, float] = (3.0, 5.0)
    """How fast they come on, N/s. Assumed: what they are asked for."""

    release_n_per_s: float = 7.0
    """How fast they ease off when asked to, N/s. Assumed."""

    overshoot: float = 0.10
    """How far they go past the force at which coming on may stop, share of it. Assumed."""

    correction: float = 0.18
    """Mean size of one correction, share of the force. Assumed, so that a hand in a band of
    +-15 % is inside it some 80 % of the time."""

    correction_sd: float = 0.05
    """Scatter of that size. Assumed."""

    slowly_per_s: float = 0.05
    """How fast force is changed when asked for it slowly, share of the force, 1/s. Assumed: half
    of the guided 3-5 N/s at 40 N."""

    slowly_spread: float = 0.2
    """Its lognormal sigma from one time to the next. Assumed."""

    slowly_s: float = 6.0
    """After so long without a word they stop on their own, s. Assumed."""

    stop_sd: float = 0.03
    """Scatter of where they stop when told "there", share of the force. Assumed."""

    steadiness: Steadiness = HAND

    slack: float = 0.30
    """Share of the force lost in the end without correction. Source: Ambike 2015 (towards 70 % of
    the start)."""

    slack_s: float = 15.0
    """Time constant of that loss, s. Source: Ambike 2015."""

    slack_again: float = 0.25
    """Share of that loss which a correction begins anew. Assumed: nothing is published."""

    force_sense_per_s: float = 0.6
    """How fast felt force is brought back to what was meant, 1/s; at 0 the hand keeps its place
    and the tissue alone decides. Assumed."""

    posture_per_min: float = 1.0
    """Shifts of posture in a minute, Poisson. Assumed, 0-3."""

    posture_sd: float = 0.06
    """Size of one shift, share of the force. Assumed."""

    tiring: float = 0.5
    """Growth of all unsteadiness when tired. Source: Rohmert's endurance curves for the time
    scale; half as much again is assumed."""

    lets_go: float = 0.4
    """Chance of letting go in a hold: 60 % in the two people of three who respond. Assumed, on
    Gemmell 2008."""

    fades_per_min: float = USED_TO_PER_MIN
    report_sd: float = REPORT_SD
    echo: float = 0.0
    lapses: float = 0.0
    """How pressure fades and how they report it, as in `tpsim.feeling.Traits`."""

    tells: float = 0.8
    """Chance that they press the key when it does. Assumed."""

    disobeys: float = 0.03
    """Chance that a correction is not followed. Assumed."""

    tissue: TissueSpec = field(default_factory=TissueSpec)


def draw(subject: Subject, rng: np.random.Generator) -> Traits:
    """Return one person of this kind."""
    low, high = subject.tender_range_n
    tender_n = 0.0
    while not low <= tender_n <= high:
        tender_n = float(rng.lognormal(math.log(subject.tender_n), subject.tender_sigma))
    ratio = float(rng.lognormal(math.log(subject.comfort_ratio), subject.comfort_sigma))
    least, most = subject.comfort_range
    return Traits(
        tender_n,
        tender_n * min(max(ratio, least), most),
        subject.lets_go,
        fades_per_min=subject.fades_per_min,
        report_sd=subject.report_sd,
        echo=subject.echo,
        lapses=subject.lapses,
    )


_NOVICE: Final = Subject("novice", "first time with a hook cane on the top of the shoulder")

SUBJECTS: Final[dict[str, Subject]] = {
    subject.key: subject
    for subject in (
        _NOVICE,
        replace(
            _NOVICE,
            key="steady",
            about="practised, with a steady hand",
            support="cane",
            reaction_s=0.33,  # assumed, within the 0.3-0.7 s of the default's sources
            # Lower end of Baweja 2009's 2-10 %; the split is assumed.
            steadiness=Steadiness(wander=0.02, beat=0.012, tremor=0.003, breath=0.005),
            correction_sd=0.02,  # assumed
            slack=0.15,  # assumed: half of the usual, out of practice with feedback
            posture_per_min=0.3,  # assumed
            disobeys=0.0,  # assumed
        ),
        replace(
            _NOVICE,
            key="older",
            about="older, slower, less steady, ball against a wall",
            point="LS",
            tool="ball on a wall",
            support="wall",
            reaction_s=0.47,  # Woods 2015: 0.55 ms a year, plus a slower choice (assumed)
            tender_n=36.0,  # assumed: levator much like upper trapezius
            # 1.2-2 times less steady: Sosnoff & Newell 2006 and grip studies; the split is assumed.
            steadiness=Steadiness(wander=0.05, beat=0.035, tremor=0.008, breath=0.02),
            posture_per_min=1.5,  # assumed
            lets_go=0.3,  # assumed
        ),
        replace(
            _NOVICE,
            key="lying",
            about="side-lying with body weight on a ball, hip",
            point="GMD",
            tool="ball on the floor",
            support="lying",
            tender_n=95.0,  # Fischer 1987 has 500-750 kPa there; for a ball assumed
            tender_sigma=0.25,  # assumed
            tender_range_n=(66.0, 118.0),  # assumed: where a session is worth having
            approach_n_per_s=(5.0, 9.0),  # assumed: what they are asked for
            release_n_per_s=9.0,  # assumed
            overshoot=0.08,  # assumed
            correction=0.10,  # assumed
            steadiness=LYING,
            slack=0.10,  # weight does not tire; assumed
            force_sense_per_s=4.0,  # weight sets the force, the depth follows; assumed
            posture_sd=0.05,  # assumed
            # Assumed: the default's law has 8.2 N/mm at that force, and a hip a little more.
            tissue=TissueSpec(secant_n_per_mm=9.0, secant_at_n=90.0),
        ),
        replace(
            _NOVICE,
            key="responder",
            about="feels it let go more often than not, forearm",
            point="EXT",
            tool="ball under the other hand",
            tender_n=38.0,  # assumed, forearm thresholds are much like the shoulder's
            lets_go=0.6,  # assumed, on Gemmell 2008
            tells=0.95,  # assumed
        ),
        replace(
            _NOVICE,
            key="nonresponder",
            about="feels no change, calf",
            point="GAS",
            tool="ball under the other hand",
            tender_n=45.0,  # Polianskis 2001 and Wilke 2018 span 25-48 N; for a ball assumed
            lets_go=0.0,  # by what they are
        ),
        replace(
            _NOVICE,
            key="light",
            about="light work on a kitchen scale, outer forearm",
            point="EXT",
            tool="thumb",
            tender_n=10.0,  # assumed: what a scale of 2 kg can show, with room above
            tender_sigma=0.15,  # assumed
            tender_range_n=(8.0, 11.5),  # assumed
            approach_n_per_s=(1.0, 2.0),  # assumed: slower, since there is little to come on to
            # Assumed: a finger's breadth of soft tissue, a third as stiff as the default's.
            tissue=TissueSpec(secant_n_per_mm=3.0, secant_at_n=10.0),
        ),
    )
}
