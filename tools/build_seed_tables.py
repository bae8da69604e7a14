"""Write ``seeds/archive.parquet``, the table among the seeds, from the rows in this file.

``python tools/build_seed_tables.py`` writes the table; with ``--check`` it writes nothing and fails when the stored
table is not what these rows give. The comparison is of schema and values, not of bytes: another release of pyarrow
may lay out the same table differently.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

TARGET = Path(__file__).resolve().parent.parent / "seeds" / "archive.parquet"

SCHEMA = pa.schema(
    [
        pa.field("title", pa.string()),
        pa.field("text", pa.string()),
        pa.field("published", pa.string()),
        pa.field("authors", pa.list_(pa.string())),
        pa.field("publisher", pa.string()),
        pa.field("url", pa.string()),
        pa.field("language", pa.string()),
    ]
)

# The flaws of each row are listed in seeds/README.md; the comments name them for whoever edits this file.
ROWS: tuple[dict[str, Any], ...] = (
    {  # 1: clean
        "title": "Night buses return to Sheffield after two-year gap",
        "text": (
            "Night buses will run again in Sheffield from the end of the month, two years after the last service was "
            "withdrawn for lack of drivers. Four routes will leave the city centre every hour on Fridays and "
            "Saturdays.\n\n"
            "The operator has recruited 28 drivers, nine of them women, and raised the hourly rate by £1.40. A single "
            "ticket will cost £3, with a discount for hospital staff and students who hold a pass.\n\n"
            '"People who clean offices and pour pints deserve a way home," said Joanne Birtles of the passengers\' '
            "forum. The trial will last until the spring, when the council is to decide on further funding."
        ),
        "published": "2022-10-17T08:30:00+01:00",
        "authors": ["Callum Ibbotson"],
        "publisher": "Don Valley Gazette",
        "url": "https://donvalleygazette.example/news/night-buses-return",
        "language": "en",
    },
    {  # 2: clean
        "title": "Le phare de Penmarc’h s’équipe d’une optique plus sobre",
        "text": (
            "Le phare d’Eckmühl, à Penmarc’h, va recevoir une optique à diodes qui consommera huit fois moins que la "
            "lampe actuelle. La portée du feu, visible à plus de quarante kilomètres, restera inchangée, ont assuré "
            "les services maritimes.\n\n"
            "Les travaux dureront cinq semaines, pendant lesquelles une lampe de secours prendra le relais chaque nuit. "
            "Les trois cents marches de la tour demeureront accessibles aux visiteurs en dehors des jours de grutage.\n\n"
            "«\u00a0Nous gardons la grande lentille, c’est elle qui fait l’âme du phare\u00a0», a insisté l’ingénieur "
            "Ronan Guézennec. L’ancienne lampe sera présentée dans une salle du musée voisin."
        ),
        "published": "2022-05-10T16:45:00+02:00",
        "authors": ["Maëlle Cariou", "Yves Tanguy"],
        "publisher": "La Gazette de Cornouaille",
        "url": "https://gazettecornouaille.example/mer/phare-optique",
        "language": "fr",
    },
    {  # 3: clean
        "title": "大理古城试行垃圾分类积分 商户参与率超过八成",
        "text": (
            "云南省大理古城试行的商户垃圾分类积分制度近日满三个月。管理部门统计，古城内一千一百多家商户中，已有八成以上主动"
            "参与，每天清运的其他垃圾减少了六吨左右，可回收物的数量则增加了一倍多。\n\n"
            "按照规定，商户每次正确投放都可以获得积分，积分能够兑换环保袋、清洁用品，也可以抵扣部分卫生费。经营咖啡馆的段"
            "晓燕说，起初觉得麻烦，后来店员养成了习惯，后厨反而比以前整洁了许多。\n\n"
            "不过，节假日游客集中时，公共区域的分类效果仍不理想。负责人杨志诚表示，下一步将在主要街巷增设双语标识，并邀请"
            "导游在行程开始前向游客作简短说明。"
        ),
        "published": "2023-04-18T10:12:00+08:00",
        "authors": ["赵明霞"],
        "publisher": "苍洱日报",
        "url": "https://cangerribao.example/yunnan/lajifenlei",
        "language": "zh",
    },
    {  # 4: DAT001, published is null and the text names no date
        "title": "La banda municipal de Lugo estrena sede en una antigua fábrica de curtidos",
        "text": (
            "La banda municipal de Lugo ensaya desde esta semana en una antigua fábrica de curtidos a orillas del Miño. "
            "El edificio, vacío durante tres décadas, cuenta ahora con una sala de conciertos de doscientas plazas y seis "
            "aulas insonorizadas.\n\n"
            "La rehabilitación ha conservado los muros de pizarra y las grandes tinas de madera, que sirven de "
            "escaparate para los instrumentos históricos. El presupuesto, algo menos de dos millones, se ha repartido "
            "entre tres administraciones.\n\n"
            "«Por primera vez los timbales no tienen que viajar en furgoneta», bromeó la directora, Uxía Ferreiro, "
            "durante la visita inaugural. La temporada empezará con una obra encargada a un compositor de la ciudad."
        ),
        "published": None,
        "authors": ["Brais Otero"],
        "publisher": "Crónica del Miño",
        "url": "https://cronicadelmino.example/cultura/banda-sede",
        "language": "es",
    },
    {  # 5: SRC001, neither author nor publisher nor agency
        "title": "Dorfladen in der Uckermark öffnet auch nachts",
        "text": (
            "In einem Dorf bei Templin kann jetzt rund um die Uhr eingekauft werden. Der genossenschaftlich geführte "
            "Laden hat tagsüber drei Verkäuferinnen, nach Feierabend öffnen die Mitglieder die Tür mit einer Karte und "
            "bezahlen an einer Kasse ohne Personal.\n\n"
            "Rund zweihundert Familien haben Anteile zu je hundert Euro gezeichnet. Im Sortiment stehen neben "
            "Grundnahrungsmitteln vor allem Brot, Wurst und Gemüse aus der Umgebung, dazu ein Regal mit Büchern zum "
            "Tauschen.\n\n"
            "„Nachts kommen vor allem Pflegekräfte und Landwirte“, sagte Vorstand Edda Klabunde. Gestohlen worden sei in "
            "den ersten vier Monaten nichts, nur ein Einkaufskorb fehle seit dem Erntefest."
        ),
        "published": "2022-11-08T07:15:00+01:00",
        "authors": [],
        "publisher": None,
        "url": "https://uckermark-heute.example/wirtschaft/dorfladen",
        "language": "de",
    },
    {  # 6: STR001, no title and the text begins with a paragraph of more than 250 characters
        "title": None,
        "text": (
            "A stretch of canal towpath in Stroud that has been closed since a landslip will reopen for the school "
            "holidays, after engineers drove 140 steel pins into the bank and planted willow to hold the soil, the "
            "charity that looks after the waterway has announced, adding that the last of the scaffolding is to be "
            "taken away this week.\n\n"
            "Walkers and cyclists have been sent along a busy road for more than a year. The charity put the cost of "
            "the repairs at £730,000, most of it raised through an appeal to which schools, pubs and a brewery "
            "contributed.\n\n"
            '"The kingfishers never left, and now the people can come back as well," said Lydia Marchbanks, its head '
            "engineer. Sensors in the bank will give warning of any further movement."
        ),
        "published": "2023-07-12T12:00:00+01:00",
        "authors": ["Toby Penrose"],
        "publisher": "Five Valleys Echo",
        "url": "https://fivevalleysecho.example/stroud/towpath-reopens",
        "language": "en",
    },
    {  # 7: STR002, the text is empty
        "title": "Matera, riapre il sentiero delle chiese rupestri",
        "text": "",
        "published": "2021-06-23T09:50:00+02:00",
        "authors": ["Rocco Lamacchia"],
        "publisher": "Il Giornale della Murgia",
        "url": "https://giornaledellamurgia.example/matera/sentiero",
        "language": "it",
    },
    {  # 8: DAT002, 30 February
        "title": "Orquestra jovem de Olinda grava primeiro disco",
        "text": (
            "A orquestra jovem de Olinda terminou a gravação do seu primeiro disco, com onze frevos escritos por "
            "compositores do bairro. O grupo reúne setenta músicos de doze a dezenove anos, quase todos alunos de escolas "
            "públicas.\n\n"
            "As sessões aconteceram numa igreja emprestada pela paróquia, porque o estúdio contratado não comportava a "
            "percussão. Moradores aceitaram desligar o som dos bares durante quatro noites para que nada atrapalhasse os "
            "microfones.\n\n"
            "“Quem ouvir com atenção vai perceber um galo no fim da terceira faixa”, contou, rindo, o maestro Ademir "
            "Lacerda. A venda do disco vai ajudar a comprar trompas e um contrabaixo."
        ),
        "published": "2021-02-30T10:00:00-03:00",
        "authors": ["Jussara Veloso"],
        "publisher": "Folha do Capibaribe",
        "url": "https://folhadocapibaribe.example/musica/orquestra-jovem",
        "language": "pt",
    },
    {  # 9: DAT003, a clock time without an offset
        "title": "離島の診療所に新しい船、急患の搬送時間を半分に",
        "text": (
            "長崎県五島市の離島にある診療所に、患者を運ぶ新しい船が配備された。最高速度は時速六十キロで、本土側の病院までの所要時間は"
            "これまでのおよそ半分の三十五分に縮まる。船内には酸素や心電図の装置を備え、医師が処置を続けながら移動できる。\n\n"
            "建造費は二億四千万円で、県と市が半分ずつ負担した。島では昨年、夜間の急患が四十八件あり、海が荒れて出航を見合わせたことも"
            "五回あった。新しい船は波の高さが三メートルまでなら航行できるという。\n\n"
            "診療所の所長を務める医師の平山浩一さんは「間に合わないかもしれないと思いながら待つ時間がつらかった。島で暮らす安心につながる"
            "」と話した。市は来年度、操縦士を一人増やす方針だ。"
        ),
        "published": "2021-03-22T15:28:00",
        "authors": ["岩永さとみ"],
        "publisher": "西海しおさい新聞",
        "url": "https://saikaishiosai.example/goto/shinryojo-fune",
        "language": "ja",
    },
    {  # 10: LEN002, 38 words
        "title": "Burst pipe closes swimming pool in Inverness",
        "text": (
            "A burst pipe closed the main swimming pool in Inverness on Saturday morning, and lessons for about 120 "
            "children were cancelled. The operator said that the pool would open again as soon as the changing rooms "
            "were dry."
        ),
        "published": "2022-01-29T11:05:00+00:00",
        "authors": ["Morag Sinclair"],
        "publisher": "Moray Firth Times",
        "url": "https://morayfirthtimes.example/inverness/pool-closed",
        "language": "en",
    },
)


def table() -> pa.Table:
    """Return the rows as one table of ``SCHEMA``."""
    return pa.Table.from_pylist(list(ROWS), schema=SCHEMA)


def write(target: Path) -> None:
    """Write the table to ``target``, one row group, compressed with zstd."""
    pq.write_table(table(), target, compression="zstd", store_schema=False)


def is_current(target: Path) -> bool:
    """Say whether ``target`` exists and holds exactly this schema and these rows."""
    if not target.is_file():
        return False
    stored = pq.read_table(target)
    return bool(stored.schema.names == SCHEMA.names and stored.to_pylist() == table().to_pylist())


def main(argv: Sequence[str] | None = None) -> int:
    """Write the table, or with ``--check`` compare it; return 0, or 1 when the stored table differs."""
    parser = argparse.ArgumentParser(description="Write seeds/archive.parquet.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when the stored table differs"
    )
    parser.add_argument("--target", type=Path, default=TARGET, help="the Parquet file (default: %(default)s)")
    arguments = parser.parse_args(argv)
    if not arguments.check:
        write(arguments.target)
        return 0
    if is_current(arguments.target):
        return 0
    print(f"{arguments.target} is not what tools/build_seed_tables.py gives: run it again.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
