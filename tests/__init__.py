"""Tests, laid out like the package. What they share is in conftest.py, hygiene.py and fakes/."""
