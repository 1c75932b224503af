"""What the ratings carry: "eased" only where they fell clearly and twice, at matched force."""

from collections.abc import Sequence

from tpdevice.core import rules
from tpdevice.core.record import Outcome, RatingRow


def outcome(ratings: Sequence[RatingRow], *, let_go: bool) -> Outcome:
    """Return what may be said of one hold."""
    answered = [r.value for r in ratings if r.value is not None and r.matched]
    if answered and _eased(answered):
        return Outcome.EASED
    if let_go:
        return Outcome.LET_GO
    if not any(r.value is not None for r in ratings):
        return Outcome.NOT_RATED
    return Outcome.NO_CLEAR_CHANGE


def _eased(values: Sequence[int]) -> bool:
    """Down by 2 and by 30 % of the first, at two check-ins running."""
    first = values[0]
    in_a_row = 0
    for value in values[1:]:
        drop = first - value
        down = drop >= rules.EASED_DROP and drop >= rules.EASED_SHARE * first
        in_a_row = in_a_row + 1 if down else 0
        if in_a_row >= rules.EASED_TWICE:
            return True
    return False
