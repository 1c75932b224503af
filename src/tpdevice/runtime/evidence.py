"""What is known of pressing, and what is not: one page, read from the content files."""

from collections.abc import Mapping

from msgspec import Struct

from tpdevice.core.errors import PlanError
from tpdevice.runtime.contentfiles import ENGLISH, read_words


class Statement(Struct, frozen=True, forbid_unknown_fields=True):
    """A few sentences, and the short names of what they rest on."""

    text: str
    sources: tuple[str, ...]


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """Statements under one heading."""

    title: str
    items: tuple[Statement, ...]


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole page."""

    title: str
    lead: str
    """The answer in short."""
    read: str
    """How the sources were read."""
    sections: tuple[Section, ...]
    sources: Mapping[str, str]
    """Short name to what it is and where."""


def evidence(language: str = ENGLISH) -> Evidence:
    """Return the page "Does it work?".

    Raises
    ------
    PlanError
        If a statement names a source that is not listed.
    """
    page = read_words("evidence", Evidence, language=language)
    for section in page.sections:
        for item in section.items:
            for name in item.sources:
                if name not in page.sources:
                    raise PlanError(f"evidence_{language}.toml", f"sources.{name} is not there.")
    return page
