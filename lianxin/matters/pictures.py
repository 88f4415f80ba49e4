"""The QR of a receipt: the address of the follow page, the code behind its # sign.

What stands behind the # never leaves the browser, so no server log can hold a code.
"""

from __future__ import annotations

import segno

QUIET_ZONE = 2


def qr(address: str) -> str:
    """A picture as a data: address, so that no picture with a code in its name is asked for.

    The mask is fixed: choosing the best of eight costs four times as much and scans no better.
    """
    made = segno.make(address, micro=False, error="m", boost_error=False, mask=3)
    picture: str = made.svg_data_uri(scale=4, border=QUIET_ZONE, xmldecl=False, nl=False)
    return picture
