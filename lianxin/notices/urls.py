"""The doors of notices."""

from django.urls import path

from lianxin.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="index"),
    path("read/", views.read_all, name="read-all"),
    path("<int:pk>/", views.open_one, name="open"),
    path("<int:pk>/read/", views.read_one, name="read"),
]
