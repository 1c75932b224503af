"""`tpdevice devices`: what is supported, how well it is known, and whether it was tried."""

from itertools import groupby
from typing import Any, Final

import click

from tpdevice.cli.output import as_json, say

ABOUT: Final = {
    "coached": "10 live values a second, or more",
    "coached slowly": "5 to 10 a second, cues come a little later",
    "read and logged": "too slow, too coarse, no live force, or only guessed",
}
"""Why a kind stands where it stands."""
_INDENT: Final = 4
_NAMES: Final = 10


@click.command()
@click.argument("key", required=False, metavar="[KEY]")
@click.option("--json", "json_", is_flag=True, help="Print JSON, with everything.")
def devices(*, key: str | None, json_: bool) -> None:
    """List the kinds of sensor supported, or all that is known of the kind KEY."""
    from tpdevice.cli.kinds import as_data, kind, kinds

    if json_:
        as_json([as_data(each) for each in kinds()] if key is None else as_data(kind(key)))
    elif key is None:
        _list(kinds())
    else:
        _page(kind(key))


def _list(listed: list[Any]) -> None:
    from tpdevice.cli.kinds import facts
    from tpdevice.cli.lines import paragraph

    keys = max(len(each.spec.key) for each in listed) + 2
    for allowed, group in groupby(listed, key=lambda each: each.allowed):
        say(f"{str(allowed).upper()}: {ABOUT[allowed]}")
        say("")
        for each in group:
            spec = each.spec
            say(f"{spec.key:<{keys}}{spec.label}")
            paragraph(facts(each), indent=_INDENT)
            paragraph(f"{spec.certainty}: {spec.source}", indent=_INDENT)
        say("")
    tried = [each.spec.key for each in listed if each.spec.verified_on_hardware]
    say(f"Verified on hardware: {', '.join(tried) or 'none of them'}.")
    say("All that is known of one: `tpdevice devices KEY`.")


def _page(each: Any) -> None:
    from tpdevice.cli.kinds import in_full
    from tpdevice.cli.lines import named

    say(f"{each.spec.label} ({each.spec.key})")
    say("")
    for name, words in in_full(each):
        named(name, words, width=_NAMES)
