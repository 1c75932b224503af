"""The part of the browser tests that needs no browser."""

import pytest
from tests.browser.__main__ import SKIPPED, main


def test_without_a_browser_it_says_so_with_a_next_step_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main([]) == SKIPPED
    said = capsys.readouterr().out
    assert "SKIPPED, since there is no Chromium" in said
    assert "next step: " in said
