"""Vocabularies and sentence patterns for ``corpus.py``, one ``Language`` each, as plain data.

A pattern is text with slots: ``{place}`` takes a word from the list of that name, ``[a|b|c]`` takes one of the
alternatives. ``{person}`` is an office with a full name, ``{n}`` a small number, ``{big}`` a large one, ``{percent}``
a share. Slots stand close together so that two articles hardly ever share a long run of words. Words that would have
to be inflected stand in phrases that need no inflection ("в городе {place}").

All people and publishers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """What one language needs to make an article; tuples of words, and patterns with slots."""

    code: str
    zones: tuple[tuple[int, str], ...]  # offset from UTC in minutes, as the press of the language writes it
    weekdays: tuple[str, ...]  # from Monday
    months: tuple[str, ...]  # as written inside a date
    weekday_form: str  # the weekday with what separates it from the rest of the date
    date_line: str
    by_line: str
    name_form: str  # how first and last name make a name
    person_form: str  # how an office, a first and a last name make a person
    and_word: str  # joins two authors
    sentence_space: str
    thousands: str  # the separator in numbers
    percent_form: str
    bytes_per_character: float  # of UTF-8, to aim at a length in bytes
    offices: tuple[str, ...]
    first: tuple[str, ...]
    offices_f: tuple[str, ...]  # with the first names in first_f; empty when the language needs no agreement
    first_f: tuple[str, ...]
    last: tuple[str, ...]
    place: tuple[str, ...]
    topic: tuple[str, ...]
    group: tuple[str, ...]
    publishers: tuple[tuple[str, ...], tuple[str, ...]]  # beginnings and endings
    titles: tuple[str, ...]
    subheads: tuple[str, ...]
    sentences: tuple[str, ...]
    comment_rules: tuple[str, ...]


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


EN = Language(
    code="en",
    zones=((0, "GMT"), (60, "BST"), (-300, "UTC-5"), (600, "UTC+10")),
    weekdays=_split("Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday"),
    months=_split("January,February,March,April,May,June,July,August,September,October,November,December"),
    weekday_form="{weekday} ",
    date_line="Published: {weekday}{day} {month} {year}, {hour:02}:{minute:02} {zone}",
    by_line="By {authors}, {publisher}",
    name_form="{first} {last}",
    person_form="{office} {first} {last}",
    and_word=" and ",
    sentence_space=" ",
    thousands=",",
    percent_form="{n} per cent",
    bytes_per_character=1.01,
    offices=_split(
        "council leader,head teacher,site manager,union official,chief engineer,hospital director,local historian,harbour master,shop owner,fire chief,project manager,parish priest"
    ),
    first=_split(
        "Alan,Ruth,Gordon,Priya,Maeve,Tomos,Stella,Idris,Hannah,Leonard,Yusuf,Bridget,Callum,Naomi,Edwin,Rosalind"
    ),
    offices_f=(),
    first_f=(),
    last=_split(
        "Ashdown,Birkett,Carrow,Dunmore,Ellery,Farnell,Gresham,Holloway,Inskip,Jessop,Kettering,Langstaff,Merrick,Naylor,Oakshott,Pemberley,Quayle,Rowntree,Sefton,Thackray"
    ),
    place=_split(
        "Lincoln,Carlisle,Exeter,Swansea,Dundee,Norwich,Derry,Preston,Perth,Wrexham,Halifax,Truro,Durham,Stirling,Ipswich,Chester,Bangor,Hereford,Lancaster,Galway"
    ),
    topic=_split(
        "the new bus station,the flood barrier,the school extension,the market hall,the cycle route,the heating network,the hospital wing,the river walk,the housing scheme,the swimming pool,the tram line,the solar farm,the library service,the concert hall"
    ),
    group=_split(
        "residents,traders,parents,engineers,volunteers,nurses,farmers,commuters,students,inspectors,campaigners,drivers,pensioners,surveyors"
    ),
    publishers=(
        _split("Fenland,Tideway,Northmoor,Wolds,Calder,Marches,Solway,Downland,Harrow Vale,Peakside"),
        _split("Courier,Chronicle,Messenger,Observer,Echo,Post,Gazette,Standard,Argus,Herald"),
    ),
    titles=(
        "{topic} in {place} to cost £{big} more than planned",
        "{place} [backs|delays|reviews|approves] plans for {topic}",
        "{group} in {place} [welcome|question|oppose] {topic}",
        "Work on {topic} [begins|resumes|ends] near {place} after {n} months",
        "How {n} {group} from {place} saved {topic}",
    ),
    subheads=(
        "{n} weeks of work near {place}",
        "What {group} in {place} want",
        "A bill of £{big}",
        "{group} remain [sceptical|hopeful|divided] over {topic}",
        "[Delays|Doubts|Hopes] in {place}",
    ),
    sentences=(
        "{person} said that {topic} would [open|close|be finished] [within|after] {n} [weeks|months], [later|sooner] than {group} in {place} had [hoped|feared|been told].",
        "“[We have waited|People have asked|I have worked] {n} years for this, and [nobody|hardly anyone] in {place} wants [to wait|to argue] any longer,” said {person}.",
        "The [plan|scheme|proposal], [drawn up|costed] by {n} {group}, is expected to cost £{big} and to [serve|reach|help] about {big} people a year.",
        "In {place}, where {topic} has been [discussed|promised] for {n} years, {percent} of {group} [support|reject|doubt] the idea, according to a [survey|poll].",
        "A [report|study|letter] of {n} pages [names|lists|describes] {big} cases in which {group} [were not heard|lost money|had to wait], mostly around {place}.",
        "The [bill|cost] has risen by {percent} since [spring|autumn|winter], because {group} [found|reported] [cracks|asbestos|old cables|soft ground] under {topic}.",
        "{person}, who [grew up|lives|trained] in {place}, [called|described] the decision as [overdue|brave|a mistake|a beginning] and [asked|urged] {group} to be [patient|involved].",
        "Some {n} {group} [gathered|met|protested] [outside the town hall|at the station|by the bridge] in {place} to [hear|discuss|support] {person}.",
        "“It’s [not|never been] only about {topic},” {person} told {group} in {place}, “[it’s|but] about [trust|fairness|common sense].”",
        "Of the {big} [homes|jobs|places] that were [promised|planned], {n} [exist|have been funded] so far, and {place} [has|will get] [fewer|more] of them than {place}.",
        "[Last year|Two years ago] {group} in {place} [raised|spent] £{big} on {topic}, {percent} [more|less] than [in the year before|the average].",
        "The [auditor|inspector|committee] has {n} days to [reply|object|publish the figures], after which {topic} goes to {group} in {place} [for a vote|for comment].",
        "[Trains|Buses|Deliveries] between {place} and {place} will be [halved|diverted|suspended] for {n} nights while {group} [replace|test|move] {big} [bolts|sleepers|cables].",
        "{person}’s office [declined|promised] to [say|explain] how {topic} could be [paid for|kept open] once the grant of £{big} [ends|runs out].",
        "[Critics|Supporters] point to {place}, where a similar [project|attempt] took {n} years and [attracted|lost|cost] {big} [visitors|pounds|members].",
        "By [evening|morning|noon], {big} {group} had [signed|read|shared] the [petition|appeal], {percent} of them from {place}.",
    ),
    comment_rules=(
        "Comments must comply with our community guidelines.",
        "Please read our commenting policy before posting a comment.",
        "Comments are moderated before publication.",
    ),
)

FR = Language(
    code="fr",
    zones=((60, "UTC+1"), (120, "UTC+2"), (0, "UTC+0"), (-240, "UTC-4")),
    weekdays=_split("lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche"),
    months=_split("janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre"),
    weekday_form="{weekday} ",
    date_line="Publié le {weekday}{day} {month} {year} à {hour}h{minute:02} ({zone})",
    by_line="Par {authors}, {publisher}",
    name_form="{first} {last}",
    person_form="{office} {first} {last}",
    and_word=" et ",
    sentence_space=" ",
    thousands="\u00a0",
    percent_form="{n}\u00a0%",
    bytes_per_character=1.05,
    offices=_split(
        "le maire,le chef de chantier,le préfet,le directeur d’école,le syndicaliste,le libraire,l’ingénieur,le médecin"
    ),
    first=_split("Étienne,Lucien,Gaspard,Benoît,Yannick,Karim,Rémi,Fabrice,Loïc,Sébastien"),
    offices_f=_split(
        "la maire,la proviseure,la directrice,l’architecte,la commerçante,la députée,l’historienne,la conseillère"
    ),
    first_f=_split("Hélène,Solange,Maëlys,Nadège,Zoé,Corinne,Aïcha,Estelle,Océane,Geneviève"),
    last=_split(
        "Aubrac,Bellanger,Castaing,Delorme,Estève,Fauvel,Garrigue,Hébrard,Jolivet,Kervella,Lacombe,Mazières,Noguès,Pélissier,Quéré,Roumagnac,Sauvage,Tessier,Vauthier"
    ),
    place=_split(
        "Angers,Béziers,Cahors,Dijon,Épinal,Fougères,Guéret,Laval,Mâcon,Niort,Pau,Quimper,Rodez,Saumur,Tulle,Valence,Vannes,Chambéry,Arras,Colmar"
    ),
    topic=_split(
        "la rénovation du gymnase,le prolongement du tramway,la passerelle piétonne,le futur collège,la maison de santé,le plan vélo,la piscine intercommunale,le parc éolien,la salle de concert,le marché couvert,la station d’épuration,la médiathèque,le contournement routier,la friche ferroviaire"
    ),
    group=_split(
        "riverains,commerçants,parents d’élèves,agriculteurs,soignants,cyclistes,étudiants,bénévoles,locataires,usagers,pêcheurs,artisans"
    ),
    publishers=(
        _split("Le Courrier,La Dépêche,L’Écho,Le Messager,La Gazette,Le Réveil"),
        _split(
            "du Ponant,des Causses,de l’Armance,du Val d’Or,des Trois Rivières,du Haut-Pays,de la Presqu’île"
        ),
    ),
    titles=(
        "À {place}, {topic} coûtera {big} euros de plus que prévu",
        "{place}[\u00a0: | veut accélérer sur le dossier\u00a0: ]{topic} [divise|mobilise|inquiète] les {group}",
        "{topic} [attendra|ouvrira|sera voté] dans {n} mois à {place}",
        "Près de {place}, {n} {group} [défendent|contestent|attendent] {topic}",
    ),
    subheads=(
        "Une facture de {big} euros",
        "{n} semaines de travaux à {place}",
        "Les {group} de {place} [divisés|inquiets|rassurés]",
        "Ce que [demandent|proposent|craignent] les {group} à {place}",
    ),
    sentences=(
        "{person} a [indiqué|assuré|précisé] que {topic} [ouvrirait|débuterait] dans {n} [semaines|mois], [plus tôt|plus tard] que ne l’[espéraient|imaginaient] les {group} de {place}.",
        "«\u00a0[Nous attendons|On nous promet|Je défends] cela depuis {n} ans, et [personne|nul], à {place}, ne veut [patienter|reculer] davantage\u00a0», a [déclaré|lancé|confié] {person}.",
        "Le [projet|dossier|programme], [porté|chiffré|relu] par {n} {group}, [coûterait|devrait coûter] {big} euros et [profiterait|bénéficierait] à {big} [habitants|foyers].",
        "À {place}, où {topic} [occupe|agite] les esprits depuis {n} ans, {percent} des {group} se disent [favorables|opposés|indécis], selon un [sondage|questionnaire].",
        "Un [rapport|courrier|audit] de {n} pages [recense|décrit|détaille] {big} cas dans lesquels les {group} [ont perdu de l’argent|n’ont pas été entendus|ont dû attendre], surtout près de {place}.",
        "La facture a [grimpé|augmenté|bondi] de {percent} depuis [le printemps|l’automne|l’hiver], car des {group} ont [découvert|signalé] [de l’amiante|des fissures|une source|de vieux câbles].",
        "[Né|Élevé] non loin de {place}, un habitant [juge|trouve] la décision [tardive|courageuse|prématurée] et [invite|appelle] les {group} à [la patience|la vigilance|venir nombreux].",
        "Quelque {n} {group} se sont [réunis|rassemblés|retrouvés] [devant la mairie|à la gare|près du pont] de {place} pour [écouter|soutenir|interpeller] {person}.",
        "«\u00a0Il ne s’agit pas [seulement|uniquement] d’argent, [mais|il s’agit aussi] de [confiance|justice|bon sens]\u00a0», a [rappelé|insisté|martelé] {person} devant les {group} de {place}.",
        "Sur les {big} [logements|emplois|places] [annoncés|prévus], {n} [existent|sont financés] à ce jour, et {place} en [aura|recevra] [moins|davantage] que {place}.",
        "[L’an dernier|Il y a deux ans], les {group} de {place} avaient [dépensé|réuni] {big} euros, soit {percent} de [plus|moins] que [la moyenne|l’année précédente].",
        "La [commission|préfecture|région] a {n} jours pour [répondre|trancher|publier les chiffres], après quoi {topic} [reviendra|passera] devant les {group} de {place}.",
        "Entre {place} et {place}, les [trains|cars|convois] seront [déviés|réduits|suspendus] pendant {n} nuits, le temps de [remplacer|contrôler|déplacer] {big} [boulons|traverses|câbles].",
        "À {place}, {person} [refuse|promet] de [dire|préciser] comment {topic} [tiendra|survivra] une fois la subvention de {big} euros [épuisée|versée].",
        "[Les opposants|Les partisans] citent {place}, où une [tentative|expérience] comparable a [duré|pris] {n} ans et [attiré|coûté|mobilisé] {big} [visiteurs|euros|personnes].",
        "[Mardi soir|Vers midi|Au petit matin], {big} {group} avaient [signé|lu|relayé] la [pétition|lettre], dont {percent} à {place}.",
    ),
    comment_rules=(
        "Vos réactions doivent respecter nos CGU.",
        "Vos commentaires doivent respecter notre charte.",
        "Les commentaires sont modérés avant publication.",
    ),
)

DE = Language(
    code="de",
    zones=((60, "MEZ"), (120, "MESZ"), (60, "UTC+1")),
    weekdays=_split("Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag,Sonntag"),
    months=_split("Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember"),
    weekday_form="{weekday}, ",
    date_line="{weekday}{day}. {month} {year}, {hour:02}.{minute:02} Uhr {zone}",
    by_line="Von {authors}, {publisher}",
    name_form="{first} {last}",
    person_form="{office} {first} {last}",
    and_word=" und ",
    sentence_space=" ",
    thousands=".",
    percent_form="{n} Prozent",
    bytes_per_character=1.04,
    offices=_split("Bürgermeister,Schulleiter,Bauleiter,Landrat,Wehrführer,Wirt,Pfarrer,Betriebsrat"),
    first=_split("Jörg,Holger,Matthias,Emre,Lutz,Friedrich,Sönke,Tobias,Volker,Rüdiger"),
    offices_f=_split("Bürgermeisterin,Rektorin,Architektin,Landrätin,Ärztin,Händlerin,Försterin,Sprecherin"),
    first_f=_split("Antje,Käthe,Ulrike,Gülay,Silke,Heike,Dörte,Marlene,Friederike,Petra"),
    last=_split(
        "Ahlers,Bächle,Czerny,Dornbusch,Ebeling,Fröhlich,Gehrmann,Hübner,Itzen,Jäckel,Kögel,Lüders,Mühlbauer,Nölke,Oertel,Pütz,Röhrig,Schäfer,Tönnies,Wößner"
    ),
    place=_split(
        "Erfurt,Göttingen,Bautzen,Lübeck,Passau,Speyer,Cottbus,Fulda,Celle,Ulm,Stralsund,Jena,Trier,Bayreuth,Flensburg,Wetzlar,Zwickau,Minden,Konstanz,Plauen"
    ),
    topic=_split(
        "die Sanierung der Schule,die neue Radbrücke,die Fernwärmeleitung,die Verlängerung der Straßenbahn,die Stadthalle,die Umgehungsstraße,die Kita am Bahnhof,die Kläranlage,die Schwimmhalle,die Windkraftanlage,die Bibliothek,die Markthalle,die Hochwassermauer,die Notaufnahme"
    ),
    group=_split(
        "Anwohner,Händler,Eltern,Landwirte,Pendler,Studierende,Ehrenamtliche,Pflegekräfte,Mieter,Gutachter,Radfahrer,Vereine"
    ),
    publishers=(
        _split("Aller,Oder,Spree,Main,Weser,Neckar,Saale,Havel"),
        _split("-Kurier,-Bote,-Rundschau,-Spiegel,-Anzeiger,-Nachrichten,-Tageblatt"),
    ),
    titles=(
        "{place}: {topic} kostet {big} Euro mehr als geplant",
        "{group} in {place} [fordern|kritisieren|begrüßen] {topic}",
        "{topic} [kommt|beginnt|öffnet] in {place} erst in {n} Monaten",
        "Wie {n} {group} in {place} {topic} [retteten|planten|bezahlten]",
    ),
    subheads=(
        "Rechnung über {big} Euro",
        "{n} Wochen Bauzeit in {place}",
        "{group} in {place} [zweifeln|hoffen|warten]",
        "Was {group} in {place} [fordern|befürchten|vorschlagen]",
    ),
    sentences=(
        "{person} sagte, {topic} werde [frühestens|spätestens] in {n} [Wochen|Monaten] fertig, [später|früher] als {group} in {place} [erwartet|gehofft|befürchtet] hatten.",
        "„[Wir warten|Man vertröstet uns|Ich kämpfe] seit {n} Jahren, und [niemand|keiner] in {place} will noch länger [warten|streiten|zusehen]“, [erklärte|betonte|sagte] {person}.",
        "Das [Vorhaben|Konzept|Papier], an dem {n} {group} [gearbeitet|mitgeschrieben] haben, [kostet|verschlingt] {big} Euro und soll rund {big} [Menschen|Haushalten] [nützen|helfen].",
        "In {place}, wo {topic} seit {n} Jahren [umstritten|versprochen|im Gespräch] ist, [unterstützen|verwerfen|bezweifeln] laut einer [Umfrage|Studie] {percent} der Befragten den Plan.",
        "Ein [Bericht|Schreiben|Gutachten] von {n} Seiten [nennt|beschreibt|zählt] {big} Fälle, in denen {group} [Geld verloren|vergeblich warteten|nicht gehört wurden], die meisten bei {place}.",
        "Seit dem [Frühjahr|Herbst|Winter] ist die Summe um {percent} [gestiegen|gewachsen], weil {group} [Risse|Asbest|alte Kabel|Grundwasser] [entdeckt|gemeldet] hatten.",
        "Wer wie {person} in {place} [aufgewachsen|zu Hause] ist, nennt den Beschluss [überfällig|mutig|verfrüht] und [mahnt|bittet] {group} zur [Geduld|Vorsicht|Eile].",
        "Etwa {n} {group} [trafen|versammelten] sich [vor dem Rathaus|am Bahnhof|an der Brücke] in {place}, um mit {person} über {topic} zu [reden|streiten|beraten].",
        "„Es geht [nicht nur|längst nicht mehr nur] um Geld, [sondern|vielmehr] um [Vertrauen|Gerechtigkeit|Verlässlichkeit]“, [mahnte|rief|ergänzte] {person} in {place}.",
        "Von den {big} [Wohnungen|Stellen|Plätzen], die [geplant|zugesagt] waren, sind {n} [bezahlt|fertig], und {place} bekommt [weniger|mehr] davon als {place}.",
        "[Im vergangenen Jahr|Vor zwei Jahren] gaben {group} in {place} {big} Euro für {topic} aus, {percent} [mehr|weniger] als [im Mittel|im Jahr davor].",
        "Das [Landesamt|Gericht|Ministerium] hat {n} Tage Zeit, sich zu [äußern|erklären], danach [entscheiden|beraten] {group} in {place} über {topic}.",
        "Zwischen {place} und {place} werden [Züge|Busse|Lieferungen] {n} Nächte lang [umgeleitet|halbiert|gestrichen], damit {big} [Schrauben|Schwellen|Kabel] [getauscht|geprüft] werden können.",
        "Aus dem Büro von {person} hieß es, {topic} lasse sich [kaum|durchaus|nur schwer] [halten|bezahlen], sobald der Zuschuss von {big} Euro [endet|ausläuft].",
        "[Gegner|Befürworter] verweisen auf {place}, wo ein [ähnlicher|früherer] [Versuch|Anlauf] {n} Jahre dauerte und {big} [Besucher|Mitglieder] [anzog|kostete].",
        "Bis zum [Abend|Mittag|Morgen] hatten {big} {group} den [Aufruf|Brief] [gelesen|geteilt|unterschrieben], {percent} davon aus {place}.",
    ),
    comment_rules=(
        "Bitte beachten Sie beim Kommentieren unsere Netiquette.",
        "Kommentare müssen unserer Netiquette entsprechen.",
        "Kommentare werden vor der Veröffentlichung geprüft.",
    ),
)

ES = Language(
    code="es",
    zones=((60, "CET"), (120, "CEST"), (-300, "UTC-5"), (-180, "UTC-3")),
    weekdays=_split("lunes,martes,miércoles,jueves,viernes,sábado,domingo"),
    months=_split("enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre"),
    weekday_form="{weekday}, ",
    date_line="Publicado el {weekday}{day} de {month} de {year}, {hour}:{minute:02} {zone}",
    by_line="Por {authors}, {publisher}",
    name_form="{first} {last}",
    person_form="{office} {first} {last}",
    and_word=" y ",
    sentence_space=" ",
    thousands=".",
    percent_form="{n}\u00a0%",
    bytes_per_character=1.03,
    offices=_split(
        "el alcalde,el concejal,el director del colegio,el ingeniero,el párroco,el portavoz vecinal,el jefe de obra,el agricultor"
    ),
    first=_split("Álvaro,Germán,Íñigo,Joaquín,Marcos,Rubén,Saúl,Tomás,Ulises,Vicente"),
    offices_f=_split(
        "la alcaldesa,la consejera,la médica,la arquitecta,la empresaria,la rectora,la bióloga,la delegada"
    ),
    first_f=_split("Ángeles,Begoña,Carmela,Inés,Lucía,Mónica,Nieves,Rocío,Sofía,Ximena"),
    last=_split(
        "Aranda,Bermúdez,Calderón,Dueñas,Echeverría,Fajardo,Gálvez,Hinojosa,Ibáñez,Jurado,Lozano,Meléndez,Noriega,Ordóñez,Peñalver,Quirós,Robledo,Saavedra,Tejedor,Zúñiga"
    ),
    place=_split(
        "Ávila,Burgos,Cuenca,Huelva,Jaén,León,Lorca,Mérida,Palencia,Segovia,Soria,Tudela,Úbeda,Vigo,Zamora,Salta,Cuzco,Puebla,Manizales,Rosario"
    ),
    topic=_split(
        "la nueva estación de autobuses,el carril bici,la reforma del hospital,el embalse,la piscina cubierta,el parque eólico,la biblioteca central,el mercado de abastos,la residencia de mayores,el colegio rural,la depuradora,el teatro municipal,la línea de tranvía,el plan de vivienda"
    ),
    group=_split(
        "vecinos,comerciantes,agricultores,padres,voluntarios,sanitarios,estudiantes,técnicos,ciclistas,jubilados,inquilinos,conductores"
    ),
    publishers=(
        _split("El Diario,La Voz,El Correo,La Crónica,El Eco,La Gaceta"),
        _split("del Páramo,de la Vega,del Estrecho,de los Valles,de Poniente,de la Ribera,del Altiplano"),
    ),
    titles=(
        "{topic} costará {big} euros más en {place}",
        "{place}: los {group} [rechazan|apoyan|esperan] {topic}",
        "{n} meses después, {topic} [llega|vuelve] a {place}",
        "Unos {n} {group} de {place} [piden|defienden|cuestionan] {topic}",
    ),
    subheads=(
        "Una factura de {big} euros",
        "{n} semanas de obras en {place}",
        "Los {group} de {place} [dudan|esperan|protestan]",
        "Qué [piden|temen|proponen] los {group} de {place}",
    ),
    sentences=(
        "{person} [aseguró|explicó|anunció] que {topic} [abrirá|comenzará|llegará] dentro de {n} [semanas|meses], [antes|después] de lo que [esperaban|temían] los {group} de {place}.",
        "«[Llevamos|Hemos esperado] {n} años con esto y [nadie|ninguno] en {place} quiere [esperar|discutir] un día más», [dijo|afirmó|señaló] {person}.",
        "El [plan|proyecto|informe], [redactado|calculado|revisado] por {n} {group}, [costará|supondrá] {big} euros y [beneficiará|llegará] a unas {big} [personas|familias].",
        "En {place}, donde se [habla|discute] desde hace {n} años, {topic} [convence|preocupa|divide] al {percent} de los {group}, según una [encuesta|consulta].",
        "Un [documento|escrito|estudio] de {n} páginas [recoge|describe|enumera] {big} casos en los que los {group} [perdieron dinero|no fueron oídos|tuvieron que esperar], casi todos cerca de {place}.",
        "El [coste|presupuesto] ha [subido|crecido] un {percent} desde [la primavera|el otoño|el invierno], porque los {group} [hallaron|denunciaron] [grietas|amianto|cables viejos|filtraciones].",
        "Con {n} años de experiencia en {place}, {person} [considera|cree] que la decisión [llega tarde|es valiente|es prematura] y [pide|recomienda] a los {group} [paciencia|prudencia].",
        "Cerca de {n} {group} se [reunieron|concentraron] [ante el ayuntamiento|en la estación|junto al puente] de {place}, donde [habló|intervino|respondió] {person}.",
        "«No se trata [solo|únicamente] de dinero, [sino|se trata] de [confianza|justicia|sentido común]», [recordó|insistió|subrayó] {person} ante los {group} de {place}.",
        "De los {big} [empleos|pisos|puestos] [prometidos|previstos], {n} [existen|tienen fondos] hoy, y {place} [recibirá|tendrá] [más|menos] que {place}.",
        "[El año pasado|Hace dos años] los {group} de {place} [gastaron|reunieron] {big} euros, un {percent} [más|menos] que [la media|el ejercicio anterior].",
        "La [comisión|delegación|fiscalía] tiene {n} días para [responder|pronunciarse|publicar las cifras], y después {topic} [volverá|pasará] a los {group} de {place}.",
        "Entre {place} y {place}, los [trenes|autobuses|camiones] quedarán [desviados|reducidos|suspendidos] {n} noches mientras se [cambian|revisan] {big} [tornillos|traviesas|cables].",
        "En {place}, {person} [evitó|prometió] [detallar|aclarar] cómo se [mantendrá|pagará] {topic} cuando se [agote|acabe] la ayuda de {big} euros.",
        "[Los críticos|Los partidarios] citan {place}, donde un [intento|ensayo] parecido [duró|exigió] {n} años y [atrajo|perdió] a {big} [visitantes|socios].",
        "Al [mediodía|anochecer|amanecer], {big} {group} habían [firmado|leído|compartido] la [carta|petición], el {percent} de ellos en {place}.",
    ),
    comment_rules=(
        "Los comentarios deben respetar nuestras normas de participación.",
        "Consulte las normas de participación antes de comentar.",
        "Los comentarios están sujetos a moderación.",
    ),
)

IT = Language(
    code="it",
    zones=((60, "UTC+1"), (120, "UTC+2"), (60, "CET")),
    weekdays=_split("lunedì,martedì,mercoledì,giovedì,venerdì,sabato,domenica"),
    months=_split(
        "gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,settembre,ottobre,novembre,dicembre"
    ),
    weekday_form="{weekday} ",
    date_line="Pubblicato {weekday}{day} {month} {year}, ore {hour:02}:{minute:02} ({zone})",
    by_line="di {authors}, {publisher}",
    name_form="{first} {last}",
    person_form="{office} {first} {last}",
    and_word=" e ",
    sentence_space=" ",
    thousands=".",
    percent_form="{n} per cento",
    bytes_per_character=1.02,
    offices=_split(
        "il sindaco,il preside,il capocantiere,il prefetto,il parroco,il medico,il presidente del comitato,il libraio"
    ),
    first=_split("Alessio,Bruno,Corrado,Dario,Emanuele,Fabrizio,Gennaro,Nicolò,Salvatore,Tullio"),
    offices_f=_split(
        "la sindaca,la dirigente,la progettista,la consigliera,la commerciante,la biologa,la portavoce,la rettrice"
    ),
    first_f=_split("Agnese,Bianca,Caterina,Daniela,Elisa,Ginevra,Loredana,Martina,Rosaria,Teresa"),
    last=_split(
        "Arrighi,Bellandi,Carbone,D’Amato,Esposti,Forlani,Galimberti,Iannaccone,Lovato,Marchesi,Nardò,Orsini,Padovani,Quaranta,Rinaldi,Santoro,Tedeschi,Uberti,Valsecchi,Zanella"
    ),
    place=_split(
        "Asti,Belluno,Caserta,Cremona,Enna,Ferrara,Grosseto,Imperia,Lodi,Macerata,Novara,Oristano,Pavia,Potenza,Ragusa,Savona,Terni,Udine,Viterbo,Forlì"
    ),
    topic=_split(
        "la nuova piscina,il ponte ciclabile,la scuola media,il mercato coperto,la linea del tram,il parco fluviale,la biblioteca civica,il pronto soccorso,il teatro comunale,la rete idrica,la tangenziale,il depuratore,la centrale solare,il centro anziani"
    ),
    group=_split(
        "residenti,commercianti,genitori,agricoltori,volontari,infermieri,studenti,tecnici,ciclisti,pendolari,inquilini,pescatori"
    ),
    publishers=(
        _split("Il Corriere,La Gazzetta,Il Giornale,La Voce,L’Eco,Il Quotidiano"),
        _split(
            "della Brenta,dell’Appennino,del Tavoliere,delle Langhe,della Laguna,del Cilento,della Val d’Arda"
        ),
    ),
    titles=(
        "{place}, {topic} costerà {big} euro in più",
        "{topic} [divide|convince|preoccupa] {n} {group} di {place}",
        "I {group} di {place} [chiedono|contestano|difendono] {topic}",
        "Dopo {n} mesi {topic} [torna|riparte] a {place}",
    ),
    subheads=(
        "Un conto da {big} euro",
        "A {place} {n} settimane di lavori",
        "Che cosa [chiedono|temono|propongono] i residenti di {place}",
        "{place}, {n} tecnici in disaccordo",
    ),
    sentences=(
        "{person} ha [detto|spiegato|assicurato] che {topic} [aprirà|partirà|arriverà] tra {n} [settimane|mesi], [prima|dopo] di quanto [sperassero|temessero] a {place} {n} {group}.",
        "«[Aspettiamo|Ne parliamo] da {n} anni e [nessuno|nemmeno uno], a {place}, vuole [aspettare|discutere] ancora», ha [dichiarato|affermato|confidato] {person}.",
        "Il [piano|progetto|documento], [scritto|rivisto|firmato] da {n} {group}, [costerà|richiederà] {big} euro e [servirà|raggiungerà] circa {big} [persone|famiglie].",
        "A {place}, dove se ne [discute|parla] da {n} anni, {topic} [convince|preoccupa|lascia indifferente] il {percent} degli abitanti, secondo un [sondaggio|questionario].",
        "Una [relazione|lettera|perizia] di {n} pagine [elenca|descrive|ricostruisce] {big} casi in cui {n} {group} [hanno perso denaro|non sono stati ascoltati|hanno dovuto attendere], quasi tutti vicino a {place}.",
        "La spesa è [cresciuta|salita|aumentata] del {percent} dalla [primavera|scorsa estate|fine dell’inverno], perché sono [emerse|affiorate] [crepe|infiltrazioni|vecchie tubature] a {place}.",
        "Da {n} anni a {place}, {person} [ritiene|pensa] che la scelta sia [tardiva|coraggiosa|prematura] e [invita|esorta] tutti alla [pazienza|prudenza|partecipazione].",
        "Circa {n} {group} si sono [riuniti|ritrovati|radunati] [davanti al municipio|in stazione|vicino al ponte] di {place} per [ascoltare|sostenere|incontrare] {person}.",
        "«Non è [solo|soltanto] una questione di soldi, [ma|semmai] di [fiducia|giustizia|buon senso]», ha [ricordato|ribadito|aggiunto] {person} a {n} {group} di {place}.",
        "Dei {big} [alloggi|posti] [promessi|previsti], {n} [esistono|sono finanziati] oggi, e {place} ne [avrà|riceverà] [meno|più] di {place}.",
        "[L’anno scorso|Due anni fa] a {place} erano stati [spesi|raccolti] {big} euro, il {percent} in [più|meno] rispetto [alla media|all’anno prima].",
        "La [commissione|procura|regione] ha {n} giorni per [rispondere|decidere|pubblicare i dati], poi {topic} [tornerà|passerà] al voto a {place}.",
        "Tra {place} e {place} i [treni|pullman|convogli] saranno [deviati|ridotti|sospesi] per {n} notti, mentre si [sostituiscono|controllano] {big} [bulloni|cavi|giunti].",
        "A {place} {person} non ha [voluto|saputo] [dire|chiarire] come {topic} [andrà avanti|potrà reggere] quando [finirà|scadrà] il contributo di {big} euro.",
        "[I critici|I sostenitori] ricordano {place}, dove un [tentativo|esperimento] simile [durò|richiese] {n} anni e [attirò|coinvolse] {big} [visitatori|soci].",
        "[In serata|A mezzogiorno|All’alba] {big} {group} avevano [firmato|letto|condiviso] la [lettera|petizione], il {percent} dei quali a {place}.",
    ),
    comment_rules=(
        "I commenti devono rispettare le nostre linee guida.",
        "I commenti sono moderati prima della pubblicazione.",
        "Prima di commentare leggi il regolamento della community.",
    ),
)

PT = Language(
    code="pt",
    zones=((-180, "UTC-3"), (0, "WET"), (60, "WEST")),
    weekdays=_split("segunda-feira,terça-feira,quarta-feira,quinta-feira,sexta-feira,sábado,domingo"),
    months=_split("janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro"),
    weekday_form="{weekday}, ",
    date_line="Publicado em {weekday}{day} de {month} de {year}, às {hour:02}:{minute:02} ({zone})",
    by_line="Por {authors}, {publisher}",
    name_form="{first} {last}",
    person_form="{office} {first} {last}",
    and_word=" e ",
    sentence_space=" ",
    thousands=".",
    percent_form="{n}%",
    bytes_per_character=1.04,
    offices=_split(
        "o prefeito,o vereador,o engenheiro,o diretor da escola,o pároco,o agricultor,o mestre de obras,o sindicalista"
    ),
    first=_split("Afonso,Caetano,Davi,Everaldo,Fábio,Gaspar,Heitor,Jorge,Luís,Nélson"),
    offices_f=_split(
        "a prefeita,a vereadora,a médica,a professora,a arquiteta,a comerciante,a bióloga,a secretária"
    ),
    first_f=_split("Adélia,Beatriz,Cecília,Dalva,Érica,Flávia,Joana,Letícia,Marília,Simone"),
    last=_split(
        "Almeida,Bittencourt,Camargo,Drummond,Esteves,Fontoura,Guimarães,Hollanda,Junqueira,Lacerda,Magalhães,Nogueira,Palhares,Queirós,Ramalho,Sampaio,Teles,Vasconcelos,Ximenes,Assunção"
    ),
    place=_split(
        "Aveiro,Beja,Caruaru,Chapecó,Faro,Garanhuns,Ilhéus,Joinville,Leiria,Marília,Natal,Olinda,Pelotas,Ouro Preto,Sobral,Tavira,Uberaba,Viseu,Bragança,Maringá"
    ),
    topic=_split(
        "a nova rodoviária,o parque linear,a creche municipal,a reforma do hospital,o teatro popular,a ciclovia,a estação de tratamento,o mercado público,a biblioteca móvel,a ponte pênsil,o museu da cidade,a usina solar,o centro esportivo,a linha de ônibus"
    ),
    group=_split(
        "moradores,comerciantes,agricultores,pais,voluntários,enfermeiros,estudantes,técnicos,ciclistas,motoristas,pescadores,aposentados"
    ),
    publishers=(
        _split("A Folha,O Diário,A Gazeta,O Correio,A Tribuna,O Jornal"),
        _split("do Planalto,da Serra,do Litoral,das Missões,do Sertão,do Vale,da Ria"),
    ),
    titles=(
        "{topic} vai custar {big} reais a mais em {place}",
        "{place}: {group} [cobram|apoiam|contestam] {topic}",
        "Depois de {n} meses, {topic} [chega|volta] a {place}",
        "{n} {group} de {place} [defendem|discutem|querem] {topic}",
    ),
    subheads=(
        "Uma conta de {big} reais",
        "{n} semanas de obras em {place}",
        "O que [pedem|temem|propõem] os {group} de {place}",
        "Dúvidas em {place} sobre {topic}",
    ),
    sentences=(
        "{person} [disse|garantiu|informou] que {topic} [vai abrir|começa|chega] em {n} [semanas|meses], [antes|depois] do que [esperavam|temiam] os {group} de {place}.",
        "“[Esperamos|Falamos disso] há {n} anos, e [ninguém|nem um só vizinho] em {place} quer [esperar|discutir] mais”, [afirmou|declarou|contou] {person}.",
        "O [plano|projeto|estudo], [escrito|revisto|calculado] por {n} {group}, [deve custar|prevê] {big} reais e [atende|alcança] cerca de {big} [pessoas|famílias].",
        "Em {place}, onde se [fala|discute] há {n} anos, {topic} [agrada|preocupa|divide] {percent} dos {group}, segundo uma [pesquisa|consulta].",
        "Um [relatório|documento|parecer] de {n} páginas [lista|descreve|reúne] {big} casos em que os {group} [perderam dinheiro|não foram ouvidos|tiveram de esperar], quase todos perto de {place}.",
        "O [custo|orçamento] [subiu|cresceu] {percent} desde [o outono|a primavera|o inverno], porque os {group} [acharam|denunciaram] [rachaduras|amianto|cabos velhos|infiltrações].",
        "Há {n} anos em {place}, {person} [considera|acha] a decisão [tardia|corajosa|precipitada] e [pede|recomenda] aos {group} [paciência|cautela|união].",
        "Cerca de {n} {group} se [reuniram|juntaram|encontraram] [diante da câmara|na estação|perto da ponte] de {place} para [ouvir|apoiar|questionar] {person}.",
        "“Não se trata [só|apenas] de dinheiro, [mas|trata-se] de [confiança|justiça|bom senso]”, [lembrou|insistiu|completou] {person} aos {group} de {place}.",
        "Das {big} [casas|vagas|bolsas] [prometidas|previstas], {n} [existem|têm verba] hoje, e {place} [recebe|terá] [menos|mais] do que {place}.",
        "[No ano passado|Há dois anos], os {group} de {place} [gastaram|juntaram] {big} reais, {percent} a [mais|menos] do que [a média|no ano anterior].",
        "A [comissão|promotoria|agência] tem {n} dias para [responder|decidir|publicar os números], e depois {topic} [volta|passa] aos {group} de {place}.",
        "Entre {place} e {place}, os [trens|ônibus|caminhões] ficam [desviados|reduzidos|suspensos] por {n} noites enquanto se [trocam|verificam] {big} [parafusos|cabos|dormentes].",
        "Em {place}, {person} [evitou|prometeu] [detalhar|explicar] como {topic} [continua|se mantém] quando [acabar|vencer] a verba de {big} reais.",
        "[Os críticos|Os defensores] citam {place}, onde uma [tentativa|experiência] parecida [durou|exigiu] {n} anos e [atraiu|perdeu] {big} [visitantes|sócios].",
        "Ao [meio-dia|anoitecer|amanhecer], {big} {group} tinham [assinado|lido|partilhado] a [carta|petição], {percent} deles em {place}.",
    ),
    comment_rules=(
        "Os comentários devem respeitar os termos de uso.",
        "Os comentários são moderados antes da publicação.",
        "Leia as regras da comunidade antes de comentar.",
    ),
)

RU = Language(
    code="ru",
    zones=((180, "МСК"), (180, "UTC+3"), (300, "UTC+5"), (420, "UTC+7")),
    weekdays=_split("понедельник,вторник,среда,четверг,пятница,суббота,воскресенье"),
    months=_split("января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря"),
    weekday_form="{weekday}, ",
    date_line="Опубликовано: {weekday}{day} {month} {year} года, {hour:02}:{minute:02} ({zone})",
    by_line="Автор: {authors}, «{publisher}»",
    name_form="{first} {last}",
    person_form="{office} {first} {last}",
    and_word=" и ",
    sentence_space=" ",
    thousands="\u00a0",
    percent_form="{n}\u00a0%",
    bytes_per_character=1.8,
    offices=_split("мэр,директор школы,инженер,депутат,краевед,фермер,врач,начальник участка"),
    first=_split("Антон,Борис,Виктор,Глеб,Денис,Егор,Захар,Кирилл,Матвей,Роман"),
    offices_f=_split(
        "глава района,учительница,архитектор,хранительница музея,предпринимательница,биолог,врач,руководительница проекта"
    ),
    first_f=_split("Алла,Варвара,Галина,Дарья,Зоя,Лариса,Майя,Надежда,Раиса,Таисия"),
    last=_split(
        "Авдеенко,Бондаренко,Вернигора,Гладких,Долгих,Ефименко,Живаго,Зайченко,Коваленко,Лысенко,Макаренко,Нестеренко,Остапчук,Петренко,Романюк,Седых,Ткачук,Усатых,Франчук,Черных"
    ),
    place=_split(
        "Вологда,Псков,Рязань,Тамбов,Калуга,Пермь,Томск,Омск,Курган,Елец,Муром,Кострома,Чита,Орёл,Брянск,Выборг,Сызрань,Ростов,Тобольск,Углич"
    ),
    topic=_split(
        "строительство школы,обновление парка,расширение больницы,открытие музея,продление трамвайной линии,освещение набережной,укрепление берега,восстановление театра,создание велодорожек,благоустройство рынка,отопление посёлка,озеленение дворов"
    ),
    group=_split(
        "жителей,врачей,учителей,фермеров,студентов,волонтёров,водителей,инженеров,пенсионеров,родителей,рыбаков,предпринимателей"
    ),
    publishers=(
        _split("Волжский,Северный,Уральский,Приокский,Озёрный,Степной,Поморский"),
        _split("вестник,курьер,рубеж,маяк,голос,листок,перекрёсток"),
    ),
    titles=(
        "Город {place}: {topic} обойдётся в {big} рублей",
        "Город {place}: {n} [жителей|врачей|студентов|родителей] [поддержали|обсудили|оспорили] {topic}",
        "Через {n} месяцев {topic} [начнётся|завершится|подорожает] в городе {place}",
        "Почему {topic} [волнует|радует|разделяет] город {place}",
    ),
    subheads=(
        "Смета на {big} рублей",
        "Мнение {group} в городе {place}",
        "Город {place}: {n} недель работ",
        "Что [ждёт|тревожит|радует] город {place}",
    ),
    sentences=(
        "{topic}, как [говорит|поясняет|уверяет] {person}, [займёт|продлится] ещё {n} [недель|месяцев], а для {group} в городе {place} [появится|откроется] [отдельный вход|новая остановка|временный пункт].",
        "«[Мы ждём|Об этом говорят] уже {n} лет, и [никто|ни один человек] в городе {place} не хочет [ждать|спорить] дальше», — [говорит|отмечает|подчёркивает] {person}.",
        "[План|Проект|Расчёт], который [готовили|проверяли] {n} [человек|специалистов], оценивается в {big} рублей и [поможет|нужен] примерно {big} [людям|семьям].",
        "В городе {place}, где об этом [спорят|говорят] {n} лет, {topic} [поддерживает|тревожит|не устраивает] {percent} {group}, по данным [опроса|анкеты].",
        "В [отчёте|письме|докладе] на {n} страницах [описано|собрано|перечислено] {big} случаев, когда от {group} [требовали платы|скрывали сроки|ждали согласия], почти все — рядом с городом {place}.",
        "Расходы [выросли|увеличились] на {percent} с [весны|осени|зимы]: под землёй [нашли|обнаружили] [трещины|старые кабели|грунтовые воды], а у {group} [возникли|появились] вопросы.",
        "{person}, чья семья {n} лет [живёт|работает] в городе {place}, называет решение [запоздалым|смелым|поспешным] и [просит|призывает] соседей [не спешить|прийти на встречу].",
        "Около {n} {group} [собрались|встретились] [у ратуши|на вокзале|возле моста] в городе {place}, чтобы [узнать|обсудить], когда [начнётся|завершится] {topic}.",
        "«Дело [не только|вовсе не только] в деньгах, [а|но и] в [доверии|справедливости|уважении]», — [напоминает|добавляет|повторяет] {person} на встрече {group} в городе {place}.",
        "Из {big} [квартир|мест|вакансий], которые [обещали|планировали], [готово|оплачено] {n}, и город {place} [получит|просит] [меньше|больше], чем город {place}.",
        "[В прошлом году|Два года назад] на {topic} в городе {place} [ушло|выделили] {big} рублей, на {percent} [больше|меньше], чем [обычно|годом раньше].",
        "[Комиссия|Прокуратура|Область] за {n} дней [ответит|проверит цифры|подведёт итоги], после чего {topic} [обсудят|рассмотрят] на собрании {group} в городе {place}.",
        "На участке {place} — {place} [поезда|автобусы|грузовики] {n} ночей [пойдут|поедут] в объезд, пока рабочие [заменят|проверят] {big} [болтов|шпал|кабелей].",
        "Помощники, с которыми [работает|советуется] {person}, [не говорят|обещают объяснить], как {topic} [продолжится|сохранится], когда [закончится|иссякнет] грант в {big} рублей.",
        "[Противники|Сторонники] вспоминают город {place}, где похожий [опыт|проект] [длился|тянулся] {n} лет и [привлёк|собрал] {big} [гостей|участников].",
        "К [вечеру|полудню|утру] [письмо|обращение] [подписали|прочитали] {big} человек, {percent} из них — из числа {group} города {place}.",
    ),
    comment_rules=(
        "Комментарии должны соответствовать правилам сайта.",
        "Перед публикацией комментария ознакомьтесь с правилами.",
        "Комментарии публикуются после проверки модератором.",
    ),
)

AR = Language(
    code="ar",
    zones=((0, "بتوقيت غرينتش"), (180, "UTC+3"), (120, "UTC+2")),
    weekdays=_split("الاثنين,الثلاثاء,الأربعاء,الخميس,الجمعة,السبت,الأحد"),
    months=_split("يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر"),
    weekday_form="{weekday} ",
    date_line="نشر يوم {weekday}{day} {month} {year}، الساعة {hour:02}:{minute:02} {zone}",
    by_line="بقلم {authors} - {publisher}",
    name_form="{first} {last}",
    person_form="{office} {first} {last}",
    and_word=" و",
    sentence_space=" ",
    thousands="",
    percent_form="{n} في المئة",
    bytes_per_character=1.8,
    offices=_split(
        "رئيس البلدية,مدير المدرسة,المهندس,الطبيب,المزارع,رئيس الجمعية,مدير الميناء,الباحث,التاجر"
    ),
    first=_split("أنس,باسل,جمال,حسام,خالد,رامي,زياد,سليم,طارق,عماد,فادي,كريم,ماهر,نبيل"),
    offices_f=(),
    first_f=(),
    last=_split(
        "البيطار,الجوهري,الحداد,الخياط,الدباغ,الرفاعي,الزيتوني,السقا,الشامي,الصباغ,الطحان,العطار,الفران,القصاب,الكيال,النجار"
    ),
    place=_split(
        "طنجة,وهران,سوسة,أسوان,إربد,صيدا,حمص,الموصل,صلالة,أغادير,بنزرت,المنصورة,السلط,طرابلس,البصرة,عدن,قسنطينة,دمياط"
    ),
    topic=_split(
        "تجديد السوق القديمة,توسيع المستشفى,بناء المدرسة,افتتاح المكتبة,ترميم القلعة,تطوير الميناء,إنشاء الحديقة,مد خط الترام,تشغيل محطة التحلية,إنارة الكورنيش,تحديث شبكة المياه,إعادة فتح المتحف"
    ),
    group=_split(
        "السكان,التجار,المزارعين,الطلاب,الأطباء,الصيادين,المهندسين,المتطوعين,السائقين,المعلمين,الحرفيين,العمال"
    ),
    publishers=(
        _split("صحيفة,جريدة,يومية"),
        _split("نسيم الشاطئ,أخبار الواحة,صدى الجبل,مرايا المدينة,ضفاف النهر,رياح الشمال,أفق الصحراء"),
    ),
    titles=(
        "{topic} في مدينة {place} يكلف {big} دولار إضافي",
        "مدينة {place} [تناقش|تؤجل|تقر] {topic} بعد {n} شهرا",
        "جدل بين {group} في مدينة {place} حول {topic}",
        "{n} من {group} في مدينة {place} [يطالبون|يرحبون] ب{topic}",
    ),
    subheads=(
        "فاتورة قدرها {big} دولار",
        "آراء {group} في مدينة {place}",
        "أعمال تستمر {n} أسبوعا في مدينة {place}",
        "[مخاوف|آمال|مطالب] {group} في مدينة {place}",
    ),
    sentences=(
        "[قال|أوضح|أكد] {person} إن {topic} [سيبدأ|سينتهي] خلال {n} [أسبوعا|يوما]، أي [قبل|بعد] الموعد الذي كان كثير من {group} في مدينة {place} [ينتظرونه|يتوقعونه].",
        "و[قال|صرح] {person}: «[ننتظر هذا|نطالب بهذا] منذ {n} عاما، و[لا أحد|ليس أحد] في مدينة {place} يريد [الانتظار|الجدال] أكثر من ذلك».",
        "و[تبلغ|تصل] كلفة [الخطة|المبادرة] التي [أعدها|راجعها] {n} من {group} نحو {big} دولار، ويتوقع أن [تخدم|تفيد] قرابة {big} [أسرة|نسمة].",
        "وفي مدينة {place}، حيث يدور [النقاش|الحديث] منذ {n} عاما، [أيد|رفض] {topic} نحو {percent} من {group} بحسب [استطلاع|استبيان] محلي.",
        "و[يعرض|يصف|يحصي] [تقرير|كتاب] من {n} صفحة {big} حالة [خسر|انتظر|اشتكى] فيها بعض {group}، معظمها قرب مدينة {place}.",
        "و[ارتفعت|زادت] النفقات بنسبة {percent} منذ [الربيع|الخريف|الشتاء]، بعدما نبه عدد من {group} إلى [تشققات|كابلات قديمة|مياه جوفية].",
        "ووصف {person}، الذي [يعيش|يعمل] في مدينة {place} منذ {n} عاما، القرار بأنه [متأخر|شجاع|متسرع]، ودعا {group} إلى [الصبر|الحذر|المشاركة].",
        "و[تجمع|اجتمع] نحو {n} من {group} [أمام مبنى البلدية|في محطة القطار|قرب الجسر] في مدينة {place} [للقاء|لسؤال|لدعم] {person}.",
        "و[أضاف|ذكر] {person} أمام {group} في مدينة {place}: «[ليست المسألة|ليس الأمر] مالا فقط، بل [ثقة|عدالة|مسؤولية] أيضا».",
        "ومن أصل {big} [وحدة سكنية|فرصة عمل] [موعودة|مقررة]، [أنجزت|مولت] {n} فقط، و[ستحصل|حصلت] مدينة {place} على [أقل|أكثر] مما ستحصل عليه مدينة {place}.",
        "و[أنفق|جمع] {group} في مدينة {place} [العام الماضي|قبل عامين] {big} دولار، أي [بزيادة|بانخفاض] {percent} عن [المعدل|العام الأسبق].",
        "وأمام [اللجنة|المحكمة|الوزارة] {n} يوما [للرد|للحسم|لنشر الأرقام]، ثم [يعرض|يحال] ملف {topic} على {group} في مدينة {place}.",
        "وبين مدينتي {place} و{place} [تتوقف|تتحول] [القطارات|الحافلات|الشاحنات] {n} ليلة ريثما [يستبدل|يفحص] العمال {big} [برغيا|كابلا].",
        "و[امتنع|اعتذر] مكتب {person} عن [توضيح|شرح] كيفية [تمويل|مواصلة] المشروع عندما [تنتهي|تنفد] منحة قدرها {big} دولار.",
        "ويستشهد [المعارضون|المؤيدون] بمدينة {place}، حيث [استغرقت|دامت] تجربة مماثلة {n} عاما و[جذبت|كلفت] {big} [زائر|دولار].",
        "وبحلول [المساء|الظهر|الفجر] كان {big} من {group} قد [وقعوا|قرأوا] [العريضة|الرسالة]، {percent} منهم في مدينة {place}.",
    ),
    comment_rules=(
        "يجب أن تلتزم التعليقات بقواعد النشر.",
        "تخضع التعليقات للمراجعة قبل النشر.",
        "يرجى قراءة سياسة التعليقات قبل المشاركة.",
    ),
)

ZH = Language(
    code="zh",
    zones=((480, "UTC+8"),),
    weekdays=_split("星期一,星期二,星期三,星期四,星期五,星期六,星期日"),
    months=_split("1,2,3,4,5,6,7,8,9,10,11,12"),
    weekday_form="{weekday} ",
    date_line="发布时间：{year}年{month}月{day}日 {weekday}{hour:02}:{minute:02} {zone}",
    by_line="记者 {authors} {publisher}",
    name_form="{last}{first}",
    person_form="{office}{last}{first}",
    and_word="、",
    sentence_space="",
    thousands="",
    percent_form="{n}%",
    bytes_per_character=2.9,
    offices=_split("校长,工程师,村支书,社区主任,馆长,项目负责人,医生,合作社理事长,站长,研究员"),
    first=_split("建华,明远,晓峰,丽娟,志强,雅琴,国栋,思源,春梅,海涛,文静,立新,佳怡,永康"),
    offices_f=(),
    first_f=(),
    last=_split("王,李,张,刘,陈,杨,赵,黄,周,吴,徐,孙,胡,朱,高,林,何,郭,马,罗"),
    place=_split(
        "绍兴,洛阳,桂林,大同,柳州,遵义,襄阳,漳州,九江,宜宾,威海,张掖,景德镇,黄山,承德,丽水,衡阳,攀枝花"
    ),
    topic=_split(
        "老旧小区改造,滨江绿道建设,乡村图书室项目,公交线路调整,社区食堂试点,古桥修缮工程,中医馆扩建,垃圾分类行动,夜校课程,湿地保护计划,菜市场升级,充电桩布点"
    ),
    group=_split("居民,商户,家长,农户,志愿者,护士,学生,司机,退休职工,技术人员,骑行者,游客"),
    publishers=(_split("东江,云岭,湘水,海岸,秦川,蜀道,江淮"), _split("晨报,晚报,日报,都市报,时报,新报")),
    titles=(
        "{place}{topic}[启动|提速|收官] {n}名{group}参与",
        "{place}{n}名{group}[关注|支持|讨论]{topic}",
        "{topic}在{place}满{n}个月 投入{big}元",
        "{place}：{topic}让{big}名{group}受益",
    ),
    subheads=(
        "{place}{group}怎么看",
        "投入{big}元之后",
        "{n}周工期[考验|牵动]{place}{group}",
        "{topic}[难在哪里|还缺什么]，{place}作答",
    ),
    sentences=(
        "{person}[介绍|表示|透露]，{topic}将在{n}[天|周|个月]内[完成|启动|验收]，比{place}{group}[预想|盼望]的要[早|晚]一些。",
        "“[我们等了|大家盼了]{n}年，{place}[没有人|谁也不]想再[等|拖]下去了。”{person}[说|对记者说|感慨道]。",
        "这份由{n}名{group}[起草|核算|修订]的[方案|计划|报告]预计[花费|投入]{big}元，[惠及|覆盖]约{big}[户家庭|名群众]。",
        "在{place}，{topic}已经[讨论|酝酿]了{n}年，[问卷|调查]显示，{percent}的{group}表示[支持|担心|理解]。",
        "一份{n}页的[材料|调研报告][列出|记录]了{big}起[事例|意见]，[反映|讲述]{group}在{place}[办事难|出行难|停车难]的经历。",
        "自[去年秋天|今年春天|入冬]以来，费用上涨了{percent}，原因是{group}[发现|反映]地下有[裂缝|旧电缆|渗水]。",
        "在{place}[工作|生活]了{n}年的{person}认为，这个决定[来得晚了|需要勇气|还要再看]，并[希望|呼吁]{group}[多一些耐心|积极参与]。",
        "约{n}名{group}[聚集|来到][广场|车站|桥头]，[听取|询问]{person}对{place}{topic}的[说明|看法]。",
        "“这[不只是|不单单是]钱的问题，[更是|也是][信任|公平|责任]的问题。”{person}在{place}对{group}说。",
        "原定的{big}个[车位|岗位|床位]中，目前已[落实|建成]{n}个，{place}分到的比{place}[多|少]。",
        "[去年|前年]，{place}{group}为{topic}[筹集|支出]{big}元，比[往年平均|上一年][增加|减少]{percent}。",
        "[主管部门|评审组|审计人员]将在{n}天内[答复|公布数据|提出意见]，随后{topic}会交由{place}{group}[讨论|表决]。",
        "{place}至{place}的[列车|班车|货车]将有{n}个夜晚[绕行|停运|减班]，以便[更换|检查]{big}[根电缆|颗螺栓|块枕木]。",
        "{person}[没有|暂未]说明，当{big}元的[补助|专款]用完之后，{topic}如何[维持|继续]。",
        "[质疑者|支持者]举出{place}的例子，那里[类似|同样]的[尝试|做法]用了{n}年，[吸引|接待]了{big}名[游客|会员]。",
        "截至[傍晚|中午|清晨]，已有{big}名{group}在[倡议书|公开信]上[签名|留言]，其中{percent}来自{place}。",
    ),
    comment_rules=("评论须遵守社区规定。", "请遵守评论规则，文明发言。", "评论经审核后显示。"),
)

JA = Language(
    code="ja",
    zones=((540, "JST"), (540, "UTC+9")),
    weekdays=_split("月,火,水,木,金,土,日"),
    months=_split("1,2,3,4,5,6,7,8,9,10,11,12"),
    weekday_form="（{weekday}）",
    date_line="{year}年{month}月{day}日{weekday}{hour}時{minute:02}分 {zone}",
    by_line="{publisher}　記者　{authors}",
    name_form="{last}{first}",
    person_form="{office}の{last}{first}さん",
    and_word="、",
    sentence_space="",
    thousands="",
    percent_form="{n}パーセント",
    bytes_per_character=2.9,
    offices=_split("市長,校長,現場責任者,自治会長,館長,農家,医師,商店主,技術者,駅長"),
    first=_split("健一,直子,大輔,由美,翔太,恵,浩二,明日香,隆,千尋,誠,菜々子,修平,真理"),
    offices_f=(),
    first_f=(),
    last=_split(
        "浅野,石黒,上原,江口,岡部,川島,北村,久保田,小西,坂井,柴田,杉山,高木,辻,中尾,野口,浜田,平井,堀内,森山"
    ),
    place=_split(
        "松江市,弘前市,高岡市,飯田市,大垣市,尾道市,今治市,日田市,酒田市,会津若松市,釧路市,都城市,彦根市,萩市,鶴岡市,須崎市,唐津市,石巻市"
    ),
    topic=_split(
        "駅前広場の整備,図書館の建て替え,路面電車の延伸,病院の移転,朝市の再開,防潮堤の工事,学校の統合,水道管の更新,古民家の改修,自転車道の整備,温泉施設の再生,棚田の保全"
    ),
    group=_split("住民,商店主,保護者,農家,学生,看護師,漁業者,高齢者,技術者,ボランティア,利用者,観光客"),
    publishers=(
        _split("あさぎり,みなと,北嶺,瀬戸潮,東海道,野の花,白山"),
        _split("新聞,日報,新報,タイムス,毎夕新聞"),
    ),
    titles=(
        "{place}の{topic}、費用は{big}円増",
        "{topic}で{n}人の{group}が[要望|賛成|懸念]　{place}",
        "{place}、{topic}を[開始|延期|再検討]　{n}か月ぶり",
        "{group}{n}人が語る{topic}　{place}",
    ),
    subheads=(
        "{place}で{n}週間の工事",
        "費用は{big}円",
        "{place}の{group}に[不安|期待|戸惑い]",
        "{topic}の[課題|行方]と{place}",
    ),
    sentences=(
        "{person}は、{topic}が{n}[週間|か月]以内に[終わる|始まる|決まる]と[述べ|説明し|話し]、{place}の{group}が[想定|期待]していたより[早い|遅い]との見方を示した。",
        "「[みんな|私たちは]{n}年[も待った|間訴えてきた]。{place}では[誰も|これ以上誰も][待ちたくない|争いたくない]」と{person}は[語った|話した|訴えた]。",
        "{n}人の{group}が[まとめた|点検した]この[計画|案|報告書]には{big}円が[必要で|見込まれ]、およそ{big}[世帯|人]が[恩恵を受ける|利用する]。",
        "{place}では{topic}が{n}年にわたり[議論|検討]されており、[調査|アンケート]では{group}の{percent}が[賛成|反対|様子見]と答えた。",
        "{n}ページの[報告書|文書|資料]は、{place}の{group}が[不便|損失|遅れ]を[訴えた|経験した]{big}件の[事例|記録]を[挙げて|並べて]いる。",
        "[春|秋|冬]から費用は{percent}[増えた|膨らんだ]。{group}が[地下の亀裂|古い配線|湧き水]を[見つけた|指摘した]ためだ。",
        "{place}で{n}年[暮らす|働く]{person}は、この判断を[遅すぎた|勇気がある|早計だ]と[評し|受け止め]、{group}に[理解|協力|参加]を求めた。",
        "[市役所前|駅|橋のたもと]には{n}人ほどの{group}が[集まり|詰めかけ]、{place}の{topic}について{person}に[質問した|説明を求めた]。",
        "「[お金だけ|費用だけ]の話ではない。[信頼|公平さ|次の世代]の[問題|話]だ」。{place}の{group}を前に、{person}は[強調した|繰り返した]。",
        "[予定|約束]されていた{big}[戸|席|人分]のうち、{n}が[完成|確保]済みで、{place}への割り当ては{place}より[多い|少ない]。",
        "[昨年|一昨年]、{place}の{group}は{topic}に{big}円を[使い|集め]、[平均|前の年]より{percent}[多かった|少なかった]。",
        "[委員会|県|監査役]は{n}日以内に[回答|結論|数字]を[示し|公表し]、その後{topic}は{place}の{group}に[諮られる|説明される]。",
        "{place}と{place}を結ぶ[列車|バス|貨物便]は{n}夜[運休|迂回|減便]し、その間に{big}[本の枕木|個のボルト|本の配線]を[交換|点検]する。",
        "{person}は、{big}円の[補助金|寄付]が[尽きた|終わった]後に{topic}をどう[続ける|支える]か、[明言を避けた|今後示すとした]。",
        "[反対派|推進派]は{place}の例を挙げる。そこでは[似た|同様の][試み|事業]が{n}年続き、{big}人の[客|会員]を[集めた|失った]。",
        "[夕方|正午|朝]までに{big}人の{group}が[署名|要望書]に[名を連ね|賛同し]、{percent}を{place}の人が占めた。",
    ),
    comment_rules=(
        "コメントはガイドラインに従って投稿してください。",
        "コメントは承認後に掲載されます。",
        "コメントを投稿する前に利用規約をお読みください。",
    ),
)

LANGUAGES: dict[str, Language] = {
    language.code: language for language in (EN, FR, DE, ES, IT, PT, RU, AR, ZH, JA)
}
