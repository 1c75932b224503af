"""Homework as a text file: each template is whole, and everything wrong with a file is told."""

import json
from pathlib import Path

import pytest
from running import tpdevice

from tpdevice.homework.planfile import BYTES_MAX
from tpdevice.homework.planpage import page
from tpdevice.runtime.offering import offered
from tpdevice.runtime.plans import checked

THEMES = tuple(offered().themes)


def template(folder: Path, name: str, person: str = "Robin") -> Path:
    file = folder / "plan.toml"
    said = tpdevice("plan", "new", "--template", name, "--person", person, str(file))
    assert said.code == 0, said.err
    return file


@pytest.mark.parametrize("theme", THEMES)
def test_a_template_has_no_errors_and_no_hints(theme: str, tmp_path: Path) -> None:
    file = template(tmp_path, theme)
    found = checked(file.read_bytes())
    assert found.problems == ()
    assert found.plan is not None
    assert {theme in offered().points[p.point].themes for p in found.plan.points} == {True}


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_commented_out_in_a_template_is_right_as_well(theme: str, tmp_path: Path) -> None:
    text = template(tmp_path, theme).read_text()
    text = text.replace("# cap_n", "cap_n").replace('# exclude = ["SO"]', 'exclude = ["SPL"]')
    keep = [p for p in checked(text.encode()).problems if "left out" not in p.what]
    assert keep == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_printed_page_says_where_how_long_how_strong_when_to_stop_and_whom_to_ask(
    theme: str, tmp_path: Path
) -> None:
    plan = checked(template(tmp_path, theme).read_bytes()).plan
    assert plan is not None
    first, *places, last = page(plan, offered())
    assert {"For", "When"} <= dict(first.rows).keys()
    for place in places:
        assert {"Where", "With", "How long", "How strong", "Then"} <= dict(place.rows).keys()
    assert {"Stop", "Ask"} <= dict(last.rows).keys()


def test_a_name_with_quotes_stays_what_it_is(tmp_path: Path) -> None:
    name = 'R "Bob" Ünal'
    plan = checked(template(tmp_path, "desk", name).read_bytes()).plan
    assert plan is not None
    assert plan.person == name


def test_templates_are_listed_a_line_each_and_nothing_is_written(tmp_path: Path) -> None:
    said = tpdevice("plan", "new", "--template", "", str(tmp_path / "plan.toml"))
    assert said.code == 0
    assert [line.split(":")[0] for line in said.out.splitlines()] == list(offered().themes)
    assert "desk: desk, upper back" in said.out
    assert not list(tmp_path.iterdir())


def test_a_template_that_is_not_there_names_the_nearest() -> None:
    said = tpdevice("plan", "new", "--template", "dsk")
    assert said.code == 2
    assert "Did you mean 'desk'?" in said.err


def test_nobody_to_ask_is_told_an_example() -> None:
    said = tpdevice("plan", "new")
    assert (said.code, said.out) == (2, "")
    assert "--template desk" in said.err


def test_the_answers_on_a_terminal_make_a_plan_without_problems(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    typed = "Robin\ntemple\nSO\nmiddle\nlying\n\ny\nTEM\nright\n\ntwice\n3\n"
    said = tpdevice("plan", "new", str(file), typed=typed)
    assert said.code == 0, said.err
    found = checked(file.read_bytes())
    assert (found.plan is not None, found.problems) == (True, ())
    assert found.plan is not None
    assert [(p.point, p.side) for p in found.plan.points] == [("SO", "middle"), ("TEM", "right")]
    assert (found.plan.person, found.plan.weeks, len(found.plan.days)) == ("Robin", 3, 2)


def test_a_file_is_replaced_only_when_asked_for(tmp_path: Path) -> None:
    file = template(tmp_path, "desk")
    said = tpdevice("plan", "new", "--template", "jaw", str(file))
    assert said.code == 2
    assert '"UT"' in file.read_text()
    assert tpdevice("plan", "new", "--template", "jaw", "--force", str(file)).code == 0
    assert '"MAS"' in file.read_text()


def test_check_tells_every_problem_and_fails_only_for_errors(tmp_path: Path) -> None:
    file = template(tmp_path, "desk")
    assert tpdevice("plan", "check", str(file)).code == 0
    text = file.read_text().replace('"wed"', '"tue"')
    file.write_text(text)
    said = tpdevice("plan", "check", str(file))
    assert (said.code, said.out.startswith("hint: line 6, days")) == (0, True)
    file.write_text(text.replace("hold_s = 60", "hold_s = 61").replace('"UT"', '"UTT"'))
    said = tpdevice("plan", "check", str(file))
    assert said.code == 1
    assert "line 14, points[1].point: The atlas has no place 'UTT'. Did you mean 'UT'?" in said.out
    assert "points[2].hold_s" in said.out


def test_problems_come_as_json(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text("persn = 1\n")
    said = tpdevice("plan", "check", "--json", str(file))
    assert said.code == 1
    assert json.loads(said.out)[0]["nearest"] == "person"


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(b"#" * (50 * BYTES_MAX))
    said = tpdevice("plan", "show", str(file))
    assert said.code == 2
    assert "at most" in said.err


def test_a_page_of_html_is_whole_by_itself_and_takes_no_orders(tmp_path: Path) -> None:
    file = template(tmp_path, "heel", "<script>x")
    page_ = tmp_path / "plan.html"
    assert tpdevice("plan", "print", str(file), "-o", str(page_)).code == 0
    text = page_.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;x" in text
    assert "http" not in text
    assert tpdevice("plan", "print", str(file)).out.startswith("Heel and arch of the foot\n---")


def test_a_plan_is_told_in_plain_words(tmp_path: Path) -> None:
    text = template(tmp_path, "desk").read_text().replace("# cap_n = 88", "cap_n = 60")
    file = tmp_path / "own.toml"
    file.write_text(text.replace("weeks = 4", "weeks = 1\nfirst_day = 2026-11-30"))
    said = tpdevice("plan", "show", str(file)).out
    flat = " ".join(said.split())
    assert "one week, Monday 30 November 2026 to Sunday 6 December 2026" in flat
    assert "Twice 60 seconds, about 12 slow breaths" in flat
    assert "Never more than 60 N." in flat


def test_a_plan_is_opened_and_closed(tmp_path: Path) -> None:
    file, log = template(tmp_path, "desk"), str(tmp_path / "log.db")
    said = tpdevice("--db", log, "plan", "open", str(file))
    assert said.code == 0
    assert said.out.startswith("Homework of Robin: ")
    said = tpdevice("--db", log, "plan", "close")
    assert said.out == "The plan of Robin is closed.\n"
    said = tpdevice("--db", log, "plan", "close")
    assert (said.code, "Robin has no plan open." in said.err) == (2, True)


def test_closing_without_a_log_says_what_to_do(tmp_path: Path) -> None:
    said = tpdevice("--db", str(tmp_path / "log.db"), "plan", "close")
    assert said.code != 0
    assert "does not exist" in said.err
