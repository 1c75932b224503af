"""Vernier's Go Direct sensors: one driver, and the codec of its frames."""
