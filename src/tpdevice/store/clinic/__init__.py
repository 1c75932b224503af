"""The database of a clinic: many people's results, as rows that one asks questions of."""
