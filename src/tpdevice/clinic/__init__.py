"""Results of many people: taken from a folder, and questions asked of all of them."""
