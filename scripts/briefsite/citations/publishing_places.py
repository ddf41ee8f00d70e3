"""The cities where most books appear, in the spellings of title pages: what tells a place from a publisher."""

from __future__ import annotations

import re
from typing import Final

from briefsite.words import fold

_CITIES: Final = frozenset(
    fold(name)
    for name in re.split(
        r"[,\n]\s*",
        """
Aberdeen, Adelaide, Albany, Amherst, Ann Arbor, Athens, Atlanta, Auckland, Austin, Baltimore, Bath, Baton Rouge
Beijing, Berkeley, Birmingham, Bloomington, Bombay, Boston, Boulder, Bristol, Brisbane, Cairo, Calcutta, Cambridge
Canberra, Cape Town, Cardiff, Chapel Hill, Charlottesville, Cheltenham, Chicago, Chichester, Cleveland, College Station
Columbia, Columbus, Dallas, Delhi, Dordrecht, Dublin, Durham, East Lansing, Edinburgh, Englewood Cliffs, Evanston
Garden City, Glasgow, Hanoi, Hanover, Harmondsworth, Helsinki, Hong Kong, Honolulu, Houston, Indianapolis, Islamabad
Ithaca, Jakarta, Jerusalem, Johannesburg, Kuala Lumpur, Lagos, Lanham, Lawrence, Leeds, Leicester, Lewiston, Lexington
Lincoln, Liverpool, London, Los Angeles, Madison, Malden, Manchester, Melbourne, Minneapolis, Montreal, Mumbai
Nairobi, Nashville, New Brunswick, New Delhi, New Haven, New York, Newhaven, Norman, Notre Dame, Ottawa, Oxford
Palo Alto, Philadelphia, Pittsburgh, Princeton, Providence, Reading, Rochester, Sacramento, Salt Lake City
San Diego, San Francisco, Santa Barbara, Santa Monica, Seattle, Seoul, Shanghai, Sheffield, Singapore, Stanford
Sydney, Syracuse, Taipei, Tel Aviv, Thousand Oaks, Tokyo, Toronto, Tucson, University Park, Urbana, Vancouver
Washington, Wellington, Westport, Winnipeg
Aachen, Augsburg, Baden-Baden, Bamberg, Basel, Bayreuth, Berlin, Bern, Bielefeld, Bochum, Bonn, Braunschweig, Bremen
Breslau, Darmstadt, Dresden, Düsseldorf, Erfurt, Erlangen, Essen, Frankfurt, Frankfurt am Main, Frankfurt a. M.
Frankfurt a.M., Frankfurt/M., Freiburg, Freiburg i. Br., Freiburg im Breisgau, Gießen, Göttingen, Graz, Gütersloh
Halle, Hamburg, Hannover, Heidelberg, Hildesheim, Innsbruck, Jena, Karlsruhe, Kassel, Kiel, Köln, Königsberg, Konstanz
Leipzig, Leverkusen, Lüneburg, Mainz, Mannheim, Marburg, München, Münster, Neuwied, Nürnberg, Opladen, Paderborn
Potsdam, Regensburg, Reinbek, Reinbek bei Hamburg, Rostock, Saarbrücken, Salzburg, Stuttgart, Trier, Tübingen, Ulm
Weimar, Weinheim, Wien, Wiesbaden, Wuppertal, Würzburg, Zürich, Vienna, Munich, Cologne, Zurich
Aix-en-Provence, Amiens, Angers, Arles, Bordeaux, Bruxelles, Brussels, Caen, Clermont-Ferrand, Dijon, Fribourg, Genève
Geneva, Grenoble, La Haye, Lausanne, Lille, Limoges, Louvain, Louvain-la-Neuve, Lyon, Marseille, Montpellier, Montréal
Nancy, Nantes, Neuchâtel, Nice, Paris, Perpignan, Poitiers, Québec, Reims, Rennes, Rouen, Saint-Denis, Saint-Étienne
Strasbourg, Toulouse, Tours, Tunis, Alger, Rabat, Casablanca, Dakar
Alicante, Asunción, Barcelona, Bilbao, Bogotá, Buenos Aires, Cádiz, Caracas, Ciudad de México, Ciudad de Guatemala
Córdoba, Granada, Guadalajara, La Habana, La Paz, La Plata, Lima, Madrid, Málaga, Medellín, Mendoza, México, México D.F.
México DF, Montevideo, Monterrey, Murcia, Oviedo, Palma, Pamplona, Quito, Rosario, Salamanca, San José, San Juan
San Salvador, San Sebastián, Santander, Santiago, Santiago de Chile, Sevilla, Tegucigalpa, Valencia, Valladolid, Vigo
Xalapa, Zaragoza
Bari, Bergamo, Bologna, Brescia, Cagliari, Catania, Ferrara, Firenze, Florence, Genova, Lecce, Macerata, Messina, Milano
Milan, Modena, Napoli, Padova, Palermo, Parma, Pavia, Perugia, Pisa, Ravenna, Roma, Rome, Salerno, Siena
Soveria Mannelli, Torino, Turin, Trento, Trieste, Udine, Urbino, Venezia, Venice, Verona, Vicenza, Città del Vaticano
Belém, Belo Horizonte, Brasília, Campinas, Coimbra, Curitiba, Florianópolis, Fortaleza, Lisboa, Lisbon, Luanda, Manaus
Maputo, Petrópolis, Porto, Porto Alegre, Recife, Rio de Janeiro, Salvador, São Paulo
Antwerpen, Amsterdam, Assen, Baarn, Brugge, Bussum, Delft, Den Haag, ’s-Gravenhage, ’s-Hertogenbosch, Deventer
Eindhoven, Gent, Groningen, Haarlem, Hilversum, Kampen, Leiden, Leuven, Maastricht, Middelburg, Nijmegen, Rotterdam
The Hague, Tilburg, Utrecht, Zutphen, Zwolle
Białystok, Bydgoszcz, Gdańsk, Katowice, Kraków, Krakow, Lublin, Lwów, Łódź, Olsztyn, Opole, Poznań, Rzeszów, Szczecin
Toruń, Warszawa, Warsaw, Wilno, Wrocław, Zakopane, Paryż, Londyn
Adana, Ankara, Antalya, Bursa, Edirne, Erzurum, Eskişehir, Isparta, İstanbul, Istanbul, İzmir, Izmir, Kayseri, Konya
Lefkoşa, Samsun, Trabzon
М., М, Л., СПб., Пг., Москва, Ленинград, Санкт-Петербург, Петроград, Казань, Екатеринбург, Новосибирск
Нижний Новгород, Ростов-на-Дону, Саратов, Самара, Тарту, Томск, Пермь, Иркутск, Киев, Київ, Харьков, Минск, Рига
Вильнюс, Алма-Ата, Алматы, Астана, Баку, Ереван, Тбилиси, Ташкент, Улан-Удэ, Улан-Батор, Владивосток, Берлин, Париж
Лондон, Aarhus, Åbo, Bergen, Göteborg, København, Copenhagen, Lund, Odense, Oslo, Reykjavík, Stockholm, Tampere, Turku
Uppsala, Beograd, Belgrade, Bratislava, Brno, București, Bucharest, Budapest, Cluj, Ljubljana, Praha, Prague, Riga
Sarajevo, Skopje, Sofia, Tallinn, Tartu, Vilnius, Zagreb, Αθήνα, Athína, Θεσσαλονίκη, Thessaloniki, Moscow, Leningrad
St. Petersburg, Saint Petersburg, Kiev, Kyiv, Ulaanbaatar, Bishkek, Tashkent, Almaty, Baku, Tbilisi, Tehran, Beirut
""",
    )
    if name.strip()
)
_AND: Final = re.compile(r"\s?[/–—-]\s?|,? (?:and|&|und|et|y|e|ve|i|и|en) |, |\. ?; ")
#: A state behind a city: "Cambridge, MA", "Princeton, N.J.", "Durham (NC)", "Cambridge, Mass.".
_STATE: Final = re.compile(r"(?:, ?| ?\()(?:[A-Z]{2}|[A-Z][a-z]{2,4}\.|[A-Z]\. ?[A-Z]\.|UK|USA)\)?$")


def is_publishing_place(words: str) -> bool:
    """Whether words are one of these cities, perhaps with a state or with other such cities behind it."""
    written = _STATE.sub("", words.strip(" ,"))
    return fold(written) in _CITIES or all(fold(city) in _CITIES for city in _AND.split(written))
