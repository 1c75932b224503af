"""What a voice says: a cue's few words, a question to its end, and what came of a session.

The wording is the screen's own: cues and questions have one table each, and both read it.
"""

from collections.abc import Iterator
from typing import Final

from tpdevice.core.cue import Told
from tpdevice.core.record import Ending, Summary
from tpdevice.core.tape import Header
from tpdevice.core.text import sentence
from tpdevice.core.units import NS_PER_S
from tpdevice.runtime.content import questions
from tpdevice.session.cues import EVERY_WORD
from tpdevice.session.outcomes import OUTCOMES

WORD_S: Final = 0.35
SENTENCE_S: Final = 0.4
"""How long a word and the pause after a sentence take, about. Chosen: espeak's 165 a minute."""
WAKE: Final = "Or press the ball twice, and answer by it."
CONFIRMED: Final = ("yes", "no", "noted", *[str(rating) for rating in range(11)])
_SAYS_WHY: Final = frozenset({Ending.STOPPED_BY_GUARD, Ending.NOT_OFFERED})
_FIRST: Final = ("stop. come off", "no data. come off", "less", "more", "good")
"""Made before all others: nobody is to wait for these."""


def sentences(told: Told) -> tuple[str, ...]:
    """Return what is said of a cue. A question is read to its end, and then how to answer."""
    spoken = told.cue.spoken
    question = questions().get(told.question_id or "")
    if question is not None and told.phase == "SCREENING":
        if_any = ("Yes, if any of these is so.",) if len(question.items) > 1 else ()
        waking = (WAKE,) if told.wakes else ()
        return (question.title, *if_any, *told.items, *question.items, spoken, *waking)
    advised = questions().get(told.cause) if told.cue.key == "refused" else None
    return (spoken, *told.items, *(() if advised is None else (advised.advice,)))


def result(summary: Summary) -> tuple[str, ...]:
    """Return what came of a session, in few words; nothing where nothing was begun."""
    why = (f"{sentence(summary.reason)}.",) if summary.ending in _SAYS_WHY else ()
    if not summary.repetitions or summary.ending is Ending.QUIT:
        return why
    held_s = summary.buckets.held_ns // NS_PER_S
    ratings: tuple[str, ...] = ()
    if summary.first_rating is not None and summary.last_rating is not None:
        ratings = (f"You rated {summary.first_rating}, and at the end {summary.last_rating}.",)
    return (*why, f"{held_s} seconds were held.", *ratings, f"{OUTCOMES[summary.outcome]}.")


def length_s(said: tuple[str, ...]) -> float:
    """Return about how long it takes to say this, s."""
    return sum(WORD_S * len(each.split()) + SENTENCE_S for each in said)


def vocabulary() -> tuple[str, ...]:
    """Return all that may be said, questions first: in this order it is made."""
    return tuple(dict.fromkeys((*_FIRST, *CONFIRMED, *_asked(), *EVERY_WORD)))


def _asked() -> Iterator[str]:
    yield from ("Yes, if any of these is so.", WAKE)
    for question in questions().values():
        yield from (question.title, *question.items)
    for question in questions().values():
        if question.advice:
            yield question.advice


def of_place(header: Header) -> tuple[str, ...]:
    """Return what is said at one place only."""
    rules = header.rules
    return (*rules.guidance, rules.lengthen, *(each.words for each in rules.movements))
