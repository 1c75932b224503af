"""What is asked of all clients at once, written once with Ibis: any engine it knows can answer.

Tables are unbound: names and kinds of columns, without a database. `asked` is a table of one row,
the days that a question is about; so no question has a parameter, and all are the same everywhere.
"""

from collections.abc import Callable
from typing import Any, Final

import ibis

from tpdevice.clinic.tables import ASKED, COLUMNS, KINDS, SAMPLES


def table(name: str) -> Any:
    """Return a table by its name, without its rows."""
    return ibis.table(COLUMNS[name], name=name)


def _lately(rows: Any) -> Any:
    """Return rows of the days that are asked about."""
    asked = ibis.table(ASKED, name="asked")
    return rows.cross_join(asked).filter(
        lambda each: (each.day >= each.since_day) & (each.day <= each.today_day)
    )


def _by_client(rows: Any) -> Any:
    """Return rows of plans that count, with the client whose they are."""
    return rows.join(_counting_plans().select("plan_id", "client_id"), "plan_id")


def _counting_plans() -> Any:
    """Return the plans that count: not those of a simulator, where there are others."""
    return table("plan").rename(plan_id="id", plan_key="plan_id").filter(lambda p: p.counts == 1)


def _days() -> Any:
    """Return days asked and done lately, per client; more at one plan makes up for no other."""
    lately = _lately(table("asked_day")).group_by("plan_id")
    plans = lately.aggregate(asked=lambda t: t.asked.sum(), done=lambda t: t.done.sum())
    counted = plans.mutate(done=lambda t: ibis.least(t.asked, t.done))
    return (
        _by_client(counted)
        .group_by("client_id")
        .aggregate(days_asked=lambda t: t.asked.sum(), days_done=lambda t: t.done.sum())
    )


def _seconds() -> Any:
    """Return seconds asked and held lately, per client; more at one place makes up for no other."""
    lately = _lately(table("asked_place")).group_by(["plan_id", "point", "side"])
    places = lately.aggregate(asked=lambda t: t.asked_s.sum(), held=lambda t: t.held_s.sum())
    counted = places.mutate(held=lambda t: ibis.least(t.asked, t.held))
    return (
        _by_client(counted)
        .group_by("client_id")
        .aggregate(asked_s=lambda t: t.asked.sum(), held_s=lambda t: t.held.sum())
    )


def _pressed() -> Any:
    """Return how many sessions there were lately, per client, and what they were like."""
    counted = _lately(table("session")).filter(lambda each: each.counts == 1)
    return counted.group_by("client_id").aggregate(
        sessions=lambda each: each.count(),
        no_data_s=lambda each: each.no_data_s.sum(),
        # Not the engine's own mean, which asks some of them for a connection.
        first_rating=lambda each: each.first_rating.sum() / each.first_rating.count(),
        last_rating=lambda each: each.last_rating.sum() / each.last_rating.count(),
    )


def _ever() -> Any:
    """Return when each client was last heard of, whenever that was."""
    counted = table("session").filter(lambda each: each.counts == 1)
    return counted.group_by("client_id").aggregate(pressed_day=lambda each: each.day.max())


def _plans() -> Any:
    """Return until when each client's plans and results go, and whether any plan runs."""
    asked = ibis.table(ASKED, name="asked")
    known = _counting_plans().cross_join(asked)
    running = (known.first_day <= known.today_day) & (known.last_day >= known.today_day)
    return (
        known.mutate(runs=running.ifelse(1, 0), begun=running.ifelse(known.first_day, None))
        .group_by("client_id")
        .aggregate(
            runs=lambda plan: plan.runs.max(),
            first_day=lambda plan: plan.begun.max(),
            last_day=lambda plan: plan.last_day.max(),
            until_day=lambda plan: plan.until_day.max(),
            simulated=lambda plan: plan.simulated.max(),
        )
    )


def _exceptions() -> Any:
    """Return how many exceptions of each kind there were lately, per client."""
    found = _by_client(_lately(_counting(table("exception"))))
    return found.group_by("client_id").aggregate(
        **{name: (found.kind == str(kind)).ifelse(1, 0).sum() for kind, name in KINDS.items()}
    )


def _counting(exceptions: Any) -> Any:
    """Return exceptions of sessions that count; of a plan that is all simulated, all of them."""
    plan = _counting_plans().select("plan_id", all_simulated="simulated")
    return exceptions.join(plan, "plan_id").filter(lambda e: e.simulated <= e.all_simulated)


