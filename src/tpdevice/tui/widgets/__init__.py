"""Small widgets that draw their own cells."""
