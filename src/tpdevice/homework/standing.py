"""What stands now for a place, of everything that was said: a rest, and a lower band."""

from dataclasses import dataclass

from tpdevice.core import rules
from tpdevice.homework.followup import Meaning, meaning
from tpdevice.homework.past import Answer, Past, Place


@dataclass(frozen=True, slots=True)
class Resting:
    """A rest that stands, and the answer that it comes from."""

    answer: Answer
    meaning: Meaning

    @property
    def covers_all(self) -> bool:
        """Whether no place at all is pressed."""
        return self.meaning.rule.everywhere

    def covers(self, place: Place) -> bool:
        """Say whether a place rests by it."""
        return self.covers_all or self.answer.about.place == place


def resting(past: Past, *, now_s: int) -> tuple[Resting, ...]:
    """Return every rest that stands, the longest first; its order follows from what was said."""
    found = [Resting(answer, meaning(answer)) for answer in past.answers]
    return tuple(sorted((each for each in found if _stands(each, past, now_s)), key=_shortness))


def rest_of(past: Past, place: Place, *, now_s: int) -> Resting | None:
    """Return the rest that holds a place back longest, or None."""
    return next((each for each in resting(past, now_s=now_s) if each.covers(place)), None)


def lowered_by(past: Past, place: Place) -> int:
    """Return by how much the next band at a place is lowered, percent.

    What was said of the newest session there that held something counts; with that session any
    older answer is used up.
    """
    here = [each for each in past.pressed if each.place == place and each.held]
    newest_s = max((each.at_s for each in here), default=0)
    said = [a for a in past.answers if a.about.place == place and a.about.at_s >= newest_s]
    return max((meaning(answer).lower_percent for answer in said), default=0)


def _stands(rest: Resting, past: Past, now_s: int) -> bool:
    if rest.meaning.until_s is not None:
        return rest.meaning.until_s > now_s
    return not any(_lifts(later, rest) for later in past.of(rest.answer.about.session))


def _lifts(later: Answer, rest: Resting) -> bool:
    """Say whether an answer tells that it was looked at, and that the reason is gone."""
    told = rest.answer
    # Within one second it is the number of the check that tells which was said later.
    after = (later.at_s, later.after_h) > (told.at_s, told.after_h)
    return after and later.after_h > rules.CHECK_IF_SORE_H and not rest.meaning.rule.applies(later)


def _shortness(rest: Resting) -> tuple[bool, bool, int, int, int]:
    until_s = rest.meaning.until_s
    told = rest.answer
    return (
        until_s is not None,
        not rest.covers_all,
        0 if until_s is None else -until_s,
        told.at_s,
        told.about.session,
    )
