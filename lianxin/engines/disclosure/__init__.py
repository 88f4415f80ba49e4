"""Suppression of small groups, for every page, export and report.

``tables`` is the door (``suppress``, ``suppress_table``, ``complement_safe``, ``showable``);
``protection`` decides what else must be hidden.
"""
