"""What a clinic says in words, and where a long list is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from made_clinic import (
    CLINIC,
    DAYS,
    DILIGENT,
    EMPTY,
    HARD,
    MADE_UP,
    QUIET,
    SPORADIC,
    STORIES,
    client,
    overview_of,
)

from tpdevice.homework.adherence import Share
from tpdevice.homework.standout import Kind
from tpdevice.tui.clinicwords import (
    SIGNS,
    bar,
    counted,
    heard,
    how_long,
    ratings,
    sought,
    stands_out,
    tally,
)
from tpdevice.tui.widgets.dayscalendar import Calendar
from tpdevice.tui.widgets.longlist import Listed, first_in_sight


def test_every_kind_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(Kind)
    assert len({sign for sign, _ in SIGNS.values()}) == len(Kind)


def test_what_stands_out_is_counted_the_gravest_first() -> None:
    said = [text for text, _ in counted(HARD)]
    assert said == ["! 1 sign", "▲ 12 over cap", "◉ 31 rated 7+", "▼ 2 stopped"]
    said = [text for text, _ in counted(HARD, short=True)]
    assert said == ["! 1 sign", "▲ 12 cap", "◉ 31 7+", "▼ 2 stop"]
    assert list(counted(DILIGENT)) == []


def test_missed_days_are_told_after_all_else() -> None:
    assert [text for text, _ in counted(SPORADIC)] == ["× 16 days missed"]
    assert [text for text, _ in counted(SPORADIC, short=True)] == ["× 16 missed"]
    both = replace(HARD, counts=HARD.counts | {Kind.MISSED: 1})
    assert [text for text, _ in counted(both)][-1] == "× 1 day missed"


def test_missed_days_alone_do_not_stand_out() -> None:
    assert stands_out(HARD)
    assert not stands_out(SPORADIC)


def test_all_clients_come_to_sums() -> None:
    found = tally(CLINIC)
    assert (found.clients, found.noticed, found.quiet) == (5, 1, 2)
    assert (found.days.done, found.days.asked) == (86, 102)
    assert found.weeks == ((40, 40), (31, 40), (20, 35), (0, 0))
    assert tally(EMPTY).days.percent is None


def test_simulated_clients_are_in_no_sum_beside_real_ones() -> None:
    quiet = replace(MADE_UP, counts=HARD.counts, pressed=QUIET.pressed)
    found = tally(overview_of(DILIGENT, quiet))
    assert (found.clients, found.noticed, found.quiet) == (1, 0, 0)
    assert found.days == DILIGENT.days
    assert tally(overview_of(quiet)).clients == 1


def test_silence_comes_before_the_day_that_was_pressed_last() -> None:
    assert heard(QUIET) == ("QUIET 17 days", True)
    assert heard(DILIGENT) == ("2026-05-30", False)
    assert heard(replace(QUIET, runs=False)) == ("2026-05-14", False)
    new = client(9, "Ben", pressed=None, until=None, began=DAYS.today)
    assert heard(new) == ("no result yet", False)
    assert heard(replace(new, until=DAYS.today)) == ("not yet", False)


def test_ratings_are_told_as_far_as_they_were_given() -> None:
    assert ratings(HARD) == "7.4 → 3.1"
    assert ratings(replace(HARD, last_rating=None)) == "7.4"
    assert ratings(replace(HARD, first_rating=None)) == "–"


@pytest.mark.parametrize(
    ("share", "done"),
    [(Share(0, 10), 0), (Share(99, 100), 9), (Share(10, 10), 10), (Share(0, 0), 0)],
)
def test_a_bar_is_full_only_where_all_was_done(share: Share, done: int) -> None:
    assert bar(share, 10) == ("━" * done, "─" * (10 - done))


def test_a_name_is_found_however_it_is_written() -> None:
    assert sought(STORIES, " GRE ") == (STORIES[5],)
    assert sought(STORIES, "") == STORIES


def test_days_are_counted_in_words() -> None:
    assert (how_long(DAYS), how_long(replace(DAYS, recent=1))) == ("28 days", "1 day")


@pytest.mark.parametrize(
    ("first", "at", "fits", "expected"),
    [(0, 4, 5, 0), (0, 5, 5, 1), (3, 2, 5, 2), (9, 9, 5, 5), (0, 0, 50, 0)],
)
def test_a_list_moves_no_further_than_it_has_to(
    first: int, at: int, fits: int, expected: int
) -> None:
    assert first_in_sight(first, Listed(tuple(range(10)), at, marks=True), fits) == expected


def test_a_list_without_a_mark_begins_where_one_is() -> None:
    assert first_in_sight(0, Listed(tuple(range(10)), 3, marks=False), 5) == 3
    assert first_in_sight(0, Listed(tuple(range(10)), 9, marks=False), 5) == 5


def test_each_day_has_the_sign_of_what_became_of_it() -> None:
    first = date(2026, 5, 4)
    days = [first + timedelta(days=n) for n in range(8)]
    made = Calendar(
        since=first,
        until=days[7],
        told=(days[1], days[5]),
        asked=frozenset(days[1:4]),
        done=frozenset([days[1], days[3], days[4]]),
        noticed=frozenset([days[3]]),
    )
    assert "".join(made.sign(day)[0] for day in days) == " ■×!+·  "
    assert replace(made, told=None).sign(days[5])[0] == " "
