"""Ledgers and papers as files."""
