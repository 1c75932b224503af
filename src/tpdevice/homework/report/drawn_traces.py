"""Force over each session, as small multiples on one scale."""

from collections.abc import Callable, Iterator
from typing import Final

from tpdevice.core.units import newtons
from tpdevice.homework.report import worded
from tpdevice.homework.report.counted import early, highest, sore, strong
from tpdevice.homework.report.markup import Markup, number, svg, tag, void
from tpdevice.homework.report.papers import Papers, held_s
from tpdevice.homework.result import Delivered

_WIDTH: Final = 110.0
_HEIGHT: Final = 40.0
_ROOM: Final = 1.15
"""Above the highest force."""
_Scale = Callable[[float], float]
"""From newtons to pixels."""


def unlike(session: Delivered) -> bool:
    """Say whether a session is among the exceptions."""
    return strong(session) or early(session) or bool(session.over_cap)


def chosen(papers: Papers, most: int) -> tuple[Delivered, ...]:
    """Return the sessions that are drawn: the first, exceptions, then the newest, oldest first."""
    drawn = [each for each in papers.sessions if _forces(each)]
    first = {each.uid for each in drawn[:1]}
    order = sorted(
        range(len(drawn)), key=lambda n: (drawn[n].uid not in first, not unlike(drawn[n]), -n)
    )
    return tuple([drawn[n] for n in sorted(order[:most])])


def traces(papers: Papers, most: int) -> Markup:
    """Return the drawings, each with its words."""
    sessions = chosen(papers, most)
    longest_s = max((_length_s(each) for each in sessions), default=1.0)
    top_n = _ROOM * max((_top_n(each) for each in sessions), default=1.0)
    figures = [_figure(each, papers, longest_s=longest_s, top_n=top_n) for each in sessions]
    return tag("div", *figures, cls="traces")


def scale(papers: Papers, most: int) -> str:
    """Return how far the drawings reach."""
    sessions = chosen(papers, most)
    longest_s = max((_length_s(each) for each in sessions), default=0.0)
    top_n = max((_top_n(each) for each in sessions), default=0.0)
    return f"{worded.minutes(longest_s)} wide, up to {worded.force(top_n)}"


def _figure(session: Delivered, papers: Papers, *, longest_s: float, top_n: float) -> Markup:
    def y(force_n: float) -> float:
        return _HEIGHT - 1 - (_HEIGHT - 2) * min(max(force_n, 0.0), top_n) / top_n

    per_s = _WIDTH / longest_s
    day = worded.day(session.local_date)
    parts = (*_band(session, y), _line(session, per_s, y), *_caps(session, per_s, y))
    drawing = svg(_WIDTH, _HEIGHT, f"Force on {day}", *parts)
    return tag("figure", drawing, _words(session, papers, day))


def _words(session: Delivered, papers: Papers, day: str) -> Markup:
    number_ = papers.number_of(session)
    where = "+" if number_ is None else str(number_)
    after = sore(papers.felt_of(session))
    rated = highest(session)
    told = [worded.ratings(session.first_rating, session.last_rating)]
    told += [f"top {rated}"] if strong(session) and rated != session.last_rating else []
    told += ["early"] if early(session) else []
    told += ["over cap"] if session.over_cap else []
    told += [f"sore {after}"] if after is not None and after > 0 else []
    mark = Markup("▲ ") if unlike(session) else None
    place = f" · {where}" if len(papers.plan.points) > 1 or number_ is None else ""
    head = tag("b", mark, f"{day}{place}")
    held = Markup(f" · {held_s(session):.0f} s")
    simulated = tag("b", " SIMULATED") if session.simulated else None
    return tag("figcaption", head, held, simulated, void("br"), " · ".join(told))


def _band(session: Delivered, y: _Scale) -> Iterator[Markup]:
    if session.band_n is not None:
        low, high = sorted(session.band_n)
        top = y(high)
        yield void("rect", x=0, y=top, width=_WIDTH, height=max(y(low) - top, 0.5), cls="band")
    yield void("path", d=f"M0 {number(_HEIGHT - 1)}h{number(_WIDTH)}", cls="axis")


def _line(session: Delivered, per_s: float, y: _Scale) -> Markup:
    """Return the trace: of each pixel the lowest and the highest force, so that no peak is lost."""
    return void("path", d="".join(_steps(session, per_s, y)), cls="trace")


def _steps(session: Delivered, per_s: float, y: _Scale) -> Iterator[str]:
    broken = True
    for column, forces in _columns(session, per_s):
        if not forces:
            broken = True
            continue
        low, high = y(newtons(min(forces))), y(newtons(max(forces)))
        yield f"{'M' if broken else 'L'}{column} {number(low)}"
        if high != low:
            yield f"V{number(high)}"
        elif broken:
            yield "h0.5"
        broken = False


def _columns(session: Delivered, per_s: float) -> Iterator[tuple[int, list[int]]]:
    forces, step_s = _forces(session), _step_s(session)
    per_column = max(1.0, 1 / (per_s * step_s))
    for n in range(int(len(forces) / per_column) + 1):
        part = forces[round(n * per_column) : round((n + 1) * per_column)]
        if part:
            column = round(n * per_column * step_s * per_s)
            yield column, [force for force in part if force is not None]


def _caps(session: Delivered, per_s: float, y: _Scale) -> Iterator[Markup]:
    for cap_n in {each.cap_n for each in session.over_cap}:
        yield void("path", d=f"M0 {number(y(cap_n))}h{number(_WIDTH)}", cls="cap")
    for each in session.over_cap:
        x = min(max(each.at_s * per_s, 3.0), _WIDTH - 3)
        yield void("path", d=f"M{number(x - 3)} 0h6l-3 5z", cls="full")


def _forces(session: Delivered) -> tuple[int | None, ...]:
    trace = session.trace
    known = trace is not None and trace.step_s > 0
    if trace is None or not known or not any(force is not None for force in trace.force_mn):
        return ()
    return trace.force_mn


def _step_s(session: Delivered) -> float:
    return session.trace.step_s if session.trace else 1.0


def _length_s(session: Delivered) -> float:
    return len(_forces(session)) * _step_s(session)


def _top_n(session: Delivered) -> float:
    highest_mn = max((force for force in _forces(session) if force is not None), default=0)
    moments = [each.peak_n for each in session.over_cap]
    return max(newtons(highest_mn), *(session.band_n or ()), *moments, 1.0)
