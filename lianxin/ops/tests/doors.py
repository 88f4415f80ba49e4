"""Who gets through the doors of ops."""

from tests.doors import Door

DOORS = {
    #                           guest   li chen wang zhao zhou  sun qian zheng
    "ops:alive": Door("get", (200, 200, 200, 200, 200, 200, 200, 200, 200)),
    "ops:health": Door("get", (302, 403, 403, 403, 403, 403, 200, 403, 200)),
}
