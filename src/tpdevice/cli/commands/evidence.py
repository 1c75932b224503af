"""`tpdevice evidence`: what studies show, how small, for whom, and what nobody knows."""

from typing import TYPE_CHECKING

import click

from tpdevice.cli.output import as_json, say

if TYPE_CHECKING:
    from tpdevice.runtime.evidence import Evidence


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def evidence(*, json_: bool) -> None:
    """Answer "does it work?" from published studies, with what nobody knows."""
    import msgspec

    from tpdevice.runtime.evidence import evidence as page

    if json_:
        as_json(msgspec.to_builtins(page()))
    else:
        _show(page())


def _show(page: "Evidence") -> None:
    from tpdevice.cli.lines import paragraph

    say(page.title)
    say("")
    paragraph(page.lead)
    for section in page.sections:
        say("")
        say(section.title)
        for item in section.items:
            named = f" [{'; '.join(item.sources)}]" if item.sources else ""
            paragraph(f"- {item.text}{named}", indent=2, hang=2)
    say("")
    say("Sources")
    paragraph(page.read, indent=2)
    for name, about in page.sources.items():
        paragraph(f"{name}: {about}", indent=2, hang=2)
