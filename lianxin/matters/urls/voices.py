"""The doors of matters: voices."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
