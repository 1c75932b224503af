"""The engine: what happens to a session when something happens in the world."""
