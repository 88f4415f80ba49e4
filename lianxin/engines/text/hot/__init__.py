"""Hot issues: what many people say about one trouble, at one place, in one period."""
