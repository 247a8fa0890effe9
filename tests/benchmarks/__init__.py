"""How fast, how small: `python3 lazi.py bench` prints figures with their targets as one JSON object."""
