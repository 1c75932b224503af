"""What the ratings carry: "eased" only where they fell clearly and twice, at matched force."""

from collections.abc import Sequence

from tpdevice.core import rules
from tpdevice.core.record import Outcome, RatingRow


def outcome(ratings: Sequence[RatingRow], *, let_go: bool) -> Outcome:
    """Return what may be said of one hold."""
    if _eased(ratings):
        return Outcome.EASED
    if let_go:
        return Outcome.LET_GO
    answered = [r for r in ratings if r.value is not None]
    return Outcome.NO_CLEAR_CHANGE if len(answered) > 1 else Outcome.NOT_RATED


def _eased(ratings: Sequence[RatingRow]) -> bool:
    """Down by 2 and by 30 % of the first matched answer, at two check-ins running.

    A check-in without an answer, or away from the force of the first, ends such a run: nobody
    knows what it would have said.
    """
    first: int | None = None
    in_a_row = 0
    for rating in ratings:
        value = rating.value if rating.matched else None
        if first is None:
            first = value
            continue
        drop = 0 if value is None else first - value
        down = drop >= rules.EASED_DROP and drop >= rules.EASED_SHARE * first
        in_a_row = in_a_row + 1 if down else 0
        if in_a_row >= rules.EASED_TWICE:
            return True
    return False
