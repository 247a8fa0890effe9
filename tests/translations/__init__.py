"""What the program says, gathered for translation: `python -m tests.translations` brings the .ts files up to date."""
