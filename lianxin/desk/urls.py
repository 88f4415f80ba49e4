"""The doors of desk."""

from django.urls import path

from lianxin.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("mine/", views.mine, name="my-data"),
    path("mine/file/", views.mine_as_file, name="my-data-file"),
    path("help/", views.guide, name="help"),
    path("about/promises/", views.certificate, name="certificate"),
]
