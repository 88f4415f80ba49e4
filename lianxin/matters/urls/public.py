"""The doors for people without an account: they see nothing of who calls."""

from django.urls import path

from lianxin.matters.views import follow, monthly, public

app_name = "public"
urlpatterns = [
    path("", public.start, name="start"),
    path("raise/", public.raise_anonymously, name="raise"),
    path("receipt/", public.receipt, name="receipt"),
    path("follow/", follow.follow, name="follow"),
    path("follow/write/", follow.write, name="write"),
    path("follow/rate/", follow.rate, name="rate"),
    path("follow/reopen/", follow.reopen, name="reopen"),
    path("follow/files/<int:pk>/", follow.attachment, name="file"),
    path("follow/stored/", follow.what_is_stored, name="stored"),
    path("board/", public.notices, name="board"),
    path("results/", public.results, name="results"),
    path("months/", monthly.published, name="months"),
]
