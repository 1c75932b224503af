"""All clients on a page: it stands alone, says who needs a look, and takes no name for markup."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from outline import outline
from seenclients import (
    DILIGENT,
    HARD,
    QUIET,
    SEEN,
    STOPPED,
    TODAY,
    UNHEARD,
    client,
    clinic,
    counts,
    seen,
    week,
)

from tpdevice.clinic import drawn, told
from tpdevice.clinic.asking import Days
from tpdevice.clinic.first import to_see_first
from tpdevice.clinic.markdown import markdown
from tpdevice.clinic.overview import QUIET_DAYS, Overview
from tpdevice.clinic.page import page
from tpdevice.homework.adherence import Share
from tpdevice.homework.standout import Kind

GOLDENS = Path(__file__).parent / "goldens"
HOSTILE = "<script>alert(1)</script>\"'&|\x1b[31m\u202e</style><img src=x onerror=y>"
SIMULATED = replace(HARD, name="Puppet", simulated=True)

Form = Callable[[Overview], str]
both = pytest.mark.parametrize("form", [page, markdown])


def _golden(name: str, text: str, *, update: bool) -> None:
    file = GOLDENS / name
    if update:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == text


def _body(text: str) -> ET.Element:
    found = ET.fromstring(text.partition("\n")[2]).find("body")
    assert found is not None
    return found


def _words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _figures(text: str) -> list[str]:
    return [_words(each) for each in _body(text).findall("div[@class='figures']/div")]


def _cells(text: str) -> list[list[ET.Element]]:
    return [row.findall("td") for row in _body(text).iter("tr")][1:]


def test_the_page_of_a_clinic_is_built_as_it_was(*, update_goldens: bool) -> None:
    text = "\n".join(outline(page(clinic())).lines) + "\n"
    _golden("clinic_page.txt", text, update=update_goldens)


def test_the_markdown_of_a_clinic_is_as_it_was(*, update_goldens: bool) -> None:
    _golden("clinic_page.md", markdown(clinic()), update=update_goldens)


def test_the_page_of_a_clinic_runs_nothing_and_leads_nowhere() -> None:
    text = page(clinic())
    assert not re.search(r"<script|<link|<img|<a |https?:|url\(|@import|javascript:|\son\w+=", text)
    assert "default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;" in text


def _hostile() -> Overview:
    names = [replace(each, name=HOSTILE) for each in (HARD, STOPPED, QUIET, UNHEARD)]
    said = tuple([replace(each, name=HOSTILE, place=HOSTILE, words=HOSTILE) for each in SEEN])
    return clinic(*names, seen=said)


def test_names_of_clients_are_never_markup_on_a_page() -> None:
    text = page(_hostile())
    assert not outline(text).names & {"script", "img"}
    assert "&lt;script&gt;" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.count("</style>") == 1
    _body(text)


def test_names_of_clients_are_never_markup_in_markdown() -> None:
    text = markdown(_hostile())
    assert not re.search(r"(?<!\\)<", text)
    assert "\x1b" not in text
    rows = [line for line in text.splitlines() if line.startswith("| \\<script")]
    assert len(rows) == 4
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {11}


def test_the_figures_count_everyone_and_what_was_done_by_all() -> None:
    assert _figures(page(clinic())) == [
        "5clients",
        "2with something to see first",
        "1gone quiet",
        "77 %of the days asked were done: 37 of 48",
        "77 %of the time asked was held in the band: 111 of 144 min",
    ]


@both
def test_simulated_clients_count_in_no_figure_beside_people(form: Form) -> None:
    alone, beside = form(clinic()), form(clinic(SIMULATED, *clinic().clients))
    assert told.figures(clinic(SIMULATED, *clinic().clients)) == told.figures(clinic())
    assert "1 client is SIMULATED" in beside
    assert "SIMULATED" not in alone


@both
def test_a_simulated_client_is_marked_wherever_it_is_named(form: Form) -> None:
    found = clinic(replace(SIMULATED, pressed=QUIET.pressed), DILIGENT)
    marked = " ".join(re.sub(r"<[^>]*>|\*", "", form(found)).split())
    assert marked.count("Puppet SIMULATED") == marked.count("Puppet") == 3


@both
def test_a_clinic_of_a_simulator_says_so_above_everything(form: Form) -> None:
    text = form(clinic(SIMULATED))
    heading = "<h1>" if form is page else "\n# "
    assert 0 <= text.index(told.SIMULATED) < text.index(heading)
    assert told.figures(clinic(SIMULATED))[0] == ("1", "client")


def test_the_gravest_kinds_of_a_client_are_told_each_with_its_newest_and_the_rest_counted() -> None:
    first, second = to_see_first(clinic())
    assert (first.client, first.grave) == (HARD, True)
    assert first.lines == (
        ("1 sign", "14 Oct, UT left: named a sign, 24 h later"),
        ("over the cap in 2 sessions", "last 19 Oct, UT left: once over the cap; 49 N where 42 N"),
        ("rated 7 or more in 9 sessions", "last 23 Oct, UT left: rated 8 of 10"),
    )
    assert first.rest == "3 stopped"
    assert (second.client, second.grave, second.rest) == (STOPPED, False, "")
    assert [what for what, _ in second.lines] == ["1 session stopped early"]


def test_missed_days_alone_are_not_seen_first_and_stand_in_the_table() -> None:
    found = clinic(QUIET, DILIGENT, seen=())
    assert told.NOTHING_UNUSUAL in page(found)
    assert [_words(row[3]) for row in _cells(page(found))] == ["9 missed", "-"]


@pytest.mark.parametrize(("clients", "lines"), [(40, 8), (41, 20)])
def test_as_many_clients_are_seen_first_as_there_is_room_for_and_the_rest_is_counted(
    clients: int, lines: int
) -> None:
    every = [replace(HARD, name=f"Client {n:02}") for n in range(clients)]
    found = clinic(*every, seen=())
    items = _body(page(found)).findall(".//ul[@class='first']/li")
    assert len(items) == lines + 1
    assert _words(items[-1]) == f"{clients - lines} more in the table below."
    assert markdown(found).count("- **Client") == clients


def test_who_is_quiet_stands_there_with_the_last_press_and_the_last_result() -> None:
    text = page(clinic())
    (line,) = _body(text).findall(".//ul[@class='quiet']/li")
    assert _words(line) == "Birch · 19 days; pressed 6 Oct, result to 24 Oct"
    assert "**Birch** - 19 days; pressed 6 Oct, result to 24 Oct" in markdown(clinic())


@both
def test_whoever_sent_nothing_yet_is_named(form: Form) -> None:
    assert "No result yet: Newt." in form(clinic())
    assert "No result yet" not in form(clinic(DILIGENT))


def test_who_never_pressed_is_quiet_since_the_plan_began() -> None:
    since = TODAY - timedelta(days=QUIET_DAYS)
    never = client("Lark", pressed=None, until=TODAY, began=since)
    assert told.silence(never) == "10 days; nothing pressed yet, result to 25 Oct"
    assert told.pressed(never) == "not yet · quiet"


def test_whoever_sent_a_result_and_never_pressed_is_not_called_silent() -> None:
    assert told.unheard(clinic(client("Lark", pressed=None))) == ""


def test_a_day_of_another_year_says_so() -> None:
    assert told.day(date(2025, 12, 30), TODAY) == "30 Dec 2025"
    over = replace(clinic(), days=Days(date(2026, 1, 4)))
    assert told.title(over) == "All clients · 8 Dec 2025 to 4 Jan 2026"


@pytest.mark.parametrize(
    ("clients", "cls"), [(24, "clinic"), (25, "sheet"), (40, "sheet"), (41, "clinic")]
)
def test_as_many_clients_as_one_sheet_holds_are_printed_smaller(clients: int, cls: str) -> None:
    every = [replace(DILIGENT, name=f"Client {n:02}") for n in range(clients)]
    assert _body(page(clinic(*every))).get("class") == cls


def test_the_table_has_everyone_in_the_order_of_the_clinic() -> None:
    rows = _cells(page(clinic()))
    assert [_words(row[0]) for row in rows] == ["Wren", "Ash", "Birch", "Heron", "Newt"]
    assert [_words(row[4]) for row in rows[:2]] == ["6.5 → 7.0", "5.2 → 3.0"]
    assert [_words(row[5]) for row in rows[1:]] == [
        "23 Oct",
        "6 Oct · quiet",
        "23 Oct",
        "no result yet",
    ]
    assert {cell.get("data-name") for cell in rows[0][1:]} == {
        "Days",
        "Time in band",
        "To look at",
        "Ratings",
        "Last pressed",
    }


def test_the_head_of_the_table_can_be_repeated_on_every_sheet() -> None:
    table = _body(page(clinic())).find(".//table")
    assert table is not None
    assert [each.tag for each in table] == ["thead", "tbody"]


@pytest.mark.parametrize(
    ("done", "width", "label"),
    [
        (Share(3, 12), 13.5, "25 %"),
        (Share(12, 12), 54.0, "100 %"),
        (Share(15, 12), 54.0, "100 %"),
        (Share(0, 12), 0.0, "0 %"),
    ],
)
def test_a_bar_is_as_full_as_was_done(done: Share, width: float, label: str) -> None:
    drawing = ET.fromstring(drawn.share(done))
    full = drawing.find("rect[@class='full']")
    assert full is not None
    assert (float(full.get("width", "")), drawing.findtext("title")) == (width, label)


def test_a_bar_of_nothing_asked_is_only_dotted() -> None:
    drawing = ET.fromstring(drawn.share(Share(0, 0)))
    assert [each.get("class") for each in drawing.iter("rect")] == ["faint"]
    assert drawing.findtext("title") == "nothing asked"


def test_a_week_stands_as_tall_as_was_asked_and_is_full_as_far_as_was_done() -> None:
    drawing = ET.fromstring(drawn.weeks((week(0, 40, 40), week(1, 20, 5))))
    tall = {
        cls: [float(each.get("height", "")) for each in drawing.iter("rect")
              if each.get("class") == cls]
        for cls in ("line", "full")
    }  # fmt: skip
    assert tall["line"] == [46.0, 23.0]
    assert tall["full"] == [46.0, pytest.approx(5.75, abs=0.06)]
    said = [each.text for each in drawing.iter("text")]
    assert said == ["40 of 40", "28 Sep", "5 of 20", "5 Oct"]


def test_of_many_weeks_the_newest_are_drawn_and_the_rest_is_counted() -> None:
    rows = tuple([week(n, 10 + n, 5) for n in range(60)])
    drawing = ET.fromstring(drawn.weeks(rows))
    outlined = [each for each in drawing.iter("rect") if each.get("class") == "line"]
    assert len(outlined) == 53
    said = [each.text for each in drawing.iter("text")]
    assert said[:2] == ["up to 69 days asked in a week", "16 Nov"]
    assert len(said) < 8
    assert "the last 53 of 60 weeks are drawn" in drawn.legend(rows)


def test_weeks_in_which_nothing_was_asked_are_drawn_flat() -> None:
    text = drawn.weeks((week(0, 0, 0, 3),))
    assert not re.search(r"nan|inf", text)
    assert "3 days more were done and not asked" in drawn.legend((week(0, 0, 0, 3),))


@both
def test_a_clinic_without_anybody_still_makes_a_page(form: Form) -> None:
    text = form(Overview(clinic().days, (), (), ()))
    for said in (told.NOBODY_HERE, told.NOBODY_QUIET, told.NO_WEEKS):
        assert said in text


@both
def test_the_page_of_a_clinic_says_what_it_is_and_by_which_rules(form: Form) -> None:
    text = form(clinic())
    assert "It judges nobody, and no illness and no injury" in text
    assert f"nothing pressed for {QUIET_DAYS} days or more" in text
    assert "What nobody knows" in text
    assert all(len(each) <= 400 for each in told.FOOT)


def test_a_long_name_and_long_words_are_cut() -> None:
    long = replace(STOPPED, name="Long " * 40)
    said = (seen(long.name, Kind.STOPPED, TODAY, "word " * 90),)
    (first,) = to_see_first(clinic(long, seen=said))
    assert len(told.named(long.name)) <= 32
    assert len(first.lines[0][1]) < 140


def test_exceptions_are_counted_in_short_the_gravest_first() -> None:
    assert told.in_short(counts(missed=4, warning=2, over_cap=1)) == "2 signs, 1 over cap, 4 missed"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (Share(20.0, 180.0), "20 of 180 s"),
        (Share(500.0, 2160.0), "8 of 36 min"),
        (Share(7200.0, 90_000.0), "2 of 25 h"),
    ],
)
def test_time_is_told_in_a_unit_that_suits_it(held: Share, said: str) -> None:
    assert told.of_time(held) == said
