"""One client of a clinic, read back: sessions, days, and the file that told of them last."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tpdevice.store.clinic.daynumbers import day_number
from tpdevice.store.database import Row, Store


@dataclass(frozen=True, slots=True)
class KeptSession:
    """One session, as a result told of it."""

    day: date
    point: str
    side: str
    tool: str
    simulated: bool
    band_n: tuple[float, float] | None
    mean_n: float | None
    """Of what was held; None where nothing was."""
    peak_n: float
    held_s: float
    asked_s: float
    no_data_s: float
    first_rating: int | None
    last_rating: int | None
    outcome: str
    ending: str
    soreness: int | None
    """The highest that was said later; None where nothing was."""

    @property
    def place(self) -> str:
        """Return the place as plans name it."""
        return f"{self.point} {self.side}".strip()


@dataclass(frozen=True, slots=True)
class KeptDay:
    """One day of a client's plans."""

    day: date
    asked: bool
    done: bool


def sessions_of(store: Store, client: int, *, since: date, until: date) -> tuple[KeptSession, ...]:
    """Return a client's sessions of some days, both included, the newest first."""
    sql = """
        SELECT session.*,
            (SELECT SUM(hold.mean_n * hold.held_s) / SUM(hold.held_s) FROM hold
             WHERE hold.session_id = session.id AND hold.mean_n IS NOT NULL) AS mean_n,
            (SELECT MAX(soreness) FROM follow_up WHERE session_id = session.id) AS soreness
        FROM session
        WHERE client_id = :client AND day BETWEEN :since AND :until
        ORDER BY local_date DESC, started_utc DESC, id DESC
    """
    return tuple([_session(row) for row in store.rows(sql, _asked(client, since, until))])


def days_of(store: Store, client: int, *, since: date, until: date) -> tuple[KeptDay, ...]:
    """Return the days that a client's results tell of, the oldest first; each once."""
    sql = """
        SELECT asked_day.local_date, MAX(asked_day.asked) AS asked, MAX(asked_day.done) AS done
        FROM asked_day JOIN plan ON plan.id = asked_day.plan_id
        WHERE plan.client_id = :client AND asked_day.day BETWEEN :since AND :until
        GROUP BY asked_day.local_date ORDER BY asked_day.local_date
    """
    return tuple(
        [
            KeptDay(date.fromisoformat(row["local_date"]), bool(row["asked"]), bool(row["done"]))
            for row in store.rows(sql, _asked(client, since, until))
        ]
    )


def newest_file(store: Store, client: int) -> Path | None:
    """Return the newest file that a client's results were taken from, or None."""
    sql = """
        SELECT taken_file.path FROM taken_file JOIN plan ON plan.id = taken_file.plan_id
        WHERE plan.client_id = :client
        ORDER BY plan.until_day DESC, taken_file.modified_ns DESC, taken_file.path DESC LIMIT 1
    """
    row = store.row(sql, {"client": client})
    return None if row is None else Path(row["path"])


def _asked(client: int, since: date, until: date) -> dict[str, object]:
    return {"client": client, "since": day_number(since), "until": day_number(until)}


def _session(row: Row) -> KeptSession:
    bottom_n, top_n = row["band_bottom_n"], row["band_top_n"]
    return KeptSession(
        day=date.fromisoformat(row["local_date"]),
        point=row["point"],
        side=row["side"],
        tool=row["tool"],
        simulated=bool(row["simulated"]),
        band_n=None if bottom_n is None or top_n is None else (bottom_n, top_n),
        mean_n=row["mean_n"],
        peak_n=row["peak_n"],
        held_s=row["held_s"],
        asked_s=row["asked_s"],
        no_data_s=row["no_data_s"],
        first_rating=row["first_rating"],
        last_rating=row["last_rating"],
        outcome=row["outcome"],
        ending=row["ending"],
        soreness=row["soreness"],
    )
