"""What is measured, beside what it is measured against. Nothing here is a test."""
