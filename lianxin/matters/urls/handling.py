"""The doors of matters: handling."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
