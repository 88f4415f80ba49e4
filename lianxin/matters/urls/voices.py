"""The doors of matters: voices."""

from django.urls import path

from lianxin.matters.views import mine, slips, voices

urlpatterns = [
    path("raise/", mine.raise_voice, name="raise"),
    path("mine/", mine.my_voices, name="my-voices"),
    path("mine/<int:pk>/", mine.my_voice, name="my-voice"),
    path("mine/<int:pk>/write/", mine.write, name="write"),
    path("mine/<int:pk>/rate/", mine.rate, name="rate"),
    path("mine/<int:pk>/reopen/", mine.ask_to_reopen, name="ask-to-reopen"),
    path("mine/<int:pk>/stored/", mine.what_is_stored, name="stored"),
    path("waiting/", voices.waiting, name="waiting"),
    path("record/", voices.record, name="record"),
    path("voices/<int:pk>/", voices.voice, name="voice"),
    path("voices/<int:pk>/ask/", voices.ask, name="ask"),
    path("voices/<int:pk>/decline/", voices.decline, name="decline"),
    path("voices/<int:pk>/reconsider/", voices.reconsider, name="reconsider"),
    path("slips/", slips.slips, name="slips"),
    path("slips/print/", slips.slip_batch, name="slip-batch"),
]
