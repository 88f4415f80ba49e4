"""The tables of matters: Django finds them here; each noun has its file."""

from lianxin.matters.models.alike import Alike, Compared
from lianxin.matters.models.categories import Category, Urgency
from lianxin.matters.models.handling import (
    ClosureRequest,
    Extension,
    Meeting,
    Merge,
    Offer,
    Publication,
    Remark,
    Revisit,
    Supervision,
)
from lianxin.matters.models.hot import HotApart, HotIssue, HotMember, HotWeights
from lianxin.matters.models.imports import Finding, Import, Mapping
from lianxin.matters.models.learning import Decided, LearnedModel, Suggested
from lianxin.matters.models.matters import Closure, Counter, Kind, Level, Matter
from lianxin.matters.models.replies import Delivery, Draft, Rating, Reply, Step
from lianxin.matters.models.voices import Avoidance, Channel, Message, Side, Slip, SlipBatch, Voice

__all__ = [
    "Alike",
    "Avoidance",
    "Category",
    "Channel",
    "Closure",
    "ClosureRequest",
    "Compared",
    "Counter",
    "Decided",
    "Delivery",
    "Draft",
    "Extension",
    "Finding",
    "HotApart",
    "HotIssue",
    "HotMember",
    "HotWeights",
    "Import",
    "Kind",
    "LearnedModel",
    "Level",
    "Mapping",
    "Matter",
    "Meeting",
    "Merge",
    "Message",
    "Offer",
    "Publication",
    "Rating",
    "Remark",
    "Reply",
    "Revisit",
    "Side",
    "Slip",
    "SlipBatch",
    "Step",
    "Suggested",
    "Supervision",
    "Urgency",
    "Voice",
]
