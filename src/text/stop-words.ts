/**
 * Which words say nothing of what a text is about? natural's lists where they are of function words, stopwords-iso's
 * otherwise, with what they lack and without what they should not have.
 */
import { createRequire } from 'node:module';
import { lowered } from './spelling.ts';

const load = createRequire(import.meta.url);

const NATURAL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    en: 'stopwords',
    es: 'stopwords_es',
    fr: 'stopwords_fr',
    id: 'stopwords_id',
    it: 'stopwords_it',
    nl: 'stopwords_nl',
    no: 'stopwords_no',
    pl: 'stopwords_pl',
    pt: 'stopwords_pt',
    ru: 'stopwords_ru',
    sv: 'stopwords_sv',
    uk: 'stopwords_uk',
  }),
);

/** Function words that a list lacks. */
const LACKING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    en: 'no not nor will shall would may us one two just than there were per via yet among upon within without although though whether else ever every either neither does cannot ago am pm eg ie etc',
    es: 'es son era eran fue fueron ser sido siendo ha han he había habían hay este esta estos estas esto esa esos esas eso aquel aquella está están estaba tras entre según mientras aunque también todo toda todos todas otra otros otras cada ante bajo hacia cual cuales cuyo cuya donde así si ya tan nada algo solo sólo tiene tienen tuvo les nos me te muchos mucho',
    fr: 'plus cette ces aussi tout tous toute toutes autre autres entre après avant depuis selon dont si comme bien encore très peut peuvent fait dit chez lors vers sous jusque puis alors donc car ni aucun aucune chaque celui celle ceux celles',
    it: 'poi dopo prima ancora essere stato stata stati state sempre solo quando molto ogni altro altra altri altre anche dal fino verso secondo così già ora qui quindi però mentre invece sotto sopra presso cosa',
    nl: 'tussen onder tijdens volgens zoals maar wordt worden werden waar bij weer alleen sinds tegenover binnen buiten eerst tweede heel elke ieder wij jullie jouw onze zonder moeten kunnen zullen gaat gaan',
    no: 'også sier sa før siden under blant gjennom derfor fordi dermed mens hvert bør må får fikk går slik enten eller ennå igjen samt',
    pl: 'bez jeśli też sobie swoją swój swoich swojej tę aż nie tylko',
    pt: 'é são foi foram ser sido está estão estava tem têm tinha ter há sobre entre após já ainda onde cada outro outra outros outras todo toda todos todas tão assim então porque pois pode podem deve segundo desde contra sob perante cuja cujo',
    ru: 'не его ее ей ему них ним ними ней нас нам вас вам вы мне меня тебя себя себе свой своего своей своих свои была были было будет будут бы ли же ни нет да вот уже лишь либо чтобы чтоб если когда пока перед при про со об ото из-за между через после около без ко та то того тому тем той эта эту этого этой этом этому тех такой такая такие такого чем чего чему чём котором которого которые которых которой которую которым что где кого кому которая свою своим своем нибудь ведь даже однако поэтому пусть разве среди против согласно сам сама сами',
    sv: 'sin sitt enligt där när hos åt samt medan eftersom trots',
    uk: 'не на та це від для при про після перед між через без що щоб коли якщо або чи ні ви вона вони її їх його йому їм ним нею нас нам вас вам себе собі свій свого своєї своїх була були було буде будуть бути цього цієї цьому цих тих того тієї тому яка яке які якого якої яких якій ще вже лише тільки навіть також однак під над біля серед проти зі із у в до по',
  }),
);

/** Words that tell what an article is about, whatever a list says. */
const TELLING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ar: 'زيارة قوة لقاء للامم برس شخصا',
    da: 'mand',
    de: 'gott mann mensch menschen ordnung ernst schluss recht rechte rechten rechter rechtes sache startseite suche teil',
    fa: 'آباد مردم خدمات حق جناح سالانه جلوگيري',
    fi: 'kukka apua avuksi apu',
    hu: 'búcsú',
    id: 'kasus bulan ibu bapak orang kerja bekerja masalah persoalan pertanyaan',
    ko: '소생 시작 결과',
    ro: 'acord bucur halbă nevoie noroc',
    sv: 'beslut beslutat beslutit del delen',
    th: 'เปิด พบ ผล',
    tr: 'kaynak',
  }),
);

/** Words of a language in the spelling of `lowered`; empty for an unknown one. */
export function stopWordsOf(language: string): ReadonlySet<string> {
  const words = [...listOf(language), ...(LACKING.get(language)?.split(' ') ?? [])];
  const telling = new Set(TELLING.get(language)?.split(' '));
  return new Set(
    words.filter((word) => !telling.has(word)).map((word) => lowered(word.normalize('NFKC'), language)),
  );
}

function listOf(language: string): readonly string[] {
  const file = NATURAL.get(language);
  if (file !== undefined)
    return (load(`natural/lib/natural/util/${file}.js`) as { words: readonly string[] }).words;
  const lists = load('stopwords-iso/stopwords-iso.json') as Readonly<Record<string, readonly string[]>>;
  return Object.hasOwn(lists, language) ? (lists[language] ?? []) : [];
}
