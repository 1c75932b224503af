"""A result in lines, for who asked for it: what is to be looked at first, then everything."""

from collections.abc import Iterator, Sequence

from tpdevice.cli.output import say, table
from tpdevice.homework.adherence import Adherence, AtPlace, Share
from tpdevice.homework.past import Place
from tpdevice.homework.report import worded
from tpdevice.homework.result import Delivered, Felt, Result, Sensor
from tpdevice.homework.standout import Exceptional, Kind

_NO_PLAN = (
    "What was done against what was asked needs the plan: `tpdevice result read FILE --plan PLAN`."
)


def show_result(result: Result, first: Sequence[Exceptional], done: Adherence | None) -> None:
    """Print a result."""
    for line in _head(result):
        say(line)
    say("")
    say("To look at first:" if first else "Nothing that stands out.")
    for line in _exceptions(first):
        say(f"  {line}")
    say("")
    for line in _done(done):
        say(line)
    if result.sessions:
        say("")
        _sessions(result.sessions)
    for line in (*_felt(result), *_left_out(result), *_notes(result), *_sensors(result)):
        say(line)


def in_words(share: Share, unit: str) -> str:
    """Return what was done of what was asked."""
    asked = "nothing asked yet" if share.percent is None else f"{share.percent} %"
    return f"{share.done:.0f} of {share.asked:.0f} {unit}, {asked}"


def _head(result: Result) -> Iterator[str]:
    who = result.person or "Somebody without a name"
    plan = f", plan {result.plan_id}" if result.plan_id else ""
    yield f"{who}{plan}: {result.first_day} to {result.until}, by tpdevice {result.program}."
    made_up = sum(each.simulated for each in result.sessions)
    if made_up:
        yield f"SIMULATED: {made_up} of {len(result.sessions)} sessions, which were no exercise."


def _exceptions(first: Sequence[Exceptional]) -> Iterator[str]:
    """Yield a line each; missed days are one, since there may be many."""
    missed = [_missed(each) for each in first if each.kind is Kind.MISSED]
    yield from [_exception(each) for each in first if each.kind is not Kind.MISSED]
    if missed:
        yield f"Nothing was held on {', '.join(reversed(missed))}."


def _missed(each: Exceptional) -> str:
    return f"{each.day} ({each.why})" if each.why else str(each.day)


def _exception(each: Exceptional) -> str:
    where = "" if each.place is None else f" {_where(each.place)}:"
    marked = " SIMULATED" if each.simulated else ""
    return f"{each.day}{where} {each.words}{marked}"


def _where(place: Place) -> str:
    return f"{place.point} {place.side}"


def _done(done: Adherence | None) -> Iterator[str]:
    if done is None:
        yield _NO_PLAN
        return
    other = done.on_other_days
    instead = f"; {other} of them on other days than planned" if other else ""
    yield f"Days: {in_words(done.days, 'planned')}{instead}."
    yield f"In the band: {in_words(done.held, 's assigned')}."
    for place in done.places:
        yield f"  {_where(place.place)}: {_of_place(place)}."


def _of_place(at: AtPlace) -> str:
    parts = [in_words(at.days, "days"), in_words(at.held, "s")]
    if at.no_data_s >= 1:
        parts.append(f"no data for {at.no_data_s:.0f} s, counted nowhere")
    if at.no_sensor:
        parts.append(f"{len(at.no_sensor)} days without a measured band, apart")
    return "; ".join(parts)


def _sessions(sessions: Sequence[Delivered]) -> None:
    head = (
        "day",
        "point",
        "side",
        "held s",
        "no data",
        "ratings",
        "peak N",
        "outcome",
        "ended",
        "",
    )
    table(head, [_row(each) for each in sessions])


def _row(session: Delivered) -> tuple[object, ...]:
    return (
        session.local_date,
        session.point,
        session.side,
        sum((hold.held_s for hold in session.holds), 0.0),
        sum((hold.no_data_s for hold in session.holds), 0.0),
        _ratings(session),
        max((hold.peak_n for hold in session.holds), default=0.0),
        session.outcome,
        worded.ended(session.ending),
        _marked(session),
    )


def _marked(session: Delivered) -> str:
    beside = "" if session.asked else "beside the plan"
    return " ".join([word for word in ("SIMULATED" * session.simulated, beside) if word])


def _ratings(session: Delivered) -> str:
    if session.first_rating is None:
        return "-"
    last = "" if session.last_rating is None else f" → {session.last_rating}"
    return f"{session.first_rating}{last}"


def _felt(result: Result) -> Iterator[str]:
    by_uid = {session.uid: session for session in result.sessions}
    for each in result.felt:
        about = by_uid.get(each.uid)
        if about is not None:
            yield f"{each.local_date} {about.point} {about.side}: {_said(each)}."


def _said(said: Felt) -> str:
    more = [word for word, yes in (("bruise", said.bruise), ("a sign", said.warning)) if yes]
    return ", ".join([f"{said.after_h} h later sore {said.soreness} of 10", *more])


def _left_out(result: Result) -> Iterator[str]:
    for each in result.left_out:
        yield f"{each.local_date} {each.point} {each.side}, left out: {each.reason}."


def _notes(result: Result) -> Iterator[str]:
    for session in result.sessions:
        for note in session.notes:
            yield f"{session.local_date} {session.point} {session.side}, a note: {note}"


def _sensors(result: Result) -> Iterator[str]:
    for sensor in dict.fromkeys(session.sensor for session in result.sessions):
        yield f"Measured with {sensor.name or sensor.kind} ({sensor.kind}), {_checked(sensor)}."


def _checked(sensor: Sensor) -> str:
    if sensor.checked_date is None:
        return "never checked with a known weight"
    error = "" if sensor.error_n is None else f", off by {sensor.error_n:.1f} N at most"
    return f"checked with a known weight on {sensor.checked_date}{error}"
