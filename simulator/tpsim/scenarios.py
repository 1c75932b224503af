"""What goes wrong in a simulated session, as a table."""

from dataclasses import dataclass
from typing import Final

from tpsim.faults import Fault, Mishap


@dataclass(frozen=True, slots=True)
class Temper:
    """How a person departs from doing what they are told."""

    at_most_tender: float | None = None
    """Never presses harder than this share of the tender force in a hold."""
    comfort_times: float | None = None
    """Presses this many times the comfort force instead of what is asked."""
    lets_go_after_s: tuple[float, float] | None = None
    """Takes the hand away, this long into the first hold."""
    away_s: float = 0.0
    """For so long."""
    ignores: float = 0.0
    """Share of corrections that are not followed."""
    slower: float = 1.0
    """Factor on every reaction time, and on the time to decide on an answer."""
    beyond: float = 0.0
    """Passes "there", or where a step would end, by this share of the force, and then takes the
    hand away for a while."""
    asleep_after_s: tuple[float, float] | None = None
    """Follows nothing any more, this long into the first hold."""
    coughs_per_min: float = 0.0
    """Jolts of a third of a second."""
    lifts_off_s: float = 0.0
    """Takes the hand away for so long to answer a question."""
    drops_n_per_s: float | None = None
    """Comes on as fast as this."""
    stays_off: bool = False
    """Answers, and never presses."""
    stops_after_s: tuple[float, float] | None = None
    """Presses the stop key, this long into the first hold."""
    marks_at: float = 1.0
    """Marks tender and comfort at this many times the force that feels like it."""
    pushes_per_min: float = 0.0
    """In a hold, presses much harder all at once, so often,"""
    push_times: tuple[float, float] = (1.0, 1.0)
    """up to this many times the comfort force,"""
    push_s: tuple[float, float] = (0.0, 0.0)
    """for so long; only "come off" is followed then."""
    by_ball: bool = False
    """Has no key: answers yes and no by pressing the ball, and neither marks nor rates."""


OBEDIENT: Final = Temper()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story."""

    key: str
    about: str
    temper: Temper = OBEDIENT
    mishaps: tuple[Mishap, ...] = ()
    battery_mv: int = 3950
    """Assumed: a lithium cell well charged."""
    wraps_after_s: float | None = None
    """The device's 32-bit counter starts so that it wraps this long after each start, hold or
    not."""


_IN_HOLD: Final = (5.0, 10.0)
"""Seconds into the first hold: past its settling, and before the end even of a short one."""

SCENARIOS: Final[dict[str, Scenario]] = {
    scenario.key: scenario
    for scenario in (
        Scenario("obedient", "does what the cues say, as well as they can"),
        Scenario(
            "never_hard_enough",
            "never presses hard enough to be in the band",
            temper=Temper(at_most_tender=0.6),
        ),
        Scenario(
            "far_too_hard",
            "presses well beyond comfort until told to come off",
            temper=Temper(comfort_times=1.35),
        ),
        Scenario(
            "drops_on",
            "drops on to the tool with all the weight there is",
            temper=Temper(comfort_times=1.6, drops_n_per_s=150.0),
        ),
        Scenario("never_presses", "answers, and never presses", temper=Temper(stays_off=True)),
        Scenario(
            "walks_away",
            "takes the hand away in mid-hold, and does not come back",
            temper=Temper(lets_go_after_s=_IN_HOLD, away_s=3_600.0),
        ),
        Scenario("ignores", "follows half of all corrections", temper=Temper(ignores=0.5)),
        Scenario("late", "reacts late to everything", temper=Temper(slower=2.5)),
        Scenario(
            "overshoots",
            "passes every mark, then takes the hand away",
            temper=Temper(beyond=0.2, away_s=2.0),
        ),
        Scenario(
            "asleep",
            "falls asleep on the tool",
            temper=Temper(asleep_after_s=(15.0, 30.0)),
        ),
        Scenario("coughs", "coughs now and then", temper=Temper(coughs_per_min=4.0)),
        Scenario(
            "by_ball",
            "has no hand free and no key: answers by the ball itself",
            temper=Temper(by_ball=True),
        ),
        Scenario("lifts_off", "takes the hand away to answer", temper=Temper(lifts_off_s=3.0)),
        Scenario(
            "lets_go",
            "takes the hand away in mid-hold, and comes back",
            temper=Temper(lets_go_after_s=_IN_HOLD, away_s=6.0),
        ),
        Scenario(
            "link_drop",
            "the link is lost for 3 s in a hold",
            mishaps=(Mishap(Fault.VANISH, _IN_HOLD, 3.0),),
        ),
        Scenario(
            "stall",
            "3.5 s of silence in a hold, without a disconnect",
            mishaps=(Mishap(Fault.STALL, _IN_HOLD, 3.5),),
        ),
        Scenario(
            "nonsense",
            "torn and senseless frames, for a moment nothing else",
            mishaps=(
                Mishap(Fault.NONSENSE, (2.0, 3.0), 20.0),
                Mishap(Fault.ONLY_NONSENSE, _IN_HOLD, 1.0),
            ),
        ),
        Scenario(
            "counter_wrap",
            "the device's microsecond counter wraps in a hold",
            mishaps=(Mishap(Fault.WRAP, _IN_HOLD, 0.0),),
        ),
        Scenario(
            "low_battery",
            "a weak battery, and the device's warning in a hold",
            mishaps=(Mishap(Fault.LOW_BATTERY, _IN_HOLD, 0.0),),
            battery_mv=3150,
        ),
        Scenario(
            "saturated",
            "the sensor reads beyond its range for a second and a half",
            mishaps=(Mishap(Fault.SATURATED, _IN_HOLD, 1.5),),
        ),
    )
}
