"""The doors of matters: voices with one text."""

from django.urls import path

from lianxin.matters.views import alike

urlpatterns = [
    path("alike/", alike.index, name="alike"),
    path("alike/<int:pk>/", alike.group, name="alike-group"),
    path("alike/<int:pk>/gather/", alike.gather, name="alike-gather"),
    path("alike/<int:pk>/apart/", alike.set_apart, name="alike-apart"),
    path("alike/<int:pk>/back/", alike.put_back, name="alike-back"),
]
