"""The shell: clock, inbox, recorder, and the wiring of a session."""
