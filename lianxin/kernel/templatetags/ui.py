"""Pieces of the look that templates share."""

from django import template

register = template.Library()
