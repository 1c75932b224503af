"""Care between sessions: rules as data, and pure functions over what was done and said."""
