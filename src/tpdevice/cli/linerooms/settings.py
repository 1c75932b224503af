"""What a person likes, in lines: each with its value; what is changed is kept at once."""

from tpdevice.cli.linerooms.here import Here, tell
from tpdevice.cli.output import say
from tpdevice.core.errors import TpError
from tpdevice.core.settings import Settings
from tpdevice.core.text import harmless, sentence
from tpdevice.tui.liking import LIKINGS, Liking

_SOUND_TEST = "Hear the tones and the voice."


def settings_room(here: Here) -> None:
    """Read every setting out, and change what somebody wants changed."""
    taken = here.dialogue.choose("Settings", _lines(here.desk.settings()))
    while taken is not None:
        if taken < len(LIKINGS):
            _change(here, LIKINGS[taken])
        else:
            _hear(here.desk.settings())
        taken = here.dialogue.chosen("Settings", _lines(here.desk.settings()))


def _lines(settings: Settings) -> list[str]:
    return [*[_value(row, settings) for row in LIKINGS], _SOUND_TEST]


def _value(row: Liking, settings: Settings) -> str:
    return f"{sentence(row.name)}: {row.said(settings)}."


def _change(here: Here, row: Liking) -> None:
    """Turn what is on or off; ask among more."""
    say(f"{sentence(row.help)}.")
    before = here.desk.settings()
    ways = [before]
    for _ in row.choices[1:]:
        ways.append(row.turned(ways[-1], 1))
    if len(ways) == 2:
        taken: int | None = 1
    else:
        now = f"{row.said(before)}, as it is now"
        choices = [now, *[row.said(each) for each in ways[1:]]]
        taken = here.dialogue.choose(sentence(row.name), choices)
    if taken is not None:
        _keep(here, row, ways[taken])


def _keep(here: Here, row: Liking, settings: Settings) -> None:
    try:
        here.desk.like(settings)
    except TpError as error:
        tell(error)
    say(_value(row, settings))


def _hear(settings: Settings) -> None:
    from tpdevice.cli.testsound import sound_test

    say("More, good, less, stop.")
    sound_test(settings, lambda text: say(harmless(text)))
