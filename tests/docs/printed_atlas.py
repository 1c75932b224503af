"""The reference pages of the atlas and of the evidence, printed from the content files."""

from collections.abc import Iterator

from printed_how import HOW

from tpdevice.cli.places import felt_in, in_full
from tpdevice.runtime import content
from tpdevice.runtime.atlas import Point
from tpdevice.runtime.evidence import evidence as read_evidence


def atlas() -> str:
    """Return the page of every place, of where things are felt, and of what is never offered."""
    general = content.general()
    lines = [
        "# Atlas",
        "",
        HOW,
        "",
        f"**{general.stop}**",
        "",
        f"{general.find} {general.felt} {general.dose}",
        "",
        "Written from anatomy and common teaching. Forces of *first tender* are partly published",
        "and partly estimated; they only catch a mark that makes no sense. Ceilings are chosen,",
        "under published limits for body regions. `tpdevice points` shows all of this.",
        "",
        *_numbers(),
        *_felt(),
        *_never(),
        *_patterns(),
        "## The places in full",
        "",
    ]
    for point in content.points().values():
        lines += _place(point)
    return "\n".join(lines)


def _numbers() -> Iterator[str]:
    yield from ("## The places", "")
    yield "| id | place | name | band | first tender, N | ceiling, N | hold | pressed |"
    yield "|---|---|---|---|---|---|---|---|"
    for key, point in content.points().items():
        cells = (
            f"[{key}](#{key.lower()})",
            point.plain,
            point.label,
            "gentle" if point.gentle else "between the marks",
            f"{point.sanity_low_n:g} to {point.sanity_high_n:g}",
            f"{point.ceiling_n:g}",
            f"{point.repetitions} x {point.hold_s:g} s",
            ", ".join(point.supports),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _felt() -> Iterator[str]:
    yield from ("## Where it hurts, and where to press", "")
    yield from ("| felt | places that often feel there | mind |", "|---|---|---|")
    for region in content.regions().values():
        yield f"| {region.plain} | {'; '.join(felt_in(region))} | {region.care} |"
    yield ""


def _never() -> Iterator[str]:
    yield from ("## Never offered", "", "| | why | instead |", "|---|---|---|")
    for place in content.never().values():
        yield f"| {place.label} | {place.why} | {place.instead} |"
    yield ""


def _patterns() -> Iterator[str]:
    yield from ("## Bigger patterns", "", content.general().bigger, "")
    for pattern in content.patterns().values():
        yield f"- **{pattern.plain}** ({', '.join(pattern.points)}): {pattern.text}"
    yield ""


def _place(point: Point) -> list[str]:
    rows = [f"- *{name}*: {words}" for name, words in in_full(point)]
    return [f"### {point.key}", "", f"**{point.plain}** · {point.label}", "", *rows, ""]


def evidence() -> str:
    """Return the page "Does it work?"."""
    page = read_evidence()
    lines = [f"# {page.title}", "", HOW, "", f"**{page.lead}**", ""]
    for section in page.sections:
        lines += [f"## {section.title}", ""]
        for item in section.items:
            named = f" *({'; '.join(item.sources)})*" if item.sources else ""
            lines.append(f"- {item.text}{named}")
        lines.append("")
    lines += ["## Sources", "", page.read, ""]
    lines += [f"- **{name}**: {about}" for name, about in page.sources.items()]
    return "\n".join([*lines, ""])
