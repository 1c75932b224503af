"""What is due today, without a plan."""

from hypothesis import given
from hypothesis import strategies as st
from pasts import DAY, HIP, SHOULDER, answer, at, past, pasts, pressed

from tpdevice.homework.due import Due, Kind, due
from tpdevice.homework.past import Past, Place


def on(known: Past, at_h: float) -> tuple[Due, ...]:
    return due(known, today=DAY + int((at_h + 18) // 24), now_s=at(at_h))


def told(known: Past, at_h: float) -> list[tuple[Kind, Place | None]]:
    return [(item.kind, item.place) for item in on(known, at_h)]


def test_who_never_pressed_has_a_first_time_before_them() -> None:
    assert told(Past(), 0) == [(Kind.FIRST, None)]


def test_a_place_is_done_then_may_and_then_is_ready() -> None:
    known = past(pressed(), answer(), answer(after_h=48))
    assert told(known, 1) == [(Kind.DONE, SHOULDER)]
    assert told(past(pressed(), answer()), 26) == [(Kind.MAY, SHOULDER)]
    assert told(known, 49) == [(Kind.READY, SHOULDER)]


def test_questions_come_first_and_then_where_it_is_longest_ago() -> None:
    known = past(pressed(1), pressed(2, HIP, at_h=48), answer(after_h=48))
    assert told(known, 96) == [(Kind.ANSWER, HIP), (Kind.READY, SHOULDER), (Kind.READY, HIP)]


def test_a_place_that_rests_says_why_and_comes_after_what_is_ready() -> None:
    known = past(answer(soreness=7), pressed(2, HIP, at_h=-150))
    ready, rests = on(known, 30)
    assert (ready.kind, ready.place) == (Kind.READY, HIP)
    assert (rests.kind, rests.place) == (Kind.RESTS, SHOULDER)
    assert rests.rest is not None
    assert rests.rest.meaning.until_s == at(24 + 72)
    assert "Rest this place" in rests.why


def test_after_the_rest_the_place_is_ready_with_a_lower_band() -> None:
    (ready,) = on(past(answer(soreness=7), answer(soreness=1, after_h=48)), 24 + 72)
    assert (ready.kind, ready.lower_percent) == (Kind.READY, 20)


def test_with_a_warning_sign_nothing_else_is_offered() -> None:
    known = past(answer(warning=True), pressed(2, HIP, at_h=-150))
    assert told(known, 30) == [(Kind.SEEK_CARE, None)]
    assert told(known, 50) == [(Kind.ANSWER, SHOULDER), (Kind.SEEK_CARE, None)]


def test_what_lasts_is_to_be_looked_at_and_the_other_place_stays() -> None:
    known = past(answer(soreness=5, after_h=72), pressed(2, HIP, at_h=-150))
    assert told(known, 80) == [(Kind.SEEK_CARE, SHOULDER), (Kind.READY, HIP)]


@given(pasts(), st.integers(0, 400))
def test_every_item_says_why_and_each_place_stands_there_once(known: Past, at_h: int) -> None:
    items = on(known, at_h)
    assert items
    assert all(item.why.endswith((".", "?")) for item in items)
    places = [item.place for item in items if item.kind is not Kind.ANSWER]
    assert len(set(places)) == len(places)
    order = list(Kind)
    assert [order.index(item.kind) for item in items] == sorted(
        order.index(item.kind) for item in items
    )
