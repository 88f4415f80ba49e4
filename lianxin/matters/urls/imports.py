"""The doors of matters: imports."""

from django.urls import path

from lianxin.matters.views import imports as views

urlpatterns = [
    path("imports/", views.index, name="imports"),
    path("imports/new/", views.upload, name="import-upload"),
    path("imports/<int:pk>/", views.detail, name="import"),
    path("imports/<int:pk>/start/", views.start, name="import-start"),
    path("imports/<int:pk>/drop/", views.drop, name="import-drop"),
    path("imports/<int:pk>/refused/", views.refused, name="import-refused"),
]
