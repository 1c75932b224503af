"""Who can be simulated: every number says where it is from."""

import re
from pathlib import Path

from tpsim import subjects

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
