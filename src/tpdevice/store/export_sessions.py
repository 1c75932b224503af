"""Whole sessions as one JSON document: everything but the tapes."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any, BinaryIO, Final

import msgspec
from msgspec.structs import replace

from tpdevice.core.errors import StoreError
from tpdevice.core.tapecodec import header_to_dict
from tpdevice.replay.tapefile import anonymised
from tpdevice.store.database import Store
from tpdevice.store.export_names import Names
from tpdevice.store.export_tables import Which
from tpdevice.store.read import SessionPage, read_trace, session_numbers, show_session

FORMAT: Final = "tpdevice export"
VERSION: Final = 1

Tell = Callable[[str], None]


def numbers_of(store: Store, which: Which) -> tuple[int, ...]:
    """Return the sessions that are meant, oldest first."""
    if which.session is not None:
        return (show_session(store, which.session).line.id,)
    return session_numbers(store, profile=which.profile, include_simulated=which.simulated)


def write_sessions(file: BinaryIO, store: Store, *, which: Which, names: Names, tell: Tell) -> int:
    """Write sessions, one after the other; return how many. `tell` hears what is damaged."""
    about = {
        "format": FORMAT,
        "version": VERSION,
        "program": version("tpdevice"),
        "names": not names.left_out,
    }
    file.write(msgspec.json.encode(about)[:-1] + b',"sessions":[')
    count = 0
    for session in _sessions(store, which, names, tell):
        file.write((b",\n" if count else b"\n") + msgspec.json.encode(session))
        count += 1
    file.write(b"\n]}\n")
    return count


def _sessions(store: Store, which: Which, names: Names, tell: Tell) -> Iterator[dict[str, object]]:
    for number in numbers_of(store, which):
        try:
            page = show_session(store, number)
        except StoreError as error:
            tell(f"Left out: {error}")
            continue
        yield session_dict(store, page, names, tell)


def session_dict(store: Store, page: SessionPage, names: Names, tell: Tell) -> dict[str, object]:
    """Return one session as plain values; times in ns and forces in mN, as they were counted."""
    line: dict[str, Any] = msgspec.to_builtins(page.line)
    header, happenings, notes = page.header, page.happenings, page.notes
    if names.left_out:
        header = anonymised(header)
        # What the system says of a lost link may hold the sensor's address.
        happenings = tuple([replace(h, cause="") if h.kind == "link" else h for h in happenings])
        notes = ()
    summary = None if page.summary is None else msgspec.to_builtins(page.summary)
    if summary is not None:
        del summary["repetitions"]
    return {
        "session": line.pop("id"),
        "uid": None if names.left_out else _uid(store, page.line.id),
        **line,
        "profile": names.person(page.line.profile),
        "tool": names.tool(page.line.tool),
        "header": header_to_dict(header),
        "summary": summary,
        "repetitions": msgspec.to_builtins(page.repetitions),
        "ratings": msgspec.to_builtins(page.ratings),
        "marks": msgspec.to_builtins(page.marks),
        "zeros": msgspec.to_builtins(page.zeros),
        "happenings": msgspec.to_builtins(happenings),
        "notes": notes,
        "follow_ups": _follow_ups(store, page.line.id),
        "trace": _trace(store, page.line.id, tell),
    }


def _trace(store: Store, session_id: int, tell: Tell) -> dict[str, list[int]] | None:
    try:
        block = read_trace(store, session_id)
    except StoreError as error:
        tell(f"Without its trace: {error}")
        return None
    return {"t_ns": block.t_ns.tolist(), "force_mn": block.force_mn.tolist()}


def _uid(store: Store, session_id: int) -> str:
    found = store.rows("SELECT uid FROM session WHERE id = :id", {"id": session_id})
    return str(found[0]["uid"])


def _follow_ups(store: Store, session_id: int) -> list[dict[str, object]]:
    sql = """
        SELECT after_h, answered_utc, local_date, soreness, bruise, warning FROM follow_up
        WHERE session_id = :id ORDER BY after_h
    """
    return [
        {**row, "bruise": bool(row["bruise"]), "warning": bool(row["warning"])}
        for row in store.rows(sql, {"id": session_id})
    ]
