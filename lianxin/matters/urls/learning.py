"""The doors of matters: what the engine suggests, and what it has learned."""

from django.urls import path

from lianxin.matters.views import learning

urlpatterns = [
    path("sort/", learning.sort, name="sort"),
    path("engine/", learning.engine, name="engine"),
    path("engine/learn/", learning.learn, name="learn"),
]
