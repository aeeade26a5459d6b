"""Names in Japanese, Chinese and Korean text: before an honorific, or after a form's label.

Law: "お客様" and "皆様" address no one by name; an empty form's next label is no name. They write no
capitals, two of them no spaces, so that the rules of `names.py` do not apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_KANJI = r"\u4e00-\u9fff々"
_KATAKANA = r"ァ-ヶー"
_HONORIFIC = re.compile(
    rf"(?:^|(?<=[\s、。:：「(]))"
    rf"(?P<name>[{_KANJI}]{{1,4}} ?[{_KANJI}ぁ-ん{_KATAKANA}]{{0,5}}|[{_KATAKANA}]{{2,12}}(?:[・ ][{_KATAKANA}]{{2,12}})?)"
    r"(?= ?(?:様|さま|殿|さん|先生)(?:[ \n、。,!！（(へのがはに]|$))"
)
_LABEL = re.compile(
    r"(?:お名前|氏名|名前|姓名|患者名|宛名|受取人|名義人|口座名義|契約者|乗客名|宿泊者名|会員名|担当者|お客様名|配送先名|届け先名|予約者|署名"
    r"|收件人|收货人|联系人|寄件人|患者|真实姓名)"
    r"(?:\([^()]{1,12}\))?(?: ?[:：]\s?|\s{1,2})"
    rf"(?P<name>[{_KANJI}{_KATAKANA}ぁ-ん]{{1,8}}(?:[ ・][{_KANJI}{_KATAKANA}ぁ-ん]{{1,8}})?)"
)
_KOREAN = re.compile(
    r"(?:(?<![가-힣])(?:이름|성명|성함|예금주|수령인|받는 ?분|받는 ?사람|보내는 ?분"
    r"|환자명?|예약자|담당자|고객명)(?: ?: ?| ?[\n\t] ?)(?P<label>[가-힣]{2,4})(?![가-힣])"
    r"|(?:^|(?<=[\s,.!]))(?P<name>[가-힣]{2,4})(?= ?(?:님|씨)(?:[ \n,.!]|$)))"
)
_NO_ONE_IN_KOREAN = frozenset("고객 회원 손님 선생 여러분 사용자 이용자 필수 선택 입력 연락처 전화번호 이메일 주소 성별".split())
_NO_ONE = frozenset("客 各位 利用者 会員 関係者 保護者 ご担当者 担当者 なし 姓 名 未設定 未入力 読者 ユーザー".split())
_FIELD = re.compile("メール|電話|住所|番号|アドレス|フリガナ|ふりがな|カナ|パスワード|生年|性別|必須|任意|入力")


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    for form in (_HONORIFIC, _LABEL):
        for found in form.finditer(text):
            whole = found.group("name").rstrip(" 様")
            for name in (whole, whole.partition(" ")[0]):  # the second word may be the next field's label
                if name and _is_someone(name):
                    yield found.start("name"), found.start("name") + len(name), "person_name"
                    break
    for found in _KOREAN.finditer(text):
        group = "label" if found["label"] else "name"
        if found[group] not in _NO_ONE_IN_KOREAN:
            yield *found.span(group), "person_name"


def _is_someone(name: str) -> bool:
    return name not in _NO_ONE and not _FIELD.search(name) and not name.startswith(("お客", "皆"))
