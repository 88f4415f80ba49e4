"""The doors of matters behind the sign-in."""

from lianxin.matters.urls import alike, handling, hot, imports, learning, voices

app_name = "matters"
urlpatterns = [
    *voices.urlpatterns,
    *imports.urlpatterns,
    *hot.urlpatterns,
    *alike.urlpatterns,
    *learning.urlpatterns,
    *handling.urlpatterns,
]
