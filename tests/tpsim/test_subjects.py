"""Who can be simulated: every number says where it is from, and draws stay where they should."""

import re
from pathlib import Path

import numpy as np
import pytest

from tpsim import subjects
from tpsim.subjects import SUBJECTS, draw

NUMBER = re.compile(r"^\s+\w+=.*\d")
SAID = re.compile(r"assumed|\b(19|20)\d\d\b|by what they are", re.IGNORECASE)


def test_every_number_of_a_subject_has_a_source_or_says_assumed():
    table = Path(subjects.__file__).read_text(encoding="utf-8").partition("SUBJECTS: Final")[2]
    lines = table.splitlines()
    numbers = [i for i, line in enumerate(lines) if NUMBER.match(line)]
    assert len(numbers) > 25
    silent = [
        lines[i]
        for i in numbers
        if not SAID.search(lines[i])
        and not (lines[i - 1].lstrip().startswith("#") and SAID.search(lines[i - 1]))
    ]
    assert silent == []


@pytest.mark.parametrize("key", SUBJECTS)
def test_comfort_lies_where_the_evidence_has_it(key):
    drawn = [draw(SUBJECTS[key], np.random.default_rng(seed)) for seed in range(400)]
    ratios = [traits.comfort_n / traits.tender_n for traits in drawn]
    assert np.median(ratios) == pytest.approx(1.30, abs=0.02)
    assert min(ratios) >= 1.15 - 1e-9
    assert max(ratios) <= 1.6 + 1e-9
