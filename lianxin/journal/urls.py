"""The doors of journal."""

from django.urls import path

from lianxin.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/", views.export, name="export"),
]
