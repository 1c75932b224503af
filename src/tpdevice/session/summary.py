"""What was delivered: a row for each repetition, and one record for the session."""

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.record import (
    Buckets,
    Ending,
    Outcome,
    Read,
    RepetitionRow,
    Summary,
    all_matched,
)
from tpdevice.session.state import State
from tpdevice.signal.chain import Chain
from tpdevice.signal.easing import outcome

EXIT_CODES = {
    Ending.FINISHED: 0,
    Ending.READ: 0,
    Ending.STOPPED_BY_PERSON: 0,
    Ending.STOPPED_BY_GUARD: 4,
    Ending.SCREENED_OUT: 4,
    Ending.NOT_OFFERED: 4,
    Ending.UNTOUCHED: 0,
    Ending.INTERRUPTED: 3,
    Ending.QUIT: 1,
}
SIGNAL_EXIT_CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}


def repetition_row(state: State) -> RepetitionRow | None:
    """Return what the present repetition delivered, or None when its hold never began."""
    hold = state.hold
    if hold.start_ns is None:
        return None
    end_ns = state.newest_ns if hold.end_ns is None else hold.end_ns
    account = state.chain.account
    answered = [r.value for r in hold.ratings if r.value is not None]
    return RepetitionRow(
        repetition=state.repetition,
        start_ns=hold.start_ns,
        end_ns=end_ns,
        buckets=_whole(account.buckets, end_ns - hold.start_ns),
        mean_mn=account.mean_mn,
        peak_mn=state.chain.peak_mn,
        impulse_mn_ns=account.impulse_2mn_ns // 2,
        first_rating=answered[0] if answered else None,
        last_rating=answered[-1] if len(answered) > 1 else None,
        outcome=_outcome(state, answered),
        let_go=hold.let_go,
        cues=hold.cues,
        matched=all_matched(hold.ratings),
    )


def _outcome(state: State, answered: list[int]) -> Outcome:
    """Return what may be said of the present hold: no success where it had to be stopped."""
    hold = state.hold
    if state.ending is not Ending.STOPPED_BY_GUARD:
        return outcome(hold.ratings, let_go=hold.let_go, weights=state.fading)
    if len(answered) < 2:
        return Outcome.NOT_RATED
    rose = answered[-1] - answered[0] >= rules.ROSE_RISE
    return Outcome.ROSE if rose else Outcome.NO_CLEAR_CHANGE


def counted_anew(row: RepetitionRow, chain: Chain) -> RepetitionRow:
    """Return a recorded repetition with what a chain counted in the same time."""
    account = chain.account
    return replace(
        row,
        buckets=_whole(account.buckets, row.end_ns - row.start_ns),
        mean_mn=account.mean_mn,
        peak_mn=chain.peak_mn,
        impulse_mn_ns=account.impulse_2mn_ns // 2,
    )


def _whole(buckets: Buckets, length_ns: int) -> Buckets:
    """Return buckets that fill a whole hold: what no interval covers was not seen."""
    return buckets.plus(Buckets(no_data_ns=length_ns - buckets.total_ns))


def summarise(state: State) -> Summary:
    """Return the session in one record; the present repetition must be among the done ones."""
    rows = state.done
    buckets = Buckets()
    for row in rows:
        buckets = buckets.plus(row.buckets)
    ratings = [r for row in rows for r in (row.first_rating, row.last_rating) if r is not None]
    ending = state.ending or Ending.INTERRUPTED
    code = EXIT_CODES[ending]
    if ending is Ending.QUIT:
        code = SIGNAL_EXIT_CODES.get(state.reason, code)
    return Summary(
        end_ns=state.now_ns,
        ending=ending,
        reason=state.reason,
        exit_code=code,
        buckets=buckets,
        repetitions=rows,
        first_rating=ratings[0] if ratings else None,
        last_rating=ratings[-1] if len(ratings) > 1 else None,
        outcome=_said(state),
        let_go=any(row.let_go for row in rows),
        peak_mn=state.peak_mn,
        pressed_ns=state.pressed_ns,
        cues=state.cues,
        bad_frames=state.bad_frames,
        read=state.read,
    )


def read_so_far(state: State) -> Read | None:
    """Return what the present phase has read: what no interval covers was not seen."""
    if state.read is None:
        return None
    seen_ns = state.chain.account.read_ns
    return Read(seen_ns, max(0, state.lasted_ns() - seen_ns), state.read.why)


def with_repetition_closed(state: State) -> State:
    """Return the state with the present repetition's row among the done ones."""
    row = repetition_row(state)
    return state if row is None else replace(state, done=(*state.done, row))


_ORDER = (
    Outcome.EASED,
    Outcome.LET_GO,
    Outcome.ROSE,
    Outcome.FADED,
    Outcome.NO_CLEAR_CHANGE,
    Outcome.NOT_RATED,
)


def _said(state: State) -> Outcome:
    """Return the best that is said of a hold; of a session that had to be stopped, the last."""
    outcomes = [row.outcome for row in state.done]
    if state.ending is Ending.STOPPED_BY_GUARD and outcomes:
        return outcomes[-1]
    return min(outcomes, key=_ORDER.index, default=Outcome.NOT_RATED)
