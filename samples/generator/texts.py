"""The words of the text samples, all written for them."""

ENGLISH = [
    "AVATAR, Toledo, Wyoming: Type with kerning draws such pairs closer together, and a page that is turned into "
    "dots has to keep every one of these small steps. To Yvonne, who tended the tower of Tavira, the way letters "
    "stand beside each other was worth more than the letters themselves. We took her word for it, and we took the "
    "train back over the valley while the rain wrote on the window.",
    "A printer works in rows. It starts at the top of the sheet, lays down one thin band of colour after another, and "
    "never turns back. Whoever prepares a page for it must therefore think in bands as well: what lies above is "
    "settled, what lies below is still open, and nothing is kept that has already gone out. This is an austere way "
    "of working, but it makes the largest poster no harder than a postcard.",
    "Four workers share the table. Each takes a page from the pile, draws it, and puts it into a tray under its "
    "number. One of them may be slow, another may spill the ink and start afresh; the tray does not mind. Only when "
    "page nine has arrived does the binder take it, sew it behind page eight, and wait for page ten.",
]

EUROPEAN = [
    ("Deutsch", "Über den Dächern zog früh am Morgen ein kühler Wind. Größere Bögen aus weißem Papier lagen "
                "bereit, und die Setzerin prüfte jede Zeile zweimal, bevor die Maschine anlief."),
    ("Français", "L’été, la forêt sent la résine et la poussière. Près de l’âtre, un garçon naïf cherche où "
                 "s’achève la leçon ; sa sœur, elle, a déjà tourné la page."),
    ("Español", "El niño pequeño contó cigüeñas desde la azotea. ¿Cuántas había? Según él, más de cien; según su "
                "madre, ninguna que no hubiese contado ya el año pasado."),
    ("Polski", "Gęś szła wąską ścieżką przez łąkę. Późną jesienią, gdy źródło zamarza, wraca się tędy do domu "
               "krótszą drogą."),
    ("Türkçe", "Küçük gemi ışıklarını yaktı ve limandan ağır ağır çıktı. Kıyıda kalanlar için gece yeni "
               "başlıyordu."),
    ("Čeština", "Večer přišel déšť a řeka se zvedla o dvě dlaně. Mlynář vyšel na práh, pokýval hlavou a šel zase "
                "spát."),
    ("Íslenska", "Það var þoka yfir firðinum, en bátarnir komu þó heim hver á eftir öðrum."),
]

GREEK = ("Το πρωί η θάλασσα ήταν ήσυχη και ο ουρανός καθαρός. Ο γέρος άνοιξε το παράθυρο, κοίταξε το λιμάνι και "
         "μέτρησε τις βάρκες. Έλειπε μία. Κάθισε στο τραπέζι, έγραψε την ώρα στο τετράδιο και περίμενε, όπως κάθε "
         "μέρα, να ακούσει τα βήματα στη σκάλα.")

CYRILLIC = [
    ("Русский", "Утром снег перестал, и дорога стала видна до самого леса. Почтальон вёз письма на санях и считал "
                "дома: в каждом окне горела лампа. Ещё один поворот, и можно будет согреться чаем."),
    ("Українська", "Їжак шукав яблука під старою грушею. Він не знав, що яблука ростуть на іншому дереві, але ніч "
                   "була тепла, і поспішати було нікуди."),
    ("Български", "Щом слънцето изгря, жътварите тръгнаха към нивата. До обяд половината беше готова."),
    ("Српски", "Ђак је чекао крај моста са џепом пуним љешника и њеним писмом."),
]

HEBREW = ["בבוקר ירד גשם קל על העיר.", "הילדים עמדו ליד החלון וספרו טיפות.",
          "אמא הניחה תה חם על השולחן,", "ואבא קרא בקול את העמוד האחרון של הספר.",
          "אחר כך יצאה השמש, וכולם הלכו לים."]

ARABIC = ["في الصباح كان البحر هادئا.", "جلس الصياد قرب القارب وشرب الشاي.",
          "قرأت البنت كتابا عن النجوم،", "ثم كتبت رسالة طويلة إلى صديقتها.",
          "السلام على أهل هذا البيت."]

DEVANAGARI = ["यह पाठ सरल है।", "आकाश नीला है और हवा ठंडी है।", "नाव धीरे धीरे चलती है।", "घर के पास एक नदी बहती है।"]

GEORGIAN = ("დილით ქალაქში თოვლი მოვიდა. ბავშვები ეზოში გავიდნენ და დიდი ბურთი გააკეთეს. საღამოს ყველა სახლში "
            "დაბრუნდა და ცხელი ჩაი დალია.")

CJK = ["今日は朝から雨が降っています。窓の外を見ると、", "傘をさした人が橋をゆっくり渡っていました。",
       "早上下了一场小雨，河水慢慢涨高。", "老人坐在门口喝茶，看着孩子们跑过石桥。",
       "아침에 비가 조금 내렸습니다", "아이들은 강가에서 종이배를 띄웠습니다"]

NOUNS = ("harbour engine ladder window printer river column basket letter bridge garden signal kettle lantern margin "
         "pocket orchard station mirror needle copper timber valley anchor ribbon plate shelter drawer compass quarry "
         "village meadow cabin ferry ledger carriage stairway furnace canvas barrel").split()
ADJECTIVES = ("narrow quiet early brittle distant heavy patient uneven bright common wooden hollow steady crooked "
              "ordinary pale sudden northern careful broken second gentle dusty clean").split()
VERBS = ("carries follows measures covers answers crosses repairs leaves finds turns weighs paints counts opens "
         "returns holds misses reaches divides moves").split()
TAILS = ("before noon|after the rain|without a word|on the left bank|for the third time|at a slow pace|under the "
         "old roof|between two trains|as agreed|in plain sight|near the lock|with both hands|towards evening|by "
         "candle light|all the same|once more").split("|")
