"""Which screen belongs to which stage of a session."""

from typing import Final

from tpdevice.tui.screens.connecting import Connecting
from tpdevice.tui.screens.dashboard import Dashboard
from tpdevice.tui.screens.failed import Failed
from tpdevice.tui.screens.giant import Giant
from tpdevice.tui.screens.lengthen import Lengthen
from tpdevice.tui.screens.question import QuestionScreen
from tpdevice.tui.screens.summary import SummaryScreen
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.view import Stage

SCREENS: Final[dict[Stage, type[StageScreen]]] = {
    Stage.CONNECTING: Connecting,
    Stage.QUESTION: QuestionScreen,
    Stage.SESSION: Giant,
    Stage.LENGTHEN: Lengthen,
    Stage.SUMMARY: SummaryScreen,
    Stage.FAILED: Failed,
}


def screen_for(stage: Stage, *, numbers: bool) -> type[StageScreen]:
    """Return the screen of a stage; a session has a second one, with numbers."""
    return Dashboard if stage is Stage.SESSION and numbers else SCREENS[stage]
