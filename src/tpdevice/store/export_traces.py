"""Force over time: of one session as CSV, of many as one Parquet file."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, BinaryIO, Final

from tpdevice.core.errors import StoreError, UsageError
from tpdevice.core.samples import SampleBlock
from tpdevice.store.database import Store
from tpdevice.store.export_names import Names
from tpdevice.store.export_sessions import numbers_of
from tpdevice.store.export_tables import Which
from tpdevice.store.read import SessionLine, read_trace, show_session

COLUMNS: Final = ("time_s", "force_n")
"""Of a trace as CSV."""
PARQUET: Final = {
    "session": "int64",
    "profile": "string",
    "point": "string",
    "side": "string",
    "tool": "string",
    "local_date": "date32",
    "simulated": "bool_",
    "imported": "bool_",
    "t_ns": "int64",
    "force_mn": "int64",
}
"""Columns of the Parquet file, and the kind of each."""

Tell = Callable[[str], None]


def write_trace(file: BinaryIO, block: SampleBlock) -> None:
    """Write one trace as CSV, to the last digit."""
    file.write((",".join(COLUMNS) + "\r\n").encode())
    for at in range(0, len(block), _AT_ONCE):
        part = block.part(at, at + _AT_ONCE)
        pairs = zip(part.t_ns.tolist(), part.force_mn.tolist(), strict=True)
        lines = [f"{_decimal(t_ns, 9)},{_decimal(force_mn, 3)}\r\n" for t_ns, force_mn in pairs]
        file.write("".join(lines).encode())


_AT_ONCE: Final = 65_536


def _decimal(whole: int, digits: int) -> str:
    """Return a whole number divided by a power of ten, exactly."""
    over, rest = divmod(abs(whole), 10**digits)
    return f"{'-' if whole < 0 else ''}{over}.{rest:0{digits}}"


def write_parquet(file: BinaryIO, store: Store, *, which: Which, names: Names, tell: Tell) -> int:
    """Write traces as Parquet, a group of rows for each session; return how many sessions.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    """
    arrow, parquet = arrow_modules()
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in PARQUET.items()])
    count = 0
    with parquet.ParquetWriter(file, schema) as writer:
        for line, block in _traces(store, which, tell):
            writer.write_table(_arrow_table(arrow, schema, line, block=block, names=names))
            count += 1
    return count


def arrow_modules() -> tuple[Any, Any]:
    """Return pyarrow and what writes its files.

    Raises
    ------
    UsageError
        If it is not installed.
    """
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed.",
            hint="Install the extra: `pip install 'tpdevice[clinic]'`. CSV and JSON need nothing.",
        ) from None


def _arrow_table(
    arrow: Any, schema: Any, line: SessionLine, *, block: SampleBlock, names: Names
) -> Any:
    from datetime import date

    same = {
        "session": line.id,
        "profile": names.person(line.profile),
        "point": line.point,
        "side": line.side,
        "tool": names.tool(line.tool),
        "local_date": date.fromisoformat(line.local_date),
        "simulated": line.simulated,
        "imported": line.imported,
    }
    arrays = [
        arrow.repeat(arrow.scalar(value, type=schema.field(name).type), len(block))
        for name, value in same.items()
    ]
    arrays += [arrow.array(block.t_ns), arrow.array(block.force_mn)]
    return arrow.Table.from_arrays(arrays, schema=schema)


def _traces(store: Store, which: Which, tell: Tell) -> Iterator[tuple[SessionLine, SampleBlock]]:
    for number in numbers_of(store, which):
        try:
            line, block = show_session(store, number).line, read_trace(store, number)
        except StoreError as error:
            tell(f"Left out: {error}")
            continue
        yield line, block
