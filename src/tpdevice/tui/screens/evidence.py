"""Does it work? One page: what studies show, how small it is, for whom, and what nobody knows."""

from tpdevice.core.text import harmless
from tpdevice.runtime.evidence import Evidence
from tpdevice.tui.look import Look
from tpdevice.tui.pageroom import PageRoom
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.widgets.page import Line, Lines


class EvidenceRoom(PageRoom):
    """A page to read, with its sources."""

    def __init__(self, look: Look, page: Evidence) -> None:
        super().__init__(look, harmless(page.title), lines_of(page))


def lines_of(page: Evidence) -> Lines:
    """Return the page: the answer in short, then each section, then the sources."""
    lines = [Line(harmless(page.lead), TEXT, bold=True)]
    for section in page.sections:
        lines += [Line(), Line(harmless(section.title), TEXT, bold=True)]
        for item in section.items:
            lines.append(Line(harmless(item.text), TEXT, sign="· "))
            if item.sources:
                lines.append(Line(harmless("; ".join(item.sources)), MUTED, sign="  "))
    lines += [Line(), Line("Sources", TEXT, bold=True), Line(harmless(page.read), MUTED)]
    lines += [Line(harmless(f"{name}: {about}"), MUTED) for name, about in page.sources.items()]
    return tuple(lines)
