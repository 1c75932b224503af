"""Which sensors there are: certainty and source of each, how far one is led, and who tried it."""

import json

import pytest
from running import tpdevice

from tpdevice.cli.kinds import facts, in_full, kind, kinds, use
from tpdevice.core.coaching import Coaching
from tpdevice.devices import DRIVERS

LISTED = tpdevice("devices").out


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("key", DRIVERS)
def test_every_kind_is_listed_with_certainty_and_source(key: str) -> None:
    spec = kind(key).spec
    assert f"{key} {spec.label} {facts(kind(key))} {spec.certainty}: {spec.source}" in words(LISTED)


def test_the_list_fits_eighty_columns() -> None:
    pages = [LISTED, *(tpdevice("devices", key).out for key in DRIVERS)]
    assert max(len(line) for page in pages for line in page.splitlines()) <= 80


def test_it_says_that_none_was_verified_on_hardware() -> None:
    assert "Verified on hardware: none of them." in LISTED
    assert not any(each.spec.verified_on_hardware for each in kinds())


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("progressor", Coaching.FULL),
        ("force-board", Coaching.FULL),
        ("wh-c06", Coaching.SLOW),
        ("squegg", Coaching.NONE),
        ("climbro", Coaching.NONE),
        ("mi-scale", Coaching.NONE),
    ],
)
def test_a_kind_stands_under_what_one_is_led_by_at_the_best_of_places(
    key: str, allowed: Coaching
) -> None:
    assert kind(key).allowed is allowed
    group = LISTED.partition(f"{str(allowed).upper()}:")[2]
    for other in Coaching:
        group = group.partition(f"{str(other).upper()}:")[0]
    assert f"\n{key} " in group


def test_the_least_force_is_the_one_that_its_steps_are_fine_enough_for() -> None:
    assert "89 to 4448 N" in facts(kind("force-board"))
    assert "up to 1961 N" in facts(kind("climbro"))
    assert "up to 20 N" in facts(kind("bookoo"))


@pytest.mark.parametrize("key", DRIVERS)
def test_one_kind_is_told_in_full(key: str) -> None:
    page = words(tpdevice("devices", key).out)
    spec = kind(key).spec
    for said in (spec.label, use(kind(key)), spec.source, spec.note, "not verified on hardware"):
        assert said in page
    assert f"docs/protocols/{key}.md" in page
    assert all(value for _, value in in_full(kind(key)))


def test_who_has_to_find_newtons_out_is_told_how() -> None:
    assert "ball-map" in dict(in_full(kind("pressensor")))["newtons"]
    assert "set-up" in dict(in_full(kind("value")))["newtons"]
    assert "newtons" not in dict(in_full(kind("progressor")))
    assert use(kind("value")) == "coached, once its newtons are known"


def test_programs_get_everything() -> None:
    listed = {each["key"]: each for each in json.loads(tpdevice("devices", "--json").out)}
    assert set(listed) == set(DRIVERS)
    one = json.loads(tpdevice("devices", "squegg", "--json").out)
    assert one == listed["squegg"]
    assert one["coaching"] == "read and logged"
    assert one["sends"] == "the strongest so far"
    assert (one["certainty"], one["source"]) == (
        "several independent implementations agree",
        kind("squegg").spec.source,
    )
    assert {o["name"] for o in listed["uart-text"]["options"]} >= {"unit", "direction"}


def test_a_kind_that_there_is_not_is_answered_with_those_there_are() -> None:
    said = tpdevice("devices", "nope")
    assert said.code == 2
    assert "progressor" in said.err
