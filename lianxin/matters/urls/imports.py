"""The doors of matters: imports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
