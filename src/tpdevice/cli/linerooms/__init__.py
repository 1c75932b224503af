"""The rooms of home in lines, for whoever listens to a screen or has none."""
