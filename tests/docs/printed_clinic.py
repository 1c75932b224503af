"""The reference page of a clinic's tables and questions, printed from the code."""

from printed_how import HOW

from tpdevice.clinic.catalogue import CATALOGUE
from tpdevice.clinic.tables import ASKED, COLUMNS, SAMPLES

_KINDS = {"int64": "whole number", "int32": "whole number", "float64": "number", "string": "text"}


def clinic() -> str:
    """Return the page."""
    lines = [
        "# A clinic's tables and questions",
        "",
        HOW,
        "",
        "What `tpdevice clinic import` keeps in `clinic.db`, a SQLite file, and what",
        "`tpdevice clinic tables` writes as Parquet. `_s` is seconds, `_n` newtons after tare,",
        "`_mn` millinewtons, `_us` microseconds; ratings and soreness go from 0 to 10; yes is 1.",
        "`day` and names that end in `_day` count days since 1970-01-01, so that every engine can",
        "subtract them. A plan's `plan_id` is what its file says; elsewhere it is `plan.id`.",
        "",
        "- `session.counts` is 0 for simulated sessions beside real ones; `session.asked` is 0 for",
        "  what was done beside the plan.",
        "- `asked_day` and `asked_place` hold what adherence is made of: sum them over any days,",
        "  never more done than asked of one plan, nor more held than asked at one place.",
        "- `session.result_uid` is the last result that told of a session; where it is not",
        "  `plan.result_uid`, the newest result left it out.",
        "",
        "## Questions",
        "",
        "| `tpdevice clinic ask` | what it answers | reads |",
        "|---|---|---|",
    ]
    for each in CATALOGUE.values():
        reads = "every sample, by DuckDB" if each.raw else "summaries, by SQLite"
        lines.append(f"| `{each.key}` | {each.about} | {reads} |")
    lines += ["", "`--sql ENGINE` prints one for another engine. They read a table `asked` of one",
              "row, the days that a question is about, and `samples`, the traces.", ""]  # fmt: skip
    lines += ["## Tables", ""]
    for name, columns in {**COLUMNS, "asked": ASKED, "samples": SAMPLES}.items():
        lines += [f"### {name}", "", "| column | kind |", "|---|---|"]
        lines += [f"| `{column}` | {_KINDS[kind]} |" for column, kind in columns.items()]
        lines.append("")
    return "\n".join(lines)
