"""Why something of a plan was not done, out of the log, as a result tells it."""

from datetime import date

from tpdevice.homework.result import LeftOut
from tpdevice.store.database import Store
from tpdevice.store.delivered import Wanted


def left_out(store: Store, wanted: Wanted) -> tuple[LeftOut, ...]:
    """Return the reasons that were given for places of a plan, oldest day first.

    A place that was done on the same day after all has none. A plan may have been opened more
    than once, and as another issue: what was said last counts.
    """
    sql = """
        SELECT l.local_date, l.point, l.side, l.reason FROM left_out l
        JOIN plan n ON n.id = l.plan_id JOIN profile p ON p.id = n.profile_id
        WHERE p.name = :profile AND l.local_date BETWEEN :first AND :until
            AND (n.digest = :digest OR (n.plan_id = :plan_id AND :plan_id <> ''))
            AND NOT EXISTS (
                SELECT 1 FROM sessions v WHERE v.profile = p.name AND v.point = l.point
                    AND v.side = l.side AND v.local_date = l.local_date AND v.held_s > 0
                    AND NOT v.imported AND (:simulated OR NOT v.simulated)
            )
        ORDER BY l.local_date, l.said_utc, l.id
    """
    of = {"digest": wanted.digest, "plan_id": wanted.plan.plan_id}
    found = {
        (row["local_date"], row["point"], row["side"]): row["reason"]
        for row in store.rows(sql, wanted.sql | of)
        if wanted.asked(row["point"], row["side"]) is not None
    }
    return tuple(
        [
            LeftOut(date.fromisoformat(day), point, side, reason)
            for (day, point, side), reason in found.items()
        ]
    )
