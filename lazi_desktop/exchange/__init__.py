"""Sheets and reports: what leaves for people, and what comes in from them."""
