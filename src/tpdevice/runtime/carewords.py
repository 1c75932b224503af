"""Rests and places in words, with hours as the clock on the wall shows them."""

from datetime import UTC, datetime, timedelta

from tpdevice.core.errors import UsageError
from tpdevice.core.plan import Rest
from tpdevice.core.text import sentence
from tpdevice.homework.past import Place
from tpdevice.homework.standing import Resting
from tpdevice.runtime import content


def title(place: Place) -> str:
    """Return a place in plain words; one that the atlas no longer has goes by its id."""
    try:
        name = content.point(place.point).plain
    except UsageError:
        name = place.point
    return f"{sentence(name)}, {place.side}"


def until_text(until_s: int, now: datetime) -> str:
    """Return when a rest ends, on the wall clock of `now`, rounded up to the minute."""
    whole_s = -(-until_s // 60) * 60
    then = datetime.fromtimestamp(whole_s, UTC).astimezone(now.tzinfo)
    days = then.date() - now.date()
    if days <= timedelta(days=1):
        return f"{'tomorrow' if days else 'today'}, {then:%H:%M}"
    return f"{then:%A} {then.day} {then:%B}, {then:%H:%M}"


def ago(day: int, today: int) -> str:
    """Return how long ago a day was."""
    days = today - day
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def lowered_text(percent: int) -> str:
    """Return what is told of a lower band before a session."""
    return f"You will be asked for {percent} % less: this place was sore after the last time."


def rest_words(rest: Resting, now: datetime) -> Rest:
    """Return a rest as a session carries it: why, until when, and whether one may insist."""
    meaning = rest.meaning
    why = meaning.rule.why
    if meaning.until_s is None:
        return Rest(f"{why}. {meaning.rule.said.removesuffix('.')}", firm=True, care=True)
    how = "this rest cannot be skipped" if meaning.firm else "this rest is advice"
    words = f"{why}, so it rests until {until_text(meaning.until_s, now)}; {how}"
    return Rest(words, firm=meaning.firm)
