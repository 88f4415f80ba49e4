"""What a reply says to a voice, for its writer before it is sent.

Nothing here grades a person: every result points at places in the two texts, and all of it
can be overruled by the writer. No trained weights; each number is explained where it stands.
"""
