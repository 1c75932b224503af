"""The sensor to build: one driver, and the layout of its frames."""
