"""The past at home, out of a real log: the list, one session in full, and what became of marks."""

from datetime import timedelta
from pathlib import Path

import pytest
from carelog import press, say
from msgspec.structs import replace
from running import tpdevice
from some_session import ASKED, HEADER, NOON, REPETITION, ROWS, SUMMARY, on, store_one

from tpdevice.cli.desk import HouseDesk
from tpdevice.cli.overtime import sentences
from tpdevice.cli.pastviews import past_trends
from tpdevice.cli.wording import summary_lines
from tpdevice.core.band import Support
from tpdevice.core.conversion import Conversion
from tpdevice.core.errors import NotInStore
from tpdevice.core.record import Ending, Happened, MarksRow
from tpdevice.core.settings import Settings, Unit
from tpdevice.core.units import ns
from tpdevice.runtime import content
from tpdevice.runtime.atlas import Point
from tpdevice.runtime.targets import REAL, Target
from tpdevice.store.database import open_store
from tpdevice.store.pointhistory import history_at
from tpdevice.store.remembered import add_note
from tpdevice.tui.past import Rated

BAND = (
    Happened(4_100_000_000, "band", "bottom", "CALIBRATE", 1, "standard", 30_600, "mN"),
    Happened(4_200_000_000, "band", "top", "CALIBRATE", 1, "standard", 41_400, "mN"),
    Happened(4_300_000_000, "band", "ceiling", "CALIBRATE", 1, "standard", 57_000, "mN"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log that holds nothing yet."""
    return tmp_path / "log.db"


def desk_of(path: Path, *, simulated: bool = False) -> HouseDesk:
    desk = HouseDesk(path, Target(simulated=True) if simulated else REAL)
    desk.sit_down("Ada")
    return desk


def test_the_log_lists_each_session_of_a_person_once_the_newest_first(path: Path) -> None:
    first = store_one(path)
    store_one(path, on(HEADER, profile="Bo"), at=NOON + timedelta(days=1))
    stopped = replace(SUMMARY, ending=Ending.STOPPED_BY_PERSON)
    second = store_one(path, at=NOON + timedelta(days=2), summary=stopped)
    store_one(path, replace(HEADER, simulated=True), at=NOON + timedelta(days=3))
    newest, oldest = desk_of(path).log().sessions
    assert (newest.number, oldest.number) == (second, first)
    assert (newest.when, newest.ended) == ("2026-03-03 12:00", "stopped by you")
    assert (oldest.held, oldest.ratings, oldest.outcome, oldest.ended, oldest.mark) == (
        "held 54 s", "6 → 4", "eased", "", "",
    )  # fmt: skip
    assert [each.mark for each in desk_of(path, simulated=True).log().sessions] == [
        "SIMULATED", "", "",
    ]  # fmt: skip


def test_trends_hold_marks_with_errors_and_ratings_of_one_place_and_tool(path: Path) -> None:
    store_one(path)
    later = NOON + timedelta(days=2)
    once = replace(SUMMARY, last_rating=None)
    marks = MarksRow(4_000_000_007, 26_000, 41_000, 2)
    rows = (*[row for row in ROWS if not isinstance(row, MarksRow)], marks)
    store_one(path, replace(HEADER, local_date="2026-03-03"), at=later, rows=rows, summary=once)
    store_one(path, on(HEADER, tool="cane"), at=NOON + timedelta(days=1))
    by_tool = {trend.tool: trend for trend in desk_of(path).trends().trends}
    assert set(by_tool) == {"ball", "cane"}
    trend = by_tool["ball"]
    assert [dot.date for dot in trend.tender] == ["2026-03-01", "2026-03-03"]
    assert [dot.force for dot in trend.comfort] == pytest.approx([40.003, 41.0])
    assert all(dot.error > 0 for dot in trend.tender)
    assert trend.ratings == (Rated("2026-03-03", 6, None), Rated("2026-03-01", 6, 4))
    assert any("chance" in text for text in trend.sentences)
    assert not any("%" in text for text in trend.sentences)


def felt(path: Path, *forces_n: float, tool: str = "ball", sensor: str = "AA:BB") -> list[int]:
    """Store a session a day, each with an answer of 5 at a force."""
    numbers = []
    for day, force_n in enumerate(forces_n):
        at = NOON + timedelta(days=day)
        header = replace(HEADER, local_date=at.date().isoformat(), device_address=sensor)
        rows = (*ROWS[:-2], replace(ASKED, force_mn=round(1000 * force_n)))
        numbers.append(store_one(path, on(header, tool=tool), at=at, rows=rows))
    return numbers


def test_trends_say_the_force_at_the_same_rating_and_call_only_what_chance_cannot_do_a_change(
    path: Path,
) -> None:
    felt(path, 30, 30, 38, 38)
    felt(path, 30, 30, 40, 40, tool="cane")
    by_tool = {each.tool: each.sentences for each in desk_of(path).trends().trends}
    assert (
        "force rated 5: 30.0 N in the first 2 sessions, 38.0 ± 7.9 N in the last 2; "
        "no change that one can tell from chance"
    ) in by_tool["ball"]
    assert any(said.endswith("last 2; about 33 % higher") for said in by_tool["cane"])


def test_trends_compare_no_newtons_of_two_sensors(path: Path) -> None:
    felt(path, 30, 30)
    felt(path, 60, 60, sensor="CC")
    for trend in desk_of(path).trends().trends:
        assert "force at the same rating: too few sessions to compare" in trend.sentences


def two_maps(path: Path) -> None:
    """Store marks on two days by one map of the ball, and half as high by another afterwards."""
    for day, full_n in enumerate((60.0, 60.0, 30.0, 30.0)):
        at = NOON + timedelta(days=day)
        made = Conversion((5.0, 9.0), (full_n / 3, full_n))
        header = replace(HEADER, local_date=at.date().isoformat(), conversion=made)
        store_one(path, header, at=at, rows=(MarksRow(1, round(500 * full_n), None, 2),))


def test_trends_by_another_map_of_the_ball_are_told_apart_by_their_days_and_are_no_change(
    path: Path,
) -> None:
    two_maps(path)
    trends = desk_of(path).trends().trends
    assert [trend.tool for trend in trends] == [
        "ball, 2026-03-03 to 2026-03-04",
        "ball, 2026-03-01 to 2026-03-02",
    ]
    for trend in trends:
        assert trend.sentences[0].startswith("threshold: no change since")


def test_the_history_of_a_place_tells_two_maps_of_one_ball_apart_by_their_days(
    path: Path,
) -> None:
    two_maps(path)
    with open_store(path) as store:
        (history,) = history_at(store, "UT")
    said = [text for text in sentences(history.sessions, Unit.N) if "threshold:" in text]
    assert said == [
        f"ball, {first} to {last}: threshold: no change since {first} that one can tell from chance"
        for first, last in (("2026-03-01", "2026-03-02"), ("2026-03-03", "2026-03-04"))
    ]


def test_trends_say_how_sore_it_was_on_the_next_day(path: Path) -> None:
    first, second, _ = felt(path, 30, 30, 30)
    say(path, first, soreness=1)
    say(path, second, soreness=4)
    say(path, second, soreness=9, after_h=48)
    (trend,) = desk_of(path).trends().trends
    assert [each.sore for each in trend.ratings] == [None, 4, 1]
    assert trend.sentences[-1] == "soreness the next day: 2.5 in the median of 2 sessions"


def test_trends_tell_time_in_band_what_helped_and_the_days_of_a_place(path: Path) -> None:
    felt(path, *[30.0] * 5)
    felt(path, *[30.0] * 4, tool="cane")
    ball, cane = sorted(desk_of(path).trends().trends, key=lambda trend: trend.tool)
    assert "percent of the time in the band: 90 in the median of 5 sessions" in ball.sentences
    assert ball.helped == cane.helped, "tools stand beside each other"
    assert [text.partition(";")[0] for text in ball.helped] == [
        "tool ball: 5 sessions",
        "tool cane: 4 sessions",
        "pressed at a wall: 9 sessions",
        "began at 4 to 6: 9 sessions",
    ]
    assert [month[0] for month in ball.months] == ["January 2026", "February 2026", "March 2026"]
    assert ball.months[0][-1] == "nothing pressed"
    assert ball.months[2][-1] == "5 sessions on 5 days, 5 min held"
    assert cane.months[2][-1] == "4 sessions on 4 days, 4 min held"


def test_a_place_that_was_never_marked_has_trends_too(path: Path) -> None:
    for day in range(2):
        at = NOON + timedelta(days=day)
        header = replace(HEADER, local_date=at.date().isoformat())
        store_one(path, header, at=at, rows=(ASKED,))
    (trend,) = desk_of(path).trends().trends
    assert (trend.place, trend.tool) == ("Top of the shoulder, left", "ball")
    assert (trend.tender, trend.comfort) == ((), ())
    assert trend.sentences[0] == "threshold: nothing to compare yet"
    assert "percent of the time in the band: 90 in the median of 2 sessions" in trend.sentences
    assert len(trend.ratings) == 2
    assert trend.months[-1][-1] == "2 sessions on 2 days, 2 min held"


def test_trends_in_lines_tell_the_same(path: Path) -> None:
    felt(path, *[30.0] * 8)
    said = tpdevice("--db", str(path), "--plain", typed="trends\nq\n").out.splitlines()
    assert "Percent of the time in the band: 90 in the median of 8 sessions." in said
    assert any(
        line.startswith("Pressed at a wall: 8 sessions; eased or let go was reported after 8")
        for line in said
    )
    assert "March 2026: 8 sessions on 8 days, 7 min held." in said


def test_trends_look_at_no_more_sessions_than_are_listed_and_say_since_when(path: Path) -> None:
    felt(path, 30, 30, 40, 40)
    assert desk_of(path).trends().since == ""
    with open_store(path) as store:
        found = past_trends(store, "Ada", unit=Unit.N, simulated=False, most=3)
    assert found.since == "2026-03-02"
    assert len(found.trends[0].ratings) == 3
    assert "force at the same rating: too few sessions to compare" in found.trends[0].sentences


def test_a_page_tells_what_the_log_and_show_tell_of_a_session(path: Path) -> None:
    number = store_one(path, rows=(*ROWS, *BAND))
    with open_store(path) as store:
        add_note(store, number, "slept\x1b[2J well", now=NOON)
    page = desk_of(path).past(number)
    assert page.place == "Top of the shoulder, left"
    assert page.head[:3] == ("2026-03-01 12:00", "ball · at a wall", "band 31 to 41 N")
    assert page.notes == ("slept[2J well",)
    (hold,) = page.holds
    assert hold.name == "hold 1, of 60 s"
    assert hold.rated == (
        "20 s held: 5 at 31.1 N",
        "20 s held: asked, not answered",
    )
    said = summary_lines(SUMMARY, HEADER)
    assert f"hold 1: {' · '.join(hold.lines)}" in said
    assert set(page.told) <= set(said)
    assert any("finished" in text for text in page.told)
    assert page.course is not None
    assert page.course.band_mn == (30_600, 41_400)
    assert page.course.holds == ((1, REPETITION.start_ns, REPETITION.end_ns),)


def test_a_hold_that_was_made_longer_says_what_was_asked_in_the_end(path: Path) -> None:
    longer = Happened(5, "hold", "longer", "HOLD", 1, "light pressure", int(ns(90)), "ns")
    number = store_one(path, rows=(*ROWS, longer))
    assert desk_of(path).past(number).holds[0].name == "hold 1, of 90 s"


def test_a_band_that_a_strong_rating_lowered_is_told_as_two(path: Path) -> None:
    cap = Happened(int(ns(70)), "band", "top", "HOLD", 1, "strong rating", 38_000, "mN")
    strong = Happened(int(ns(70)), "rating", "unasked", "HOLD", 1, "", 7, "")
    again = replace(REPETITION, repetition=2, start_ns=int(ns(90)), end_ns=int(ns(110)))
    summary = replace(SUMMARY, repetitions=(REPETITION, again))
    number = store_one(path, rows=(*ROWS, *BAND, cap, strong), summary=summary)
    (told,) = [text for text in desk_of(path).past(number).head if text.startswith("band")]
    assert told.startswith("band 31 to 41 N, then ")
    assert told.endswith(" to 38 N")


def test_a_band_that_was_lowered_is_the_first_one_again_where_no_strong_rating_stands(
    path: Path,
) -> None:
    cap = Happened(int(ns(60)), "band", "top", "HOLD", 1, "strong rating", 38_000, "mN")
    over = Happened(int(ns(80)), "phase", "REST", "REST", 1, "free, more to come")
    again = replace(REPETITION, repetition=2, start_ns=int(ns(90)), end_ns=int(ns(110)))
    summary = replace(SUMMARY, repetitions=(REPETITION, again))
    number = store_one(path, rows=(*ROWS, *BAND, cap, over), summary=summary)
    assert "band 31 to 41 N" in desk_of(path).past(number).head


def test_a_page_is_in_the_unit_of_whoever_reads_it(path: Path) -> None:
    number = store_one(path, rows=(*ROWS, *BAND))
    desk = desk_of(path)
    desk.like(Settings(unit=Unit.KGF))
    page = desk.past(number)
    assert "band 3.2 to 4.2 kgf" in page.head
    assert not any(" N" in text for text in (*page.head, *page.holds[0].rated, *page.told))


def test_what_was_answered_a_day_later_stands_on_the_page(path: Path) -> None:
    number = press(path, NOON)
    say(path, number, soreness=3, bruise=True, after_h=24)
    (later,) = desk_of(path).past(number).later
    assert later == "24 h later: sore 3 of 10 · a bruise · no warning sign"


def test_a_simulated_session_is_marked_on_its_page_too(path: Path) -> None:
    number = store_one(path, replace(HEADER, simulated=True))
    assert desk_of(path, simulated=True).past(number).mark == "SIMULATED"


def test_a_session_that_was_cut_off_is_counted_so_far_and_says_so(path: Path) -> None:
    number = store_one(path, summary=None)
    assert any("so far" in text or "damaged" in text for text in desk_of(path).past(number).told)


def test_a_trace_that_is_damaged_costs_the_chart_and_not_the_page(path: Path) -> None:
    number = store_one(path)
    with open_store(path) as store, store.transaction():
        store.change("UPDATE trace_chunk SET data = x'00' WHERE session_id = :n", {"n": number})
    page = desk_of(path).past(number)
    assert page.course is None
    assert "trace" in page.trouble
    assert page.holds


def test_a_session_that_is_not_there_is_said_to_be_none(path: Path) -> None:
    store_one(path)
    with pytest.raises(NotInStore, match="no session 9"):
        desk_of(path).past(9)


@pytest.mark.parametrize("point", [*content.points().values()], ids=lambda point: point.key)
def test_the_room_how_offers_the_ways_of_the_atlas_and_begins_with_one_of_them(
    path: Path, point: Point
) -> None:
    store_one(path, on(HEADER, support=Support.LYING))
    how = desk_of(path).how({"point": point.key})
    assert how.supports == tuple(str(way) for way in Support if point.offers(way))
    assert how.support == ("lying" if point.offers(Support.LYING) else point.supports[0])
