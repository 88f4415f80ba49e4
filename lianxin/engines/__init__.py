"""Pure computation: plain values in, frozen dataclasses out, with the evidence for each result.

No Django, no database, no network and no clock: whoever calls passes the moment in.
"""
