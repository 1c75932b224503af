"""What a run was worth, by the true force, every grid point of it."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.guiding.course import SETTLE_S, Ran
from benchmarks.guiding.past import past
from benchmarks.guiding.ways import S

PACKETS_A_SECOND = 10
WORD_S = 0.7
THERE_S = 0.3
"""How long a word, and a soft "there", sound. Assumed."""
QUIET = frozenset({"hold", "settle", "by_sight", "press"})
"""Nothing is said for these: they only stand on a screen."""


@dataclass(frozen=True, slots=True)
class Score:
    """One hold; forces are true.

    Shares are of the scored time, which a stop does not shorten: what comes after one is in no
    band, and an aim away from it. Figures a minute, and the share that sounds, are of the guided
    part of it, up to a stop: the silence afterwards is no merit. Overshoots are counted from the
    first touch until the force is off.
    """

    inside: float
    above: float
    below: float
    ended: float
    """Share of the scored time that was left when "come off" ended the hold. With the three before,
    it adds up to 1."""
    guided_min: float
    """Scored time up to a stop, minutes."""
    per_min: float
    """Episodes a minute: utterances that ask for more or less, each repetition counted; NaN where
    nothing was guided."""
    words_per_min: float
    """All utterances a minute, "there" among them; NaN where nothing was guided."""
    sounding: float
    """Share of the guided time in which something sounds; NaN where there was none."""
    distance: float
    """Mean absolute distance from the aim, in aims."""
    over_comfort: float
    """Overshoots past the comfort ceiling C."""
    over_comfort_s: float
    over_comfort_most: float
    """The deepest of them, share of C beyond it; 0 without one."""
    over_ceiling: float
    """Overshoots past the ceiling, which is 1.25 C."""
    over_ceiling_s: float
    over_ceiling_most: float
    first_s: float
    """From the first touch to the first second in the band; NaN where none came."""
    credit: float
    """Time credited although force was not truly in the band, share of what was credited; second by
    second, so that what is withheld elsewhere does not make up for it. NaN where nothing was."""
    come_off: float
    false_come_off: float


def score(ran: Ran) -> Score:
    """Score one run; who never came into the band was below it all the time."""
    start_ns, end_ns, until_ns = _scored(ran)
    guided = (until_ns - start_ns) / (end_ns - start_ns)
    within = (ran.t_ns >= start_ns) & (ran.t_ns < until_ns)
    force_mn = ran.force_n[within] * 1000.0
    bottom_mn, top_mn, aim_mn = (edge[within] for edge in _edges(ran))
    below, above = _share(force_mn < bottom_mn), _share(force_mn > top_mn)
    off = _share(np.abs(force_mn / aim_mn - 1.0))
    comfort = past(ran.t_ns, ran.force_n, ran.given.comfort_n, since_ns=ran.touched_ns)
    ceiling_n = ran.given.true.ceiling_mn / 1000.0
    ceiling = past(ran.t_ns, ran.force_n, ceiling_n, since_ns=ran.touched_ns)
    return Score(
        inside=guided * (1.0 - below - above),
        above=guided * above,
        below=guided * below,
        ended=1.0 - guided,
        distance=guided * off + (1.0 - guided),
        **_said(ran, start_ns, until_ns),
        over_comfort=comfort.times,
        over_comfort_s=comfort.seconds,
        over_comfort_most=comfort.most,
        over_ceiling=ceiling.times,
        over_ceiling_s=ceiling.seconds,
        over_ceiling_most=ceiling.most,
        first_s=_first_s(ran, until_ns),
        credit=_wrongly(ran, start_ns, until_ns),
        come_off=len(ran.stops),
        false_come_off=_false_alarms(ran),
    )


def _scored(ran: Ran) -> tuple[int, int, int]:
    """Return when the scored time starts and ends, and until when of it somebody was guided, ns."""
    start_ns = (ran.began_ns or ran.touched_ns) + round(SETTLE_S * S)
    stop_ns = ran.stops[0][0] if ran.stops else ran.ended_ns
    return start_ns, ran.ended_ns, min(max(stop_ns, start_ns), ran.ended_ns)


def _share(of: Any) -> float:
    """Return the mean, and 0 of nothing."""
    return float(of.mean()) if len(of) else 0.0


def _said(ran: Ran, start_ns: int, until_ns: int) -> dict[str, float]:
    """Return what was said a minute, and how long it sounded."""
    minutes = (until_ns - start_ns) / S / 60.0
    said = [word for at_ns, word in ran.told if start_ns <= at_ns < until_ns]
    asked = [word for word in said if word.direction in ("more", "less")]
    aloud = [word for word in said if word.key not in QUIET]
    sounding_s = sum(THERE_S if word.key == "there" else WORD_S for word in aloud)
    per_min = 1.0 / minutes if minutes else float("nan")
    return {
        "guided_min": minutes,
        "per_min": len(asked) * per_min,
        "words_per_min": len(aloud) * per_min,
        "sounding": sounding_s / 60.0 * per_min,
    }


def _edges(ran: Ran) -> tuple[Any, Any, Any]:
    """Return bottom, top and aim at each grid point, true mN: of the band then asked for.

    A strong rating lowers it. What the sensor shows wrongly is taken out in proportion.
    """
    since_ns = [at_ns for at_ns, _ in ran.asked]
    which = np.searchsorted(since_ns, ran.t_ns, side="right") - 1
    shown, true = ran.given.shown, ran.given.true

    def of(name: str) -> Any:
        factor = getattr(true, name) / getattr(shown, name)
        return factor * np.array([getattr(band, name) for _, band in ran.asked])[which]

    return of("bottom_mn"), of("top_mn"), of("aim_mn")


def _inside(ran: Ran) -> Any:
    bottom_mn, top_mn, _ = _edges(ran)
    force_mn = ran.force_n * 1000.0
    return (force_mn >= bottom_mn) & (force_mn <= top_mn)


def _wrongly(ran: Ran, start_ns: int, end_ns: int) -> float:
    """Return the share of the credited time that was not truly in the band; NaN of nothing."""
    grid_ns = int(ran.t_ns[1] - ran.t_ns[0])
    true_ns = np.concatenate(([0], np.cumsum(_inside(ran)))) * grid_ns
    marks = [(at_ns, ns) for at_ns, ns in ran.credited_ns if start_ns <= at_ns <= end_ns]
    marks = [mark for i, mark in enumerate(marks) if i % PACKETS_A_SECOND == 0]
    total = wrong = 0.0
    for (from_ns, before), (to_ns, after) in pairwise(marks):
        truly = (
            true_ns[np.searchsorted(ran.t_ns, to_ns)] - true_ns[np.searchsorted(ran.t_ns, from_ns)]
        )
        # A hold that ends begins its account anew, and so does a timer that is set back.
        credited = max(0, after - before)
        total += credited
        wrong += max(0.0, credited - float(truly))
    return wrong / total if total else float("nan")


def _first_s(ran: Ran, until_ns: int) -> float:
    """Return when force first stayed in the band for a second, from the first touch on."""
    need = round(S / float(ran.t_ns[1] - ran.t_ns[0]))
    inside = _inside(ran) & (ran.t_ns <= until_ns)
    runs = np.convolve(inside, np.ones(need), mode="valid") >= need - 0.5
    if not runs.any():
        return float("nan")
    return float(ran.t_ns[int(runs.argmax())] - ran.touched_ns) / S


def _false_alarms(ran: Ran) -> int:
    """Count "come off" for force where the true force of the last second was never that high."""
    false = 0
    for at_ns, key in ran.stops:
        limit_mn = ran.given.true.alarm_mn
        if key not in ("come_off_alarm", "come_off_ceiling"):
            continue
        last = (ran.t_ns > at_ns - S) & (ran.t_ns <= at_ns)
        false += bool((ran.force_n[last] * 1000.0).max(initial=0.0) <= limit_mn)
    return false
