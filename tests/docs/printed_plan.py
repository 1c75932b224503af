"""The reference page of plan files, printed from what reads them."""

from collections.abc import Iterator, Mapping

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields
from printed_how import HOW

from tpdevice.core import rules
from tpdevice.homework import plankeys
from tpdevice.homework.plan import Day, Plan, PlanPoint, Therapist
from tpdevice.homework.planfile import BYTES_MAX
from tpdevice.runtime.offering import offered


def plan() -> str:
    """Return the page."""
    return "\n".join(
        [
            "# Plan files",
            "",
            HOW,
            "",
            _WHAT,
            "",
            _LESS,
            "",
            "## At the top",
            "",
            *_keys(Plan, plankeys.PLAN),
            "## `[[points]]`, once for each place",
            "",
            *_keys(PlanPoint, plankeys.POINT),
            _BAND,
            "",
            "## `[therapist]`",
            "",
            *_keys(Therapist, plankeys.THERAPIST),
            *_CHECKED,
            "",
            "## Words",
            "",
            f"- Days: {', '.join(Day)}.",
            f"- Places: {', '.join(offered().points)}; in words in [the atlas](atlas.md).",
            f"- Movements: {', '.join(offered().movements)}.",
            f"- Templates: {', '.join(offered().themes)}.",
            "",
        ]
    )


_WHAT = (
    f"A plan is a text file in [TOML](https://toml.io/), in UTF-8, of at most {BYTES_MAX} bytes. "
    "[How to write one](../how-to/write-a-plan.md) begins with a template. Editors that know JSON "
    "Schema can use [plan.schema.json](plan.schema.json), which `tpdevice plan schema` prints."
)
_LESS = (
    "A plan asks for less than a session would by itself, and never for more: it lowers ceilings, "
    "shortens holds and leaves places out. It unlocks nothing."
)
_BAND = (
    "`band_n` says where to stay. Its top is never passed; its lower edge is for the page and for "
    "the report, since nobody is asked for more than their own marks allow. After the "
    "last hold the session leads through the `movements` in their order, each twice, and one key "
    "goes on to the next."
)
_CHECKED = (
    "## What is checked against the atlas",
    "",
    "An error keeps a plan from being opened; a hint does not.",
    "",
    "| what | |",
    "|---|---|",
    "| a place, movement or exclusion that the atlas does not have | error |",
    "| a place that is never offered | error |",
    "| a side that the place does not have | error |",
    "| a way of pressing that a gentle place does not offer | error |",
    "| a way of pressing that the atlas does not name at another place | hint |",
    "| a cap or band above the ceiling of the place | error |",
    "| a band that is upside down, or narrower than ±8 % of its middle | error |",
    f"| a band that ends above {rules.TOP_PER_CEILING:g} of the ceiling or cap | hint |",
    "| a longer hold, or more repetitions, than the atlas has | error |",
    f"| a hold of less than {rules.SHORTEST_HOLD_S:g} s | hint |",
    "| a place that is asked for twice, or also left out | error |",
    f"| more than {rules.PLACES_PER_SITTING} places on one day | error |",
    "| two places on one day with more pressing than a sitting has | hint |",
    "| the same place on following days; Sunday comes before Monday | hint |",
)


def _keys(kind: type[Struct], words: Mapping[str, str]) -> Iterator[str]:
    yield from ("| key | what it holds | left out |", "|---|---|---|")
    for each in fields(kind):
        text = words[each.name].replace("|", "\\|")
        yield f"| `{each.name}` | {text} | {_left_out(each)} |"
    yield ""


def _left_out(each: FieldInfo) -> str:
    if each.required:
        return "must be there"
    value = each.default
    if value is NODEFAULT or value in (None, "", ()) or isinstance(value, Struct):
        return _ELSE.get(each.name, "")
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


_ELSE = {
    "first_day": "the day on which it is opened",
    "support": "as the atlas has it first",
    "band_n": "follows from the person's own marks",
    "cap_n": "the ceiling of the atlas",
    "hold_s": "as in the atlas",
    "repetitions": "as in the atlas",
    "rest_s": "30",
    "days": "those at the top",
    "movements": "the atlas's own",
}
