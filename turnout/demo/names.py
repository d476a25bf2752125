"""Names that people have, by culture: the parts to draw from, and the ones that break naive software.

Given and family names agree in gender where the language asks for it; the order, and whether a space stands
between, are the culture's own.
"""

from __future__ import annotations

from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


@dataclass(frozen=True, slots=True)
class Culture:
    """Parts of names of one culture. `weight` is its share of a crowd, out of the sum of all weights.

    `family_men` is empty where family names have one form only; `joiner` stands between the two parts.
    """

    language: str
    weight: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    family: tuple[str, ...]
    family_men: tuple[str, ...] = ()
    family_first: bool = False
    joiner: str = " "


CULTURES = (
    Culture(
        "lv",
        22,
        _words("Anna Ilze Kristīne Līga Elīna Inese Dace Ieva Baiba Žanete Madara Agnese Šarlote Ūna Krišjāna Ērika"),
        _words("Jānis Andris Juris Edgars Māris Kārlis Artūrs Ģirts Ēriks Uldis Ņikita Rūdolfs Žanis Ādams Čārlzs"),
        _words("Bērziņa Kalniņa Ozoliņa Liepiņa Krūmiņa Balode Eglīte Zariņa Pētersone Šteinberga Ķirse Žagare Ābele"),
        _words(
            "Bērziņš Kalniņš Ozoliņš Liepiņš Krūmiņš Balodis Eglītis Zariņš Pētersons Šteinbergs Ķirsis Žagars Ābelis"
        ),
    ),
    Culture(
        "pl",
        18,
        _words("Małgorzata Agnieszka Łucja Elżbieta Żaneta Bożena Grażyna Zofia Świętosława Róża Kinga Jagoda Aniela"),
        _words("Łukasz Paweł Michał Grzegorz Sławomir Zdzisław Wojciech Józef Bartłomiej Świętopełk Jędrzej"),
        _words(
            "Wiśniewska Dąbrowska Żółkiewska Łęcka Brzęczyszczykiewicz Wójcik Zając Gołąb Śliwińska Kowalska-Źrebiec"
        ),
        _words(
            "Wiśniewski Dąbrowski Żółkiewski Łęcki Brzęczyszczykiewicz Wójcik Zając Gołąb Śliwiński Kowalski-Źrebiec"
        ),
    ),
    Culture(
        "en",
        12,
        _words("Olivia Amelia Siobhán Niamh Charlotte Grace Zoë Chloë Ngozi Thandiwe Maeve Ruth Eleanor Priya"),
        _words("Oliver George Pádraig Seán Callum Jack Tobias Chukwuemeka Kwame Rhys Alasdair Henry Desmond"),
        _words("O'Connor Smith-Jones MacLeod D'Souza Okafor Ó_Súilleabháin Brown Whitfield Nic_Gabhann Davies Adeyemi"),
    ),
    Culture(
        "de",
        9,
        _words("Jördis Käthe Ursula Änne Friederike Franziska Wiebke Hannelore Annegret Zoë Ronja Svenja"),
        _words("Jürgen Björn Götz Günther Matthäus Jörg Friedrich Hans-Peter Sönke Torben Ansgar Lothar"),
        _words("Müller Weiß Strauß Größler Schäfer von_der_Heide Krüger-Voß Jäger zu_Löwenstein Süßmilch Köhler Fuß"),
    ),
    Culture(
        "uk",
        7,
        _words("Оксана Ганна Наталія Юлія Соломія Марічка Євгенія Ярина Лілія Іванна"),
        _words("Андрій Олексій Сергій Тарас Юрій Євген Ґедеон Остап Данило Ілля"),
        _words("Шевченко Коваленко Бондаренко Ткачук Мельник Кравець Гриценко Лисенко Ґудзь Єременко"),
    ),
    Culture(
        "fr",
        5,
        _words("Marie-Hélène Anaïs Chloé Zoé Françoise Maëlys Océane Noémie Bérénice Aurélie"),
        _words("Jean-Baptiste François Loïc Gaël Théophile Benoît Jérôme Aurélien Noël Étienne"),
        _words(
            "Lefèvre Béranger d'Aubigné Le_Guellec Çelik-Moreau Desprès de_La_Rochefoucauld Noël L'Hôpital Mbaïlassem"
        ),
    ),
    Culture(
        "es",
        5,
        _words("María_José Begoña Núria Ximena Inés Lucía Concepción Itziar Sofía Ángela"),
        _words("José_María Íñigo Ángel Andrés Joaquín Ramón Nicolás Óscar Álvaro Martín"),
        _words("García_Márquez Núñez_Ibáñez Peña_y_Lillo Muñoz_Íñiguez Güell_i_Ferrer de_la_Cruz_Yáñez Ordóñez_Vélez"),
    ),
    Culture(
        "tr",
        4,
        _words("Ayşe Gülşah Işıl İpek Çağla Şule Özlem Ümmühan Nurgül Beyza"),
        _words("Çağrı Ümit Iğdır İlker Oğuzhan Barış Göktuğ Şükrü Mehmet Yiğit"),
        _words("Yılmaz Öztürk Şahin Çelik Kılıç Güneş Işık İnönü Doğan Üçüncü"),
    ),
    Culture(
        "vi",
        4,
        _words("Thị_Minh_Khai Thị_Hương Thùy_Linh Bảo_Châu Ngọc_Ánh Thị_Ngọc_Bích Quỳnh_Như Mỹ_Duyên"),
        _words("Văn_Đức Quốc_Tuấn Hữu_Phước Minh_Triết Đình_Long Trọng_Nghĩa Anh_Dũng Việt_Hoàng"),
        _words("Nguyễn Trần Lê Phạm Hoàng Đặng Bùi Đỗ Ngô Dương Lý Võ"),
        family_first=True,
    ),
    Culture(
        "ar",
        4,
        _words("فاطمة ليلى نور مريم هدى سلمى رانيا عائشة"),
        _words("محمد أحمد يوسف خالد عبد_الرحمن إبراهيم طارق حسين"),
        _words("الخطيب المصري بن_علي العلي حداد النجار القاسم آل_ثابت"),
    ),
    Culture(
        "he",
        2,
        _words("נועה תמר יעל שירה מיכל אביגיל"),
        _words("דוד יונתן איתי אליעזר נתנאל עומר"),
        _words("כהן לוי בן-דוד מזרחי אשכנזי רוזן-צבי"),
    ),
    Culture(
        "zh",
        4,
        _words("秀英 丽华 思雨 欣怡 雅婷 梓涵 明月"),
        _words("伟 建国 志强 浩然 子轩 俊杰 小龙"),
        _words("王 李 张 刘 陈 欧阳 司马 赵"),
        family_first=True,
        joiner="",
    ),
    Culture(
        "ja",
        3,
        _words("結衣 陽菜 さくら 美咲 七海 ひなた"),
        _words("蓮 大翔 健太郎 悠真 翔太 一"),
        _words("佐藤 鈴木 髙橋 渡邉 小鳥遊 長谷川 林"),
        family_first=True,
    ),
    Culture(
        "ko",
        3,
        _words("서연 지우 하은 민서 수빈 예린"),
        _words("민준 도윤 시우 준호 현우 건"),
        _words("김 이 박 최 남궁 황보 정"),
        family_first=True,
        joiner="",
    ),
    Culture(
        "hi",
        3,
        _words("अनन्या प्रिया दीपिका श्रेया ज्योति कृष्णा"),
        _words("अर्जुन विक्रम राजेश श्रीनिवास हृषीकेश कार्तिक"),
        _words("शर्मा गुप्ता त्रिपाठी श्रीवास्तव कृष्णमूर्ति सिंह"),
    ),
    Culture(
        "is",
        1,
        _words("Guðrún Þórdís Ásthildur Sæunn Björk Ingibjörg"),
        _words("Þorsteinn Ægir Sigurður Guðmundur Össur Hrafn"),
        _words("Þórsdóttir Björnsdóttir Ægisdóttir Guðmundsdóttir Jónsdóttir"),
        _words("Þórsson Björnsson Ægisson Guðmundsson Jónsson"),
    ),
)


