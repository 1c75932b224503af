"""All that a screen may draw from at one moment."""

from dataclasses import dataclass

from tpdevice.runtime.content import Question
from tpdevice.tui.trace import Trace
from tpdevice.tui.view import Stage, SummaryView, View


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The newest of everything; screens take what they need."""

    stage: Stage
    title: str
    simulated: bool
    view: View | None
    trace: Trace
    now_ns: int
    question: Question | None = None
    summary: SummaryView | None = None
    status: str = ""
    failure: str = ""
    waited: str = ""
    """For how long the sensor has been waited for, before there is a session."""

    @property
    def closable(self) -> bool:
        """Whether Escape closes instead of stopping."""
        return self.stage in (Stage.SUMMARY, Stage.FAILED) or (
            self.view is not None and "close" in self.view.offers
        )

    def offers(self, *own: str) -> tuple[str, ...]:
        """Return what the line of keys shows: the moment's offers, a screen's own, and stop."""
        if self.closable:
            return ("help", "close")
        moment = () if self.view is None else self.view.offers
        return (*moment, *own, "help", "stop")
