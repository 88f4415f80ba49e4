"""The doors of ops."""

from django.urls import path

from lianxin.ops import views

app_name = "ops"
urlpatterns = [
    path("alive/", views.alive, name="alive"),
    path("health/", views.health, name="health"),
]
