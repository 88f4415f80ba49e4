"""Which category of the site's own tree a text belongs to, how surely, and by which of its words.

``tree``: the categories. ``training``: ``untrained()`` for the first day, ``train()`` from what
officers decided. ``model``: what both give, its answers and its file. ``assessment``: how right
a model is, and whether a new one may replace it.
"""
