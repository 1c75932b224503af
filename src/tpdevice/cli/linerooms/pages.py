"""Pages of the screens as lines to listen to: the same sentences, one a line."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from tpdevice.cli.linerooms.here import Here
from tpdevice.cli.output import say
from tpdevice.core.text import harmless, sentence

if TYPE_CHECKING:  # textual is behind it, and home does not wait for a page
    from tpdevice.runtime.evidence import Section
    from tpdevice.tui.widgets.page import Line

_NEXT_SENTENCE: Final = re.compile(r"(?<=[.?!]) (?=[A-Z])")
_SPOKEN: Final = {" · ": ", ", " → ": " to ", " — ": ": ", " ± ": ", give or take "}


def say_page(lines: Iterable["Line"]) -> None:
    """Say a page, a sentence a line; what only divides or adorns it is left out."""
    for text in _spoken(lines):
        say_sentences(sentence(text))


def say_sentences(text: str) -> None:
    """Say a text, a sentence a line."""
    for each in sentences(text):
        say(each)


def sentences(text: str) -> list[str]:
    """Return a text as sentences."""
    return _NEXT_SENTENCE.split(harmless(text))


def to_listen(text: str) -> str:
    """Return a line of figures without the signs that a voice reads out or drops."""
    for sign, spoken in _SPOKEN.items():
        text = text.replace(sign, spoken)
    return text


def _spoken(lines: Iterable["Line"]) -> Iterator[str]:
    heading = ""
    for line in lines:
        if line.bold and line.text and not line.sign:
            if heading:
                yield f"{heading}."
            heading = line.text.rstrip(".:")
        elif line.text:
            yield f"{heading}: {_signed(line)}" if heading else _signed(line)
            heading = ""
    if heading:
        yield f"{heading}."


def _signed(line: "Line") -> str:
    """Return a line with its sign, if that is a number or a key and no ornament."""
    sign = line.sign.strip()
    if not any(char.isalnum() for char in sign):
        return line.text
    return f"{sign} {line.text}" if sign.endswith(".") else f"{sign}: {line.text}"


def help_room(here: Here) -> None:
    """Say how a session goes, and what may be typed in it and at home."""
    from tpdevice.cli.plain import HELP
    from tpdevice.tui.screens.keys import STEPS

    del here
    say("Letting go of the tool is always safe: it pauses.")
    say("A session goes like this.")
    for number, step in enumerate(STEPS, 1):
        say(f"{number}. {step}")
    say("In a session one key is enough; Enter after it does no harm.")
    for each in HELP.removeprefix("keys: ").split(" · "):
        say(f"{each}.")
    say("At home a number chooses; Enter or ? says a list again, b goes back, q leaves.")
    say("A key of the screens chooses as well:")
    say("c place, f answer, i lesson, p who, l log, t trends, s settings, e does it work.")
    say("Ctrl-C ends the program; what was held is kept.")
    say("Every command: `tpdevice --help`.")


def evidence_room(here: Here) -> None:
    """Say what studies show in short, and each part of it that somebody wants to hear."""
    from tpdevice.runtime.evidence import evidence

    page = evidence()
    say_sentences(page.lead)
    parts = [*[f"{section.title}." for section in page.sections], "Sources."]
    taken = here.dialogue.choose("Does it work", parts)
    while taken is not None:
        if taken < len(page.sections):
            _say_section(page.sections[taken])
        else:
            say_sentences(page.read)
            for name, about in page.sources.items():
                say(f"{name}: {about}")
        taken = here.dialogue.chosen("Does it work", parts)


def _say_section(section: "Section") -> None:
    for item in section.items:
        say_sentences(item.text)
        if item.sources:
            say(f"Source: {'; '.join(item.sources)}.")
