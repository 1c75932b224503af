"""Where a running session and somebody who watches it meet, without holding each other up.

The session runs on a thread of its own and puts its newest values here; a screen reads them when
it draws. Nothing waits for anything: attributes are replaced whole, and keys go the other way
through a function that only appends.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tpdevice.core.action import Action
from tpdevice.core.record import Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Header
from tpdevice.session.answering import By
from tpdevice.session.state import State

TRACE_BLOCKS = 4_096
"""Blocks kept until they are drawn: 4 s at 1000 notifications a second. Chosen."""


@dataclass(slots=True)
class Seat:
    """The newest of everything that can be seen of a session."""

    header: Header | None
    """None until the sensor was found and the session opened."""
    press: Callable[[Action, int], None]
    """Answer or wish; may be called from any thread. The number is the rating, else 0."""
    state: State | None = None
    blocks: deque[SampleBlock] = field(default_factory=lambda: deque(maxlen=TRACE_BLOCKS))
    """Newest samples last; appended here, taken away by whoever draws them."""
    status: str = ""
    """What the link is doing, in a few words, such as "connecting to Progressor_2068"."""
    troubles: list[str] = field(default_factory=list)
    """Sentences about things that went wrong but did not end the session."""
    summary: Summary | None = None
    """Set when the session is over."""
    failure: str = ""
    """Why it could not go on, with what to do next; set when it ended by an error."""
    by: By = By.KEYS
    """How the person answers now; set by whoever takes it."""
    speaks: bool = False
    """Whether a voice says what is told, so that it can be wanted once more."""
    finished: bool = False
    """Nothing more will come; the screen may close."""