def clients() -> Any:
    """Return one row for each client."""
    whole = table("client").rename(client_id="id")
    found, columns = whole, list(whole.columns)
    # One flat chain of joins: nested one in another, SQLite's parser would overflow.
    for part in (_plans(), _ever(), _pressed(), _days(), _seconds(), _exceptions()):
        columns += [name for name in part.columns if name != "client_id"]
        key = f"client_id_{len(columns)}"
        found = found.left_join(part.rename({key: "client_id"}), [("client_id", key)])
    return found.select(columns).order_by("name")


def exceptions() -> Any:
    """Return every exception of these days, the newest first."""
    found = _by_client(_lately(_counting(table("exception"))))
    named = found.join(table("client").rename(client_id="id"), "client_id")
    columns = ("name", "kind", "local_date", "point", "side", "words", "simulated")
    return named.order_by([ibis.desc("day"), "name", "kind", "id"]).select(*columns)


def weeks() -> Any:
    """Return days asked and done by all clients, week by week."""
    lately = _by_client(_lately(table("asked_day")))
    # Day 0 was a Thursday; weeks begin on Monday.
    week = lately.mutate(week_day=lambda t: (t.day - (t.day + 3) % 7).cast("int64"))
    return (
        week.group_by("week_day")
        .aggregate(
            plans=lambda t: t.plan_id.nunique(),
            days_asked=lambda t: t.asked.sum(),
            days_done=lambda t: ((t.asked == 1) & (t.done == 1)).ifelse(1, 0).sum(),
            days_beside=lambda t: ((t.asked == 0) & (t.done == 1)).ifelse(1, 0).sum(),
        )
        .order_by("week_day")
    )


def _pressing() -> Any:
    """Return the samples at which something was pressed."""
    return ibis.table(SAMPLES, name="samples").filter(lambda each: each.force_mn >= PRESSED_MN)


def _sessions() -> Any:
    """Return what is known of sessions that count, beside their samples."""
    counted = table("session").filter(lambda each: each.counts == 1)
    columns = ("band_bottom_n", "band_top_n", "trace_step_s")
    return counted.select(*columns, session_id="id")


def _named(rows: Any) -> Any:
    """Return rows of clients with their names."""
    return rows.join(table("client").select(client="id", name="name"), "client")


def force_by_month() -> Any:
    """Return how strong and how long each client pressed, month by month, from every sample."""
    # First by session, and only then with what is known of it: a join of every sample is slow.
    by_session = _pressing().group_by(["client", "month", "session_id"])
    found = by_session.aggregate(
        samples=lambda t: t.count(),
        force_mn=lambda t: t.force_mn.sum(),
        peak_mn=lambda t: t.force_mn.max(),
    )
    return (
        _named(found.join(_sessions(), "session_id"))
        .group_by(["name", "month"])
        .aggregate(
            sessions=lambda t: t.count(),
            pressed_s=lambda t: (t.samples * t.trace_step_s).sum(),
            mean_n=lambda t: t.force_mn.sum() / t.samples.sum() / 1000,
            peak_n=lambda t: t.peak_mn.max() / 1000,
        )
        .order_by(["name", "month"])
    )


def above_the_band() -> Any:
    """Return for how long each client pressed in the band and above it, from every sample."""
    banded = _sessions().filter(lambda t: t.band_top_n.notnull())
    found = _pressing().join(banded, "session_id").group_by(["client", "session_id"])
    counted = found.aggregate(
        pressed_s=lambda t: t.count() * t.trace_step_s.max(),
        below=lambda t: (t.force_mn < t.band_bottom_n * 1000).ifelse(1, 0).sum(),
        above=lambda t: (t.force_mn > t.band_top_n * 1000).ifelse(1, 0).sum(),
        step_s=lambda t: t.trace_step_s.max(),
    ).mutate(above_s=lambda t: t.above * t.step_s, below_s=lambda t: t.below * t.step_s)
    return (
        _named(counted)
        .group_by("name")
        .aggregate(
            pressed_s=lambda t: t.pressed_s.sum(),
            in_band_s=lambda t: (t.pressed_s - t.above_s - t.below_s).sum(),
            above_s=lambda t: t.above_s.sum(),
        )
        .order_by([ibis.desc("above_s"), "name"])
    )


PRESSED_MN: Final = 1_000
"""From here on a sample is called pressed. Chosen: above what a tool weighs on the skin."""


BUILT: Final[dict[str, Callable[[], Any]]] = {
    "clients": clients,
    "exceptions": exceptions,
    "weeks": weeks,
    "force": force_by_month,
    "above": above_the_band,
}
"""Every question of the catalogue, to be built."""
