"""Care around the sessions of one person: what is due, what is to be answered, what stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from tpdevice.core import rules
from tpdevice.core.errors import NotInStore
from tpdevice.core.plan import Identity, Rest
from tpdevice.core.text import sentence
from tpdevice.homework.checks import Check, checks_due
from tpdevice.homework.due import FIRST, Due, Kind, due
from tpdevice.homework.followup import meaning
from tpdevice.homework.past import Answer, Past, Place
from tpdevice.homework.progress import LOOK, PATTERN, Gain, gain, often
from tpdevice.homework.questions import Asked, questions_of
from tpdevice.homework.standing import lowered_by, rest_of
from tpdevice.runtime.carewords import ago, rest_words, title, until_text
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.mending import mend
from tpdevice.runtime.ownplan import planned_at
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.followups import PAST_DAYS, done_by, keep_answer, past_of


@dataclass(frozen=True, slots=True)
class Question:
    """Questions about one session, due now."""

    check: Check
    title: str
    """The place in plain words."""
    when: str
    """When it was pressed, such as "yesterday"."""

    @property
    def again(self) -> bool:
        """Whether somebody was told to have it looked at, and is asked how that went."""
        return bool(self.check.again)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What is asked, in order."""
        return questions_of(self.check)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is due, or that is not, in words."""

    kind: Kind
    title: str
    """The place in plain words; empty where it is about none, or about all."""
    why: str
    place: Place | None = None
    until: str = ""
    """Until when it rests; empty where it does not, or until somebody looked at it."""
    lower_percent: int = 0
    """By how much the next band is lowered."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Something worth reading about a place."""

    key: str
    """`look`: have someone look at it; `pattern`: what surrounds it."""
    place: Place
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Care:
    """Everything that is known for one person at one moment."""

    items: tuple[Item, ...] = ()
    """The most pressing first."""
    questions: tuple[Question, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class Here:
    """What stands at one place."""

    rest: Rest | None = None
    lower_percent: int = 0


NOTHING_YET: Final = Care((Item(Kind.FIRST, "", FIRST),))
LEFT_OUT: Final = Rest("your plan leaves this place out, for as long as it lasts", firm=True)
ALREADY: Final = "This was answered already; the first answer stays."


def care_for(
    path: Path, profile: str, *, now: datetime | None = None, again_h: int = rules.CHECK_AGAIN_H
) -> Care:
    """Return what is due for a person, from the log.

    Parameters
    ----------
    again_h
        How long after somebody was told to have it looked at they are asked again, h.

    Raises
    ------
    StoreError
        If the log cannot be read.
    """
    now = now or local_now()
    try:
        store = open_for_reading(path)
    except NotInStore:
        return NOTHING_YET
    with store:
        mend(store)
        return _care(store, profile, now, again_h)


def _care(store: Store, profile: str, now: datetime, again_h: int) -> Care:
    past, today, now_s = _past(store, profile, now), now.date().toordinal(), int(now.timestamp())
    checks = checks_due(past, now_s=now_s, again_h=again_h)
    return Care(
        items=tuple([_item(each, now) for each in due(past, today=today, now_s=now_s)]),
        questions=tuple([_question(check, today) for check in checks]),
        advice=_advice(store, profile, past, today),
    )


def _past(store: Store, profile: str, now: datetime) -> Past:
    return past_of(store, profile, since=now - timedelta(days=PAST_DAYS))


def here(store: Store, identity: Identity, *, now: datetime | None = None) -> Here:
    """Return what stands at the place of a session that is to begin."""
    now = now or local_now()
    past, place = _past(store, identity.profile, now), Place(identity.point, identity.side.value)
    rest = rest_of(past, place, now_s=int(now.timestamp()))
    words = None if rest is None else rest_words(rest, now)
    if words is None or not words.firm:
        plan = planned_at(store, identity, today=now.date())
        words = LEFT_OUT if plan is not None and plan.left_out else words
    return Here(words, lowered_by(past, place))


def waiting(path: Path, profile: str) -> str:
    """Return one sentence on the questions that wait for an answer, or nothing.

    Raises
    ------
    StoreError
        If the log cannot be read.
    """
    titles = [each.title for each in care_for(path, profile).questions]
    return f"How is it since the last time ({'; '.join(titles)})?" if titles else ""


def answered(
    path: Path,
    question: Question,
    *,
    soreness: int,
    bruise: bool,
    warning: bool,
    now: datetime | None = None,
) -> str:
    """Keep what a person says, and return what it means for the next time.

    Raises
    ------
    StoreError
        If the log does not take it.
    """
    now = now or local_now()
    check = question.check
    said = Answer(check.about, check.after_h, int(now.timestamp()), soreness, bruise, warning)
    with open_store(path) as store:
        kept = keep_answer(store, said, local_date=now.date().isoformat())
    if not kept:
        return ALREADY
    found = meaning(said)
    until = f" It rests until {until_text(found.until_s, now)}." if found.until_s else ""
    return f"{found.said}{until}"


def _question(check: Check, today: int) -> Question:
    return Question(check, title(check.about.place), ago(check.about.day, today))


def _item(each: Due, now: datetime) -> Item:
    rest = None if each.rest is None else each.rest.meaning.until_s
    return Item(
        kind=each.kind,
        title="" if each.place is None else title(each.place),
        why=each.why if each.rest is None else _why_it_rests(each),
        place=each.place,
        until="" if rest is None else until_text(rest, now),
        lower_percent=each.lower_percent,
    )


def _why_it_rests(each: Due) -> str:
    assert each.rest is not None
    return f"{sentence(each.rest.meaning.rule.why)}. {each.why}"


def _advice(store: Store, profile: str, past: Past, today: int) -> tuple[Advice, ...]:
    since = date.fromordinal(today) - timedelta(days=rules.LOOK_BACK_DAYS)
    found = []
    for place, done in done_by(store, profile, since=since.isoformat()).items():
        if often([each.day for each in past.pressed if each.place == place], today=today):
            found.append(Advice("pattern", place, title(place), PATTERN))
        if gain(done, today=today) is Gain.NONE:
            found.append(Advice("look", place, title(place), LOOK))
    return tuple(found)
