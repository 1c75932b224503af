"""Which questions are due: of which session, and which of its checks."""

from dataclasses import dataclass
from typing import Final

from tpdevice.core import rules
from tpdevice.homework.past import HOUR_S, Answer, Past, Pressed
from tpdevice.homework.standing import Resting, resting

_ALL_H: Final = (*rules.CHECKS_H, rules.CHECK_IF_SORE_H)


@dataclass(frozen=True, slots=True)
class Check:
    """Questions that are due about one session."""

    about: Pressed
    after_h: int
    """What an answer is kept under; each is asked once."""
    again: str = ""
    """Key of the rule by which somebody was told to have it looked at: how did that go?"""


def checks_due(past: Past, *, now_s: int, again_h: int = rules.CHECK_AGAIN_H) -> tuple[Check, ...]:
    """Return what is to be asked now, about the newest session first.

    Only the newest session at a place is asked about: once it was pressed again, nobody can tell
    what soreness is from. A check that was missed is passed over for the next.

    Parameters
    ----------
    again_h
        How long after the last answer it is asked how a visit went, h.
    """
    due: dict[int, Check | None] = {}
    # The gravest first: where a sign and soreness stand together, the sign is asked about.
    for rest in (rest for rest in resting(past, now_s=now_s) if rest.meaning.care):
        if rest.answer.about.session not in due:
            due[rest.answer.about.session] = _again(past, rest, now_s=now_s, again_h=again_h)
    for about in past.newest():
        if about.session not in due:
            due[about.session] = _usual(past.of(about.session), about, now_s=now_s)
    found = [check for check in due.values() if check is not None]
    return tuple(sorted(found, key=lambda check: (-check.about.at_s, -check.about.session)))


def _usual(said: tuple[Answer, ...], about: Pressed, *, now_s: int) -> Check | None:
    age_h = (now_s - about.at_s) / HOUR_S
    if age_h > rules.CHECK_LATEST_H:
        return None
    reached = [hours for hours in _hours(said) if age_h >= hours - rules.CHECK_EARLY_H]
    if not reached or any(_tells_of(answer) >= reached[-1] for answer in said):
        return None
    return Check(about, reached[-1])


def _hours(said: tuple[Answer, ...]) -> tuple[int, ...]:
    """Return the checks of a session; who was sore when last asked is asked once more."""
    newest = max(said, key=lambda answer: answer.at_s, default=None)
    sore = newest is not None and newest.soreness >= rules.SORE
    return _ALL_H if sore else rules.CHECKS_H


def _tells_of(answer: Answer) -> int:
    """Return the latest check that an answer stands for: a late one stands for several."""
    return max((each for each in _ALL_H if each <= answer.hours), default=answer.after_h)


def _again(past: Past, rest: Resting, *, now_s: int, again_h: int) -> Check | None:
    about = rest.answer.about
    said = past.of(about.session)
    newest_s = max(answer.at_s for answer in said)
    if now_s < newest_s + again_h * HOUR_S:
        return None
    # Beyond the usual checks, and each time another number, so that nothing is written over.
    next_h = max(rules.CHECK_IF_SORE_H, *(answer.after_h for answer in said)) + 1
    return Check(about, max(next_h, (now_s - about.at_s) // HOUR_S), again=rest.meaning.rule.key)
