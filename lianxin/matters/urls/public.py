"""The doors for people without an account: they see nothing of who calls."""

from django.urls import URLPattern

app_name = "public"
urlpatterns: list[URLPattern] = []
