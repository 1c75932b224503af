"""What can be asked of a clinic; the questions themselves need a library that is loaded late."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can be asked of a whole clinic."""

    key: str
    about: str
    raw: bool = False
    """Whether it reads every sample, and not only summaries."""


CATALOGUE: Final = {
    each.key: each
    for each in (
        Question("clients", "A line for each client: adherence, exceptions, last heard of."),
        Question("exceptions", "What is to be looked at, the newest first."),
        Question("weeks", "Days asked and done by all clients, week by week."),
        Question("force", "How strong and how long was pressed, month by month.", raw=True),
        Question("above", "Time in the band and above it, from every sample.", raw=True),
    )
}
"""Every question, by its key."""
