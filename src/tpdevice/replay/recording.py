"""A recording of another program, a table with a time and a force, as samples.

It comes from anybody: what makes no sense is refused, with its line and the reason.
"""

from array import array
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct

from tpdevice.core.errors import RecordingError
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import seconds
from tpdevice.replay.cells import (
    Numbers,
    is_moment,
    likely_unit,
    moment,
    since_1970_ns,
    time_unit_in,
    whole_mn,
    whole_ns,
)
from tpdevice.replay.columns import Columns, chosen, unit_of_force
from tpdevice.replay.tables import Table, Wish, table_in

MOST_SAMPLES: Final = 4_000_000
"""Rows, at most. Chosen: half a day at 80 a second."""
_LOOKED_AT: Final = 200
"""Rows that the unit of time is guessed from. Chosen."""


class Recording(Struct, frozen=True, eq=False):
    """What was recorded, from time 0 on, and how it was understood."""

    block: SampleBlock
    columns: Columns
    unit: str
    time_unit: str
    """`s`, `ms`, `us`, or `date` where each row has its date and time."""
    started: datetime | None
    """Where each row has its date and time."""
    empty: int
    """Rows without a force: gaps, and kept as such."""


def read_recording(data: bytes, wish: Wish) -> Recording:
    """Return what a file holds.

    Raises
    ------
    RecordingError
        If it is no table of times and forces; the line is named.
    UsageError
        If it does not tell which column or unit is meant.
    """
    table = table_in(data)
    columns = chosen(table, wish)
    unit = unit_of_force(columns, wish)
    time_unit = _unit_of_time(table, columns, wish)
    t_ns, force_mn = array("q"), array("q")
    empty = 0
    for line, at_ns, value in _rows(table, columns, time_unit):
        if t_ns and at_ns <= t_ns[-1]:
            raise _not_on(line, t_ns[-1], at_ns, t_ns[0])
        if value is None:
            empty += 1
            continue
        if len(t_ns) == MOST_SAMPLES:
            raise RecordingError(f"more than {MOST_SAMPLES} rows are too many.", line=line)
        t_ns.append(at_ns)
        force_mn.append(whole_mn(value, unit, line))
    if len(t_ns) < 2:
        raise RecordingError("there are fewer than two rows with a time and a force in it.")
    return Recording(
        block=_from_zero(t_ns, force_mn),
        columns=columns,
        unit=unit,
        time_unit=time_unit,
        started=_started(table, columns) if time_unit == _DATE else None,
        empty=empty,
    )


_DATE: Final = "date"


def _rows(
    table: Table, columns: Columns, time_unit: str
) -> Iterator[tuple[int, int, float | None]]:
    """Yield line, time and force of each row; None where the force is left empty."""
    times, forces = (Numbers(separator=table.separator) for _ in range(2))
    for line, cells in table.rows():
        if len(cells) <= max(columns.time, columns.force):
            raise RecordingError(f"{len(cells)} columns are too few.", line=line)
        cell = cells[columns.time]
        if time_unit == _DATE:
            at_ns = since_1970_ns(moment(cell, line))
        else:
            at_ns = whole_ns(times.read(cell, line), time_unit, line)
        force = cells[columns.force]
        yield line, at_ns, forces.read(force, line) if force.strip() else None


def _unit_of_time(table: Table, columns: Columns, wish: Wish) -> str:
    first = [cells for _, (_, cells) in zip(range(_LOOKED_AT), table.rows(), strict=False)]
    cells = [row[columns.time] for row in first if len(row) > columns.time]
    if cells and is_moment(cells[0]):
        return _DATE
    said = wish.time_unit or time_unit_in(columns.time_name)
    if said is not None:
        return said
    numbers = Numbers(separator=table.separator)
    values = [numbers.read(cell, table.first_line + i) for i, cell in enumerate(cells)]
    guessed = likely_unit(sorted(after - before for before, after in pairwise(values)))
    if guessed is None:
        raise columns.unclear("The unit of time is not clear", "--time-unit s, ms or us says it.")
    return guessed


def _started(table: Table, columns: Columns) -> datetime:
    line, cells = next(table.rows())
    return moment(cells[columns.time], line)


def _from_zero(t_ns: "array[int]", force_mn: "array[int]") -> SampleBlock:
    times = np.array(t_ns, dtype=np.int64)
    return SampleBlock.own(times - times[0], np.array(force_mn, dtype=np.int64))


def _not_on(line: int, before_ns: int, at_ns: int, first_ns: int) -> RecordingError:
    before_s, at_s = seconds(before_ns - first_ns), seconds(at_ns - first_ns)
    if at_ns == before_ns:
        return RecordingError(
            f"time stands still at {at_s:g} s after the first row.",
            line=line,
            hint="Each row needs a later time than the one before; a finer clock helps.",
        )
    return RecordingError(
        f"time goes back, from {before_s:g} s to {at_s:g} s after the first row.", line=line
    )
