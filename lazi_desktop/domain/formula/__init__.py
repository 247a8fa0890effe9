"""Formulas that people type: numbers, names and a few functions, as in a spreadsheet's cell. Nothing is executed."""