@dataclass(frozen=True, slots=True)
class SpecialName:
    """A name that has broken some program before, with what it tries."""

    full_name: str
    given_name: str
    language: str
    tries: str


SPECIAL_NAMES = (
    SpecialName("Žaneta O'Brien-Łukasiewicz", "Žaneta", "pl", "an apostrophe, a hyphen and letters NFKD leaves whole"),
    SpecialName("Li Bo", "Bo", "zh", "five characters in all"),
    SpecialName("Ng", "", "en", "a whole name of two letters and no vowel"),
    SpecialName("Suharto", "", "id", "a mononym"),
    SpecialName("မေ", "", "my", "a mononym in Burmese script"),
    SpecialName(
        "Inés María de los Ángeles Fernández de Córdoba y Álvarez de las Asturias Bórquez y Urrutia",
        "Inés María",
        "es",
        "ninety characters, all of them the name",
    ),
    SpecialName("Wolfeschlegelsteinhausenbergerdorff", "", "de", "one word longer than a line"),
    SpecialName("محمد ٢٠٢٧ الخطيب", "محمد", "ar", "right to left with digits in the middle"),
    SpecialName("יונתן כהן (3D)", "יונתן", "he", "right to left with brackets, a digit and Latin"),
    SpecialName("Nguyễn Thị Minh Khai", "Minh Khai", "vi", "two marks on one letter, family name first"),
    SpecialName("Iğdır Işık İnönü", "Iğdır", "tr", "dotted and dotless i, which change under upper()"),
    SpecialName("Strauß", "", "de", "a letter that becomes two in capitals"),
    SpecialName("李小龙", "小龙", "zh", "no space between the parts"),
    SpecialName("𠮷田 一郎", "一郎", "ja", "a character beyond the basic plane"),
    SpecialName("남궁 민수", "민수", "ko", "a family name of two syllables"),
    SpecialName("हृषीकेश कृष्णमूर्ति", "हृषीकेश", "hi", "conjuncts that need shaping"),
    SpecialName("Þórdís Ægisdóttir", "Þórdís", "is", "no family name at all"),
    SpecialName("Соломія Ґудзь-Їжакевич", "Соломія", "uk", "letters that Russian code pages lack"),
    SpecialName("Siobhán Ní Dhálaigh", "Siobhán", "ga", "a family name of two words"),
    SpecialName("d'Artagnan de Batz-Castelmore", "d'Artagnan", "fr", "begins with a small letter"),
    SpecialName("Null", "", "en", "a family name that databases take for nothing"),
    SpecialName("Jean-Luc “Jil” L’Hôte", "Jean-Luc", "fr", "typographic quotes and apostrophe"),
    SpecialName("Robert'); DROP TABLE attendees;--", "Robert", "en", "a statement, if somebody glues strings"),
    SpecialName("<b>Bella</b> & Söhne", "Bella", "de", "markup, if somebody forgets to escape"),
    SpecialName("Zoe\u0308 de Vries", "Zoe\u0308", "nl", "a letter and its mark as two characters"),
    SpecialName("X Æ A-12 Mæhlum", "X Æ A-12", "nb", "digits that belong to the name"),
    SpecialName("Anna Kowalska", "Anna", "pl", "the same name as the next one"),
    SpecialName("Anna Kowalska", "Anna", "pl", "the same name as the one before"),
    SpecialName("Chloé 🎈 Dupont", "Chloé", "fr", "an emoji"),
)
"""They are in every demo event, in this order."""
