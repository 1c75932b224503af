"""`tpdevice report` reads a plan and results, and writes one file."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from threestories import PLAN, STORIES

from tpdevice.cli.main import cli
from tpdevice.core.errors import ResultError, UsageError
from tpdevice.runtime import content
from tpdevice.runtime.signing import plan_digest

PLAN_TEXT = f"""
person = "{PLAN.person}"
title = "{PLAN.title}"
plan_id = "{PLAN.plan_id}"
first_day = 2026-10-05

[[points]]
point = "UT"
side = "left"
tool = "hook"
band_n = [27, 36]
cap_n = 42
hold_s = 60
repetitions = 3
"""
Make = Callable[..., list[str]]


@pytest.fixture
def files(tmp_path: Path) -> Make:
    def make(name: str = "too_hard", **changes: object) -> list[str]:
        plan, result = tmp_path / "plan.toml", tmp_path / f"{name}{len(changes)}.json"
        plan.write_text(PLAN_TEXT, encoding="utf-8")
        digest = plan_digest(plan.read_text("utf-8"))
        told = STORIES[name]().result
        told = msgspec.structs.replace(told, **{"plan_digest": digest} | changes)
        result.write_bytes(msgspec.json.encode(told))
        return [str(plan), str(result)]

    return make


def _report(*words: str) -> Result:
    return CliRunner().invoke(cli, ["report", *words])


def test_a_page_is_written_to_stdout_or_to_a_file(files: Make, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    printed = _report(*files())
    assert printed.stdout.startswith("<!doctype html>")
    assert _report(*files(), "-o", str(page)).exit_code == 0
    assert page.read_bytes() == printed.stdout_bytes


def test_places_have_the_names_of_the_atlas(files: Make) -> None:
    assert f"{content.point('UT').plain}, left" in _report(*files(), "--markdown").stdout


def test_fhir_is_json(files: Make) -> None:
    assert json.loads(_report(*files(), "--fhir").stdout)["resourceType"] == "Bundle"


def test_a_plan_with_another_text_is_told(files: Make) -> None:
    said = "The plan at hand is not the one that was answered"
    assert said not in _report(*files(), "--markdown").stdout
    assert said in _report(*files(plan_digest="0" * 64), "--markdown").stdout


def test_a_file_that_is_there_is_not_replaced_unasked(files: Make, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("mine")
    refused = _report(*files(), "-o", str(page))
    assert isinstance(refused.exception, UsageError)
    assert page.read_text() == "mine"
    assert _report(*files(), "-o", str(page), "--force").exit_code == 0


def test_a_report_takes_one_plan_and_a_result(files: Make) -> None:
    plan, result = files()
    for words in ([plan], [result], [plan, plan, result]):
        found = _report(*words)
        assert isinstance(found.exception, UsageError)
        assert "PLAN.toml RESULT.tpresult" in found.exception.hint


def test_results_of_two_people_make_no_report(files: Make) -> None:
    plan, mine = files()
    _, other = files("diligent", person="Finch", uid="other")
    found = _report(plan, mine, other)
    assert isinstance(found.exception, UsageError)
    assert "'Finch' and 'Wren'" in str(found.exception)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "{}",
        '{"result_version": 2}',
        "\udcff",
        "null",
    ],
)
def test_a_file_that_is_no_result_is_refused_in_words(
    files: Make, tmp_path: Path, text: str
) -> None:
    plan, _ = files()
    wrong = tmp_path / "wrong.json"
    wrong.write_bytes(text.encode("utf-8", "surrogateescape"))
    found = _report(plan, str(wrong))
    assert isinstance(found.exception, ResultError)
    assert "says what cannot be" in str(found.exception)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"held_s":60.0', '"held_s":1e308'),
        ('"peak_n":37.5', '"peak_n":-1e300'),
        ('"first_day":"2026-10-05"', '"first_day":"9999-12-31"'),
        ('"first_day":"2026-10-05"', '"first_day":"0001-01-01"'),
    ],
)
def test_a_number_beyond_any_sense_is_refused(files: Make, was: str, now: str) -> None:
    plan, result = files()
    text = Path(result).read_text(encoding="utf-8")
    assert was in text
    Path(result).write_text(text.replace(was, now), encoding="utf-8")
    assert isinstance(_report(plan, result).exception, ResultError)


@pytest.mark.skipif(importlib.util.find_spec("weasyprint") is not None, reason="it is here")
def test_pdf_without_its_library_says_how_a_browser_makes_one(files: Make, tmp_path: Path) -> None:
    found = _report(*files(), "--pdf", "-o", str(tmp_path / "page.pdf"))
    assert isinstance(found.exception, UsageError)
    assert "browser" in found.exception.hint
    assert not (tmp_path / "page.pdf").exists()


def test_pdf_and_opening_need_a_file(files: Make) -> None:
    for option in ("--pdf", "--open"):
        found = _report(*files(), option)
        assert isinstance(found.exception, UsageError)
        assert option in str(found.exception)
