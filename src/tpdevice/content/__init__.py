"""Atlas, screening and texts: data only."""
