"""What a run was worth, by the true force, every grid point of it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.guiding.course import SETTLE_S, Ran
from benchmarks.guiding.ways import S

PACKETS_A_SECOND = 10
WORD_S = 0.7
THERE_S = 0.3
"""How long a word, and a soft "there", sound. Assumed."""
QUIET = frozenset({"hold", "settle", "by_sight", "press"})
"""Nothing is said for these: they only stand on a screen."""


@dataclass(frozen=True, slots=True)
class Score:
    """One hold. Shares are of the scored time; forces are true."""

    inside: float
    above: float
    below: float
    per_min: float
    """Episodes a minute: utterances that ask for more or less, each repetition counted."""
    words_per_min: float
    """All utterances a minute, "there" among them."""
    sounding: float
    """Share of the time in which something sounds."""
    distance: float
    """Mean absolute distance from the aim, in aims."""
    past_comfort_s: float
    past_comfort: float
    """Greatest excess over the comfort ceiling, share of it; 0 without one."""
    past_ceiling_s: float
    first_s: float
    """From the first touch to the first second in the band."""
    credit: float
    """Time credited although force was not truly in the band, share of what was credited; second by
    second, so that what is withheld elsewhere does not make up for it."""
    come_off: float
    false_come_off: float


def score(ran: Ran) -> Score:
    """Score one run; a person who never came into the band has nothing but zeros."""
    band = ran.given.true
    start_ns, end_ns = ran.began_ns + round(SETTLE_S * S), ran.ended_ns
    if ran.stops:
        end_ns = max(start_ns + S, min(end_ns, ran.stops[0][0]))
    within = (ran.t_ns >= start_ns) & (ran.t_ns < end_ns)
    force_mn = ran.force_n[within] * 1000.0
    if not ran.began_ns or not len(force_mn):
        return Score(*(0.0,) * 12, len(ran.stops), _false_alarms(ran))
    grid_s = float(ran.t_ns[1] - ran.t_ns[0]) / S
    minutes = (end_ns - start_ns) / S / 60.0
    inside = (force_mn >= band.bottom_mn) & (force_mn <= band.top_mn)
    comfort_mn = ran.given.comfort_n * 1000.0
    said = [word for at_ns, word in ran.told if start_ns <= at_ns < end_ns]
    asked = [word for word in said if word.direction in ("more", "less")]
    aloud = [word for word in said if word.key not in QUIET]
    sounding_s = sum(THERE_S if word.key == "there" else WORD_S for word in aloud)
    return Score(
        inside=float(inside.mean()),
        above=float((force_mn > band.top_mn).mean()),
        below=float((force_mn < band.bottom_mn).mean()),
        per_min=len(asked) / minutes,
        words_per_min=len(aloud) / minutes,
        sounding=sounding_s / (60.0 * minutes),
        distance=float(np.abs(force_mn / band.aim_mn - 1.0).mean()),
        past_comfort_s=float((force_mn > comfort_mn).sum()) * grid_s,
        past_comfort=max(0.0, float(force_mn.max()) / comfort_mn - 1.0),
        past_ceiling_s=float((force_mn > band.ceiling_mn).sum()) * grid_s,
        first_s=_first_s(ran, grid_s),
        credit=_wrongly(ran, start_ns, end_ns),
        come_off=len(ran.stops),
        false_come_off=_false_alarms(ran),
    )


def _wrongly(ran: Ran, start_ns: int, end_ns: int) -> float:
    """Return the share of the credited time that was not truly in the band."""
    band = ran.given.true
    force_mn = ran.force_n * 1000.0
    inside = (force_mn >= band.bottom_mn) & (force_mn <= band.top_mn)
    grid_ns = int(ran.t_ns[1] - ran.t_ns[0])
    true_ns = np.concatenate(([0], np.cumsum(inside))) * grid_ns
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
    return wrong / total if total else 0.0


def _first_s(ran: Ran, grid_s: float) -> float:
    """Return when force first stayed in the band for a second, from the first touch on."""
    band = ran.given.true
    force_mn = ran.force_n * 1000.0
    inside = (force_mn >= band.bottom_mn) & (force_mn <= band.top_mn)
    need = round(1.0 / grid_s)
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
