"""Rows of the log in a line each: for people, and exactly, to see what differs."""

from tpdevice.core.record import Buckets, Happened, Row
from tpdevice.core.settings import Unit, fine_text
from tpdevice.core.units import seconds


def amount(row: Happened, *, unit: Unit = Unit.N) -> str | None:
    """Return the number that belongs to a line of the log, in a unit for people, or None."""
    if row.value is None:
        return None
    match row.unit:  # mN and ns are fine-grained only inside
        case "mN":
            return fine_text(row.value, unit)
        case "ns":
            return f"{seconds(row.value):.1f} s"
        case _:
            return f"{row.value} {row.unit}".rstrip()


def exactly(row: Row | None) -> str:
    """Return a row with every digit, so that two that differ look different."""
    if row is None:
        return "nothing"
    if not isinstance(row, Happened):
        kind = type(row).__name__.removesuffix("Row").lower()
        return f"{kind}: {', '.join(_listed(row))}"
    value = "" if row.value is None else f" · {row.value} {row.unit}".rstrip()
    cause = f" · {row.cause}" if row.cause else ""
    when = f"{seconds(row.at_ns):.9f}".rstrip("0").rstrip(".")
    return f"{when} s · {row.phase} {row.repetition} · {row.kind} {row.name}{cause}{value}"


def _listed(row: Row | Buckets) -> list[str]:
    listed: list[str] = []
    for name in type(row).__match_args__:
        value = getattr(row, name)
        if isinstance(value, Buckets):
            listed += _listed(value)
        elif isinstance(value, tuple):  # its items are rows of their own
            listed.append(f"{name} {len(value)}")
        else:
            listed.append(f"{name} {'-' if value is None else value}")
    return listed
