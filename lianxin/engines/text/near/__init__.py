"""Whether two messages are one text, and which of many are."""
