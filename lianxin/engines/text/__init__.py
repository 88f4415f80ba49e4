"""Reading of Chinese text by rules that can be shown: what was found, where, and why."""
