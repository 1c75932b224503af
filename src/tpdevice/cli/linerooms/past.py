"""What was, in lines: past sessions, each to be read in full, and how it went over time."""

from collections.abc import Iterator
from typing import Final

from tpdevice.cli.linerooms.here import Here, tell
from tpdevice.cli.linerooms.pages import say_sentences, to_listen
from tpdevice.cli.output import say
from tpdevice.cli.sessionlines import NEVER_CLOSED, SO_FAR, rating_line, session_lines
from tpdevice.core.errors import StoreError
from tpdevice.core.settings import Settings
from tpdevice.core.text import harmless, sentence
from tpdevice.runtime.mending import as_it_stands
from tpdevice.store.database import open_for_reading
from tpdevice.store.read import show_session
from tpdevice.tui.past import Dot, PastSession, Trend

_AT_ONCE: Final = 9
"""Sessions that are read out together. Chosen."""
_EARLIER: Final = "Earlier ones."


def log_room(here: Here) -> None:
    """List past sessions, some at a time, and read those that somebody chooses."""
    sessions = here.desk.log().sessions
    if not sessions:
        say("No sessions yet.")
        return
    at, read_out = 0, True
    while True:
        some = sessions[at : at + _AT_ONCE]
        lines = [_line(each) for each in some]
        lines += [_EARLIER] if at + _AT_ONCE < len(sessions) else []
        ask = here.dialogue.choose if read_out else here.dialogue.chosen
        taken = ask("Past sessions", lines)
        if taken is None:
            return
        read_out = taken == len(some)
        if read_out:
            at += _AT_ONCE
        else:
            _read(here, some[taken].number)


def _line(session: PastSession) -> str:
    rated = f"rated {to_listen(session.ratings)}" if session.ratings else ""
    happened = (session.held, rated, session.outcome, session.ended, f"with {session.tool}")
    mark = f", {session.mark}" if session.mark else ""
    return f"{session.when}, {session.place}{mark}: {', '.join(filter(None, happened))}."


def _read(here: Here, number: int) -> None:
    """Say one session in full."""
    try:
        lines = list(_in_full(here, number, here.desk.settings()))
    except StoreError as error:
        tell(error)
        return
    for text in lines:
        say(to_listen(text))


def _in_full(here: Here, number: int, settings: Settings) -> Iterator[str]:
    with open_for_reading(here.path) as store:
        page = show_session(store, number)
        summary = page.summary or as_it_stands(store, number)
    yield from session_lines(page, summary, unit=settings.unit)
    if page.summary is None:
        yield NEVER_CLOSED if summary is None else SO_FAR
    yield from [rating_line(rating) for rating in page.ratings]
    yield from [f"note: {harmless(note)}" for note in page.notes]


def trends_room(here: Here) -> None:
    """Say how marks and ratings went, place by place."""
    view = here.desk.trends()
    trends = view.trends
    if not trends:
        say("Nothing was pressed yet.")
        say("The first session makes the first marks, ratings and days.")
        return
    names = [f"{each.place}, with {each.tool}." for each in trends]
    taken = 0 if len(trends) == 1 else here.dialogue.choose("Over time", names)
    while taken is not None:
        _tell_trend(trends[taken], view.since)
        taken = None if len(trends) == 1 else here.dialogue.chosen("Over time", names)


def _tell_trend(trend: Trend, since: str) -> None:
    from tpdevice.homework.helped import NOTE as TOGETHER
    from tpdevice.tui.screens.trends import NOTE, left_out

    say(f"{trend.place}, with {trend.tool}{', SIMULATED' if trend.simulated else ''}.")
    for name, dots in (("first tender", trend.tender), ("comfort mark", trend.comfort)):
        for dot in dots:
            say(f"{dot.date}: {name} {_figure(dot, trend.unit)}.")
    for text in trend.sentences:
        say(f"{sentence(to_listen(text))}.")
    if trend.tender:  # its first sentence is about the drawing
        say(NOTE.partition(". ")[2])
    if since:
        say_sentences(left_out(since))
    if trend.helped:
        say_sentences(f"What helped. {TOGETHER}")
    for text in trend.helped:
        say(f"{sentence(to_listen(text))}.")
    for name, *_, told in trend.months:
        say(f"{name}: {told}.")
    for rated in trend.ratings:
        later = "" if rated.sore is None else f", sore {rated.sore} the next day"
        say(f"{rated.date}: rated {to_listen(rated.text)}{later}.")


def _figure(dot: Dot, unit: str) -> str:
    return f"{dot.force:.1f} {unit}, give or take {dot.error:.1f}"
