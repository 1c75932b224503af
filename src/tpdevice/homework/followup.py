"""What an answer means, a day or more after a session: how long to rest, and how much less."""

from dataclasses import dataclass
from typing import Final

from tpdevice.core import rules
from tpdevice.homework.past import HOUR_S, Answer

_DAY_H: Final = 24


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: what has to be said for it, and what follows from it."""

    key: str
    why: str
    """What was said, as a reason."""
    said: str
    """What to do, in plain words."""
    soreness: int = 0
    """It takes at least this much."""
    bruise: bool = False
    warning: bool = False
    from_h: int = 0
    """It takes an answer that tells of so long after the session, h."""
    rest_h: int | None = 0
    """How long to rest from the answer on, h; None: until somebody looked at it."""
    everywhere: bool = False
    """No place is pressed, not only this one."""
    lower_percent: int = 0
    firm: bool = True
    """Nobody may insist."""

    def applies(self, answer: Answer) -> bool:
        """Say whether an answer meets every condition of this row."""
        return (
            answer.soreness >= self.soreness
            and (answer.bruise or not self.bruise)
            and (answer.warning or not self.warning)
            and answer.hours >= self.from_h
        )


RULES: Final = (
    Rule(
        "warning",
        "you named a sign that somebody should look at",
        "Do not press anywhere for now, and have a doctor or another clinician look at it. Dark "
        "urine with muscle pain is urgent: get medical help at once.",
        warning=True,
        rest_h=None,
        everywhere=True,
        lower_percent=rules.LOWER_VERY_SORE_PERCENT,
    ),
    Rule(
        "lasting",
        "it was still sore three days later",
        "Pressing should not leave a place sore for so long. Leave it alone, and have somebody "
        "who knows look at it.",
        soreness=rules.SORE,
        from_h=rules.CHECK_IF_SORE_H,
        rest_h=None,
        lower_percent=rules.LOWER_VERY_SORE_PERCENT,
    ),
    Rule(
        "still_sore",
        "it was still sore two days later",
        f"Leave this place out for {rules.REST_STILL_SORE_DAYS} days; soreness from pressing "
        "should be gone by now.",
        soreness=rules.SORE,
        from_h=rules.CHECKS_H[-1],
        rest_h=rules.REST_STILL_SORE_DAYS * _DAY_H,
        lower_percent=rules.LOWER_SORE_PERCENT,
    ),
    Rule(
        "bruise",
        "it left a bruise",
        f"A bruise means that it was too much. Rest this place for {rules.REST_VERY_SORE_H} hours.",
        bruise=True,
        rest_h=rules.REST_VERY_SORE_H,
        lower_percent=rules.LOWER_VERY_SORE_PERCENT,
    ),
    Rule(
        "very_sore",
        "it was very sore afterwards",
        f"That was too much. Rest this place for {rules.REST_VERY_SORE_H} hours.",
        soreness=rules.VERY_SORE,
        rest_h=rules.REST_VERY_SORE_H,
        lower_percent=rules.LOWER_VERY_SORE_PERCENT,
    ),
    Rule(
        "sore",
        "it was sore afterwards",
        f"That was a little much. Give this place {rules.REST_SORE_H} hours more.",
        soreness=rules.SORE,
        rest_h=rules.REST_SORE_H,
        lower_percent=rules.LOWER_SORE_PERCENT,
        firm=False,
    ),
    Rule("go", "it was hardly sore", "Good. Nothing speaks against the next time.", firm=False),
)
"""What an answer may mean, the longest rest first; the last row is always true.

Source for the steps of soreness and for what goes with them: `core/rules.py`.
"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one answer means. Of all rows that apply, each part comes from the strictest."""

    rule: Rule
    """The gravest row: it rests longest, and its words are what is said."""
    until_s: int | None
    """Until when to rest; 0: not at all; None: until somebody looked at it."""
    lower_percent: int
    firm: bool

    @property
    def care(self) -> bool:
        """Whether somebody should look at it before anything else."""
        return self.until_s is None

    @property
    def said(self) -> str:
        """What it means for the person, in plain words."""
        if self.care or not self.lower_percent:
            return self.rule.said
        return f"{self.rule.said} The next time asks for {self.lower_percent} % less."


def meaning(answer: Answer) -> Meaning:
    """Return what an answer means."""
    rows = [rule for rule in RULES if rule.applies(answer)]
    first = rows[0]
    lower_percent = max(rule.lower_percent for rule in rows)
    return Meaning(first, _until_s(first, answer), lower_percent, first.firm)


def _until_s(rule: Rule, answer: Answer) -> int | None:
    if not rule.rest_h:
        return None if rule.rest_h is None else 0
    return answer.at_s + rule.rest_h * HOUR_S
