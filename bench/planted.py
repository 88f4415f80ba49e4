"""Sentences with made-up personal data planted in them, by a small grammar.

Parts that share no template, and hardly a name or a place (two more in `planted_grown`). The
rules of masking were written
while looking at FIRST; each other part was written before its figure was known, measured once,
and then looked at too. Numbers are drawn by chance with right check digits; no person, card or
telephone is meant.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from bench.planted_words import Part

CHECK = "10X98765432"
WIDE = {ord("0") + n: chr(0xFF10 + n) for n in range(10)}
SPOKEN = ("零一二三四五六七八九", "〇幺二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Plant:
    kind: str
    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    text: str
    plants: tuple[Plant, ...]


def sentences(part: Part, count: int, seed: int) -> list[Sentence]:
    """COUNT sentences of this PART, every template in turn."""
    chance = random.Random(seed)
    return [sentence(part, part.templates[n % len(part.templates)], chance) for n in range(count)]


def sentence(part: Part, template: str, chance: random.Random) -> Sentence:
    text, plants, done = "", [], 0
    for slot in SLOT.finditer(template):
        text += template[done : slot.start()]
        done = slot.end()
        form, value = FORMS[slot[1]](part, chance)
        plants.append(Plant(slot[1], form, len(text), len(text) + len(value)))
        text += value
    return Sentence(text + template[done:], tuple(plants))


def digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def grouped(number: str, groups: tuple[int, ...], mark: str) -> str:
    pieces, at = [], 0
    for size in groups:
        pieces.append(number[at : at + size])
        at += size
    return mark.join([*pieces, number[at:]] if number[at:] else pieces)


def spoken(number: str, chance: random.Random) -> str:
    row = chance.choice(SPOKEN)
    return "".join(row[int(sign)] if sign.isdigit() else sign for sign in number)


def mobile(part: Part, chance: random.Random) -> tuple[str, str]:
    number = "1" + chance.choice("3456789") + digits(chance, 9)
    form = chance.choice(part.mobile_forms)
    made: dict[str, Callable[[], str]] = {
        "plain": lambda: number,
        "spaces": lambda: grouped(number, (3, 4, 4), " "),
        "dashes": lambda: grouped(number, (3, 4, 4), "-"),
        "dots": lambda: grouped(number, (3, 4, 4), "."),
        "other groups": lambda: grouped(number, (4, 3, 4), " "),
        "+86": lambda: "+86 " + number,
        "+86-": lambda: "+86-" + grouped(number, (3, 4, 4), "-"),
        "0086": lambda: "0086" + number,
        "(86)": lambda: "(86)" + number,
        "wide": lambda: number.translate(WIDE),
        "spoken": lambda: spoken(number, chance),
        "half spoken": lambda: number[:3] + spoken(number[3:7], chance) + number[7:],
        "hidden blanks": lambda: grouped(number, (3, 4, 4), "\u200b"),
        "blanks between all": lambda: " ".join(number),
    }
    return form, made[form]()


def landline(part: Part, chance: random.Random) -> tuple[str, str]:
    area = chance.choice(part.areas)
    number = chance.choice("2345678") + digits(chance, 7 if len(area) == 3 else 6)
    form = chance.choice(part.landline_forms)
    made = {
        "dash": f"{area}-{number}",
        "brackets": f"({area}){number}",
        "wide brackets": f"（{area}）{number}",
        "space": f"{area} {number}",
        "joined": f"{area}{number}",
        "extension": f"{area}-{number}转{digits(chance, 3)}",
        "+86": f"+86-{area[1:]}-{number}",
        "wide": f"{area}-{number}".translate(WIDE),
        "long dash": f"{area}—{number}",
        "grouped": f"{area}-{number[:-4]} {number[-4:]}",
    }
    return form, made[form]


def local_line(part: Part, chance: random.Random) -> tuple[str, str]:
    number = chance.choice("2345678") + digits(chance, chance.choice((6, 7)))
    form = chance.choice(("joined", "dash"))
    return form, number if form == "joined" else f"{number[:-4]}-{number[-4:]}"


def id_number(part: Part, chance: random.Random) -> tuple[str, str]:
    day = f"{chance.randint(1940, 2009)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    start = chance.choice(part.regions) + day + digits(chance, 3)
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    number = start + CHECK[sum(int(d) * w for d, w in zip(start, weights, strict=True)) % 11]
    form = chance.choice(part.id_forms)
    made = {
        "18": number,
        "spaces 6-8-4": grouped(number, (6, 8, 4), " "),
        "dashes 6-8-4": grouped(number, (6, 8, 4), "-"),
        "spaces by four": grouped(number, (4, 4, 4, 4, 2), " "),
        "spaces 3-3-4": grouped(number, (3, 3, 4, 4, 4), " "),
        "15": number[:6] + number[8:17],
        "wide": number.translate(WIDE).replace("X", "Ｘ"),
        "small x": number.lower(),
        "one digit wrong": number[:16] + str((int(number[16]) + 1) % 10) + number[17],
    }
    return form, made[form]


def bank_card(part: Part, chance: random.Random) -> tuple[str, str]:
    size = chance.choice((16, 19, 19))
    start = chance.choice(part.issuers)
    start += digits(chance, size - 1 - len(start))
    total = 0
    for place, sign in enumerate(reversed(start)):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    number = start + str(-total % 10)
    form = chance.choice(("joined", "by four", "dashes", "wide"))
    made = {
        "joined": number,
        "by four": grouped(number, (4, 4, 4, 4), " "),
        "dashes": grouped(number, (4, 4, 4, 4), "-"),
        "wide": number.translate(WIDE),
    }
    return form, made[form]


def plate(part: Part, chance: random.Random) -> tuple[str, str]:
    place = chance.choice(part.provinces) + chance.choice("ABCDEFGHJK")
    five = chance.choice("0123456789ABCDE") + digits(chance, 4)
    green = chance.choice("DF") + digits(chance, 5)
    form = chance.choice(part.plate_forms)
    made = {
        "joined": place + five,
        "dot": f"{place}·{five}",
        "bullet": f"{place}•{five}",
        "space": f"{place} {five}",
        "dash": f"{place}-{five}",
        "green": place + green,
        "green dot": f"{place}·{green}",
        "green truck": place + digits(chance, 5) + chance.choice("DF"),
        "small": (place + five).lower(),
        "wide": (place + five).translate(
            {code: code + 0xFEE0 for code in (*range(48, 58), *range(65, 91))}
        ),
        "trailer": place + digits(chance, 4) + "挂",
    }
    return form, made[form]


def email(part: Part, chance: random.Random) -> tuple[str, str]:
    name = chance.choice(part.accounts)
    host = chance.choice(part.hosts)
    form = chance.choice(("joined", "wide at", "spaced"))
    mark = {"joined": "@", "wide at": "＠", "spaced": " @ "}[form]
    return form, f"{name}{mark}{host}"


def qq(part: Part, chance: random.Random) -> tuple[str, str]:
    return "digits", chance.choice("123456789") + digits(chance, chance.randint(5, 9))


def wechat(part: Part, chance: random.Random) -> tuple[str, str]:
    return "letters", chance.choice(part.accounts)


def door(part: Part, chance: random.Random) -> tuple[str, str]:
    """What stands behind the name of an estate."""
    form = chance.choice(part.doors)
    made = SLOT.sub(lambda slot: _door_number(slot[1], chance), form)
    return form, made


def _door_number(kind: str, chance: random.Random) -> str:
    if kind == "n":
        return str(chance.randint(1, 38))
    if kind == "h":
        return "一二三四五六七八九十"[chance.randint(0, 9)]
    if kind == "r":
        return f"{chance.randint(1, 30)}0{chance.randint(1, 6)}"
    return "ABCD"[chance.randint(0, 3)]


def street_number(part: Part, chance: random.Random) -> tuple[str, str]:
    form = chance.choice(part.street_numbers)
    return form, SLOT.sub(lambda slot: _door_number(slot[1], chance), form)


def picked(form: str, which: str) -> Callable[[Part, random.Random], tuple[str, str]]:
    def pick(part: Part, chance: random.Random) -> tuple[str, str]:
        return form, chance.choice(getattr(part, which))

    return pick


def han(part: Part, chance: random.Random) -> tuple[str, str]:
    family = chance.choice(part.compounds if chance.random() < 0.12 else part.surnames)
    return ("compound" if len(family) > 1 else "plain"), family + chance.choice(part.given)


def family(part: Part, chance: random.Random) -> tuple[str, str]:
    return "surname", chance.choice(part.surnames)


def dotted(part: Part, chance: random.Random) -> tuple[str, str]:
    dot = chance.choice(part.dots)
    return f"with {dot}", dot.join(chance.sample(part.long_names, chance.choice((2, 2, 3))))


FORMS: dict[str, Callable[[Part, random.Random], tuple[str, str]]] = {
    "mobile": mobile,
    "landline": landline,
    "local": local_line,
    "id": id_number,
    "card": bank_card,
    "plate": plate,
    "email": email,
    "qq": qq,
    "wechat": wechat,
    "door": door,
    "street": street_number,
    "han": han,
    "family": family,
    "dotted": dotted,
    "turkic": picked("Uyghur or Kazakh, no dot", "turkic"),
    "mongol": picked("Mongol", "mongol"),
    "tibetan": picked("Tibetan", "tibetan"),
    "hui": picked("Hui", "hui"),
    "uyghur_script": picked("Uyghur script", "uyghur_script"),
    "tibetan_script": picked("Tibetan script", "tibetan_script"),
}
