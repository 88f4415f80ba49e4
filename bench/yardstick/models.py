"""One row is all that is kept."""

from __future__ import annotations

from django.db import models


class Kept(models.Model):
    open_to_all = True

    body = models.TextField()
    by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"row {self.pk}"
