"""`tpdevice points`: where one may press, where never, and what plain words lead to."""

from typing import TYPE_CHECKING, Final

import click

from tpdevice.cli.output import as_json, say

if TYPE_CHECKING:
    from tpdevice.runtime.atlas import Point

_NAMES: Final = 9


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--json", "json_", is_flag=True, help="Print JSON, with everything.")
def points(*, words: tuple[str, ...], json_: bool) -> None:
    """List the places to press, or what WORDS lead to, such as `temple` or `low back`.

    An id or a whole name shows that place in full. Places that are never offered say why.
    """
    said = " ".join(words)
    if not said.strip():
        _all(as_data=json_)
        return
    from tpdevice.cli.whereto import whole_name
    from tpdevice.runtime import content

    known = whole_name(said)
    if known is not None and said.strip().lower() not in _felt():
        _one(content.point(known), as_data=json_)
    else:
        _found(said, as_data=json_)


def _felt() -> set[str]:
    from tpdevice.runtime import content

    return {region.plain for region in content.regions().values()}


def _all(*, as_data: bool) -> None:
    from tpdevice.cli.output import table
    from tpdevice.cli.places import atlas_data
    from tpdevice.cli.whereto import why_never
    from tpdevice.runtime import content

    if as_data:
        as_json(atlas_data())
        return
    rows = [(key, point.plain, point.label) for key, point in content.points().items()]
    table(("", "where", "name"), rows)
    say("")
    say("Never offered:")
    for key in content.never():
        _paragraph(f"- {why_never(key)}")
    say("")
    say("One in full: `tpdevice points UT`. Where it hurts: `tpdevice points low back`.")


def _found(said: str, *, as_data: bool) -> None:
    from tpdevice.cli.places import hit_data
    from tpdevice.cli.whereto import cares, not_offered, row, show_rows
    from tpdevice.core.errors import UsageError
    from tpdevice.core.text import harmless
    from tpdevice.runtime import content
    from tpdevice.runtime.searching import Why

    found = content.search(said)
    if as_data:
        as_json([hit_data(hit) for hit in found])
        return
    if not found:
        words = harmless(said)
        raise UsageError(f"No place is known by {words!r}.", hint="All: `tpdevice points`.")
    places = [hit for hit in found if hit.why is not Why.NEVER]
    for hit in found:
        if hit.why is Why.NEVER:
            _paragraph(not_offered(hit.key))
    for care in cares(found):
        _paragraph(f"Mind: {care}")
    if places:
        show_rows([row(hit) for hit in places])
        say("")
        say(f"In full: `tpdevice points {places[0].key}`.")


def _one(point: "Point", *, as_data: bool) -> None:
    from tpdevice.cli.lines import named
    from tpdevice.cli.places import in_full, point_data
    from tpdevice.runtime import content

    if as_data:
        as_json(point_data(point))
        return
    _paragraph(f"{point.key}  {point.plain}  ({point.label})")
    say("")
    for name, words in in_full(point):
        named(name, words, width=_NAMES)
    say("")
    general = content.general()
    for text in (general.find, general.felt, general.stop, general.dose):
        _paragraph(text)


def _paragraph(text: str) -> None:
    from tpdevice.cli.lines import paragraph

    paragraph(text, hang=2)
