"""The doors of matters behind the sign-in."""

from lianxin.matters.urls import handling, imports, voices

app_name = "matters"
urlpatterns = [*voices.urlpatterns, *imports.urlpatterns, *handling.urlpatterns]
