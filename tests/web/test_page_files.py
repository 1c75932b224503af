"""The page is ours alone: nothing in it leads elsewhere, and nothing of it is written inline."""

import re
from importlib.resources import files

import pytest

from tpdevice.web.server import PAGE

FOLDER = files("tpdevice.web").joinpath("page")


def text(name: str) -> str:
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


def test_every_file_in_the_folder_is_served() -> None:
    assert {each.name for each in FOLDER.iterdir()} == set(PAGE)


@pytest.mark.parametrize("name", PAGE)
def test_no_file_leads_to_another_computer(name: str) -> None:
    found = re.findall(r"(?:https?:|wss?:|[\"'(]\s*)//[^\s\"')]*", text(name))
    ours = {"ws://${location.host}/screen`", "http://www.w3.org/2000/svg"}
    assert set(found) <= ours


def test_the_page_has_no_script_style_or_handler_in_it() -> None:
    html = text("index.html")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|javascript:", html)


@pytest.mark.parametrize("name", [name for name in PAGE if name.endswith(".js")])
def test_no_script_makes_script_or_markup_of_text(name: str) -> None:
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|document\.write", text(name))


@pytest.mark.parametrize("name", [name for name in PAGE if name.endswith(".js")])
def test_a_script_loads_only_files_that_are_served(name: str) -> None:
    for module in re.findall(r"from \"([^\"]+)\"", text(name)):
        assert module.startswith("./")
        assert module[2:] in PAGE


def test_a_phone_shows_the_page_in_its_own_size() -> None:
    assert "width=device-width" in text("index.html")
    assert "touch-action: none" in text("page.css")
