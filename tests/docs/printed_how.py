"""What stands at the head of every printed page."""

HOW = (
    "Printed from the program; a test compares this page, and\n"
    "`python3 dev.py test tests/docs --update-goldens` prints it anew."
)
