"""How the domain says no."""


class Refused(Exception):
    """The rules of the domain do not allow this now; the message is for the user."""
