"""The journal opens for the audit administrator alone."""

from tests.doors import Door

#               guest  li  chen wang zhao zhou  sun qian zheng
AUDITOR = (302, 403, 403, 403, 403, 403, 403, 403, 200)

DOORS = {
    "journal:index": Door("get", AUDITOR),
    "journal:export": Door("get", AUDITOR),
}
