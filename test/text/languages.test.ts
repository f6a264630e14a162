import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/text/analyze.ts';
import { detectLanguage } from '../../src/text/language.ts';
import { hasStemmer, stemmerOf } from '../../src/text/stemmers.ts';
import { stopWordsOf } from '../../src/text/stop-words.ts';

const termsOf = (language: string, body: string) => [...analyze({ title: '', body, language }).keys()];

/** Language, a sentence, a second one with other forms of its words, the forms that meet, stop words of the first. */
const SENTENCES: readonly (readonly [string, string, string, string, string])[] = [
  [
    'en',
    'The ministers were promising new reactors for the northern harbour.',
    'A minister promised that the reactor would open in spring.',
    'minister/ministers promised/promising reactor/reactors',
    'the were for',
  ],
  [
    'de',
    'Die Häuser an der Straße wurden nach dem Hochwasser geräumt, sagte die Bürgermeisterin.',
    'Das Haus in den Straßen der Altstadt ist nach mehreren Hochwassern unbewohnbar.',
    'häuser/haus straße/straßen straße/strasse',
    'die an der wurden nach dem',
  ],
  [
    'fr',
    'Les gouvernements des régions ont annoncé de nouvelles écoles pour les enfants.',
    "Le gouvernement de la région annonce l'ouverture d’une école.",
    'gouvernements/gouvernement régions/région écoles/école état/etat',
    'les des ont de pour',
  ],
  [
    'es',
    'Los vecinos de las regiones afectadas esperan las elecciones con los hospitales llenos.',
    'El hospital de la región afectada cerró antes de la elección.',
    'regiones/región hospitales/hospital elecciones/elección afectadas/afectada',
    'los de las con',
  ],
  [
    'it',
    'I ministri hanno promesso nuovi ospedali e scuole alle città del sud.',
    "Il ministro ha inaugurato un ospedale e una scuola nell'isola.",
    'ministri/ministro ospedali/ospedale scuole/scuola',
    'hanno alle del',
  ],
  [
    'pt',
    'Os ministros prometeram eleições nas regiões mais pobres e novas escolas.',
    'O ministro da região confirmou a eleição e abriu uma escola.',
    'ministros/ministro eleições/eleição regiões/região escolas/escola',
    'os nas mais',
  ],
  [
    'nl',
    'De regeringen van beide landen openden nieuwe scholen voor kinderen uit de havenstad.',
    'De regering van het land sloot een school waar het kind les kreeg.',
    'regeringen/regering landen/land één/een',
    'de van voor uit',
  ],
  [
    'sv',
    'Regeringen öppnar nya skolor och flera bilar stoppades vid gränsen.',
    'Sveriges regering stänger en skola efter att en bil kört in i väggen.',
    'regeringen/regering skolor/skola bilar/bil',
    'och vid',
  ],
  [
    'no',
    'Regjeringen åpner skolene igjen, og sykehuset får nye leger.',
    'En regjering som stenger skolen, må også svare for sykehusene.',
    'regjeringen/regjering skolene/skolen sykehuset/sykehusene',
    'og får',
  ],
  [
    'da',
    'Regeringen åbner skolerne igen, og bilerne holder i kø ved broen.',
    'En regering lukkede skolen, og bilen kørte over broen.',
    'regeringen/regering skolerne/skolen bilerne/bilen',
    'og ved',
  ],
  [
    'fi',
    'Ministerit lupasivat rakentaa uuden koulun ja presidentti avasi sen.',
    'Ministeri kävi kouluissa presidentin kanssa.',
    'ministerit/ministeri koulun/kouluissa presidentti/presidentin',
    'ja sen',
  ],
  [
    'ru',
    'Правительства обсудили с министрами итоги выборов в Москве, но не назвали сроки.',
    'Правительство и министр ждут выборы, Москва ещё молчит.',
    'правительства/правительство министрами/министр выборов/выборы москве/москва ёлка/елка',
    'в но не',
  ],
  [
    'uk',
    'Міністри обговорили з президентом вибори в Україні та школи.',
    'Міністр і президент чекають на вибори, Україна відкриває школу.',
    'міністри/міністр президентом/президент україні/україна школи/школу',
    'та',
  ],
  [
    'pl',
    'Ministrowie obiecali nowe szkoły, a rządowa komisja zbada wypadek w kopalni.',
    'Minister otworzył szkołę, komisję powołał rząd, kopalnia stoi.',
    'szkoły/szkołę komisja/komisję kopalni/kopalnia rządu/rządem',
    'nie się jest',
  ],
  [
    'tr',
    'Hükümetin açtığı okullar ve hastaneler İstanbul’da kapandı.',
    'Hükümet bir okul ile hastane için İstanbul’un batısında yer arıyor.',
    'hükümetin/hükümet okullar/okul hastaneler/hastane İstanbul’da/İSTANBUL’UN IŞIK/ışık',
    've bir için',
  ],
  [
    'ar',
    'أعلنت الحكومةُ اليوم نتائج الانتخابات في المدرسة الجديدة',
    'قالت حكومة البلاد إن مدرسة فتحت أبوابها',
    'الحكومةُ/حكومة والحكومة/حكومة المدرسة/مدرسة الأمم/الامم',
    'في من على',
  ],
  [
    'fa',
    'دولت‌ها کتاب‌های تازه‌ای به مدرسه‌ها دادند',
    'دولت كتاب را براي مدرسه خرید',
    'دولت‌ها/دولت کتاب‌های/كتاب مدرسه‌ها/مدرسه ایرانی/ايران',
    'به را از',
  ],
  [
    'id',
    'Pemerintah membangun sekolah baru dan memilih kepala daerah',
    'Pembangunan itu dibangun setelah pemilihan oleh pemerintahan',
    'membangun/dibangun pemerintah/pemerintahan memilih/pemilihan',
    'dan yang itu',
  ],
  [
    'ko',
    '대통령이 어제 국회에서 예산을 발표했다',
    '대통령은 국회를 찾아 예산의 규모를 발표하고',
    '대통령이/대통령은 국회에서/국회를 예산을/예산의 발표했다/발표하고 민주주의를/민주주의',
    '우리 그리고',
  ],
];

describe.each(SENTENCES)('%s', (language, first, second, forms, stopped) => {
  it('has a stemmer, and forms of a word meet', () => {
    expect(hasStemmer(language)).toBe(true);
    for (const pair of forms.split(' ')) {
      const [one = '', other = ''] = pair.split('/');
      expect(termsOf(language, other), pair).toEqual(termsOf(language, one));
    }
    const shared = termsOf(language, first).filter((term) => termsOf(language, second).includes(term));
    expect(shared.length).toBeGreaterThanOrEqual(2);
  });

  it('drops stop words', () => {
    expect(termsOf(language, stopped)).toEqual([]);
  });

  it('is recognised', () => {
    expect(detectLanguage(`${first} ${second}`)).toBe(language);
  });
});

describe('scripts without spaces', () => {
  it.each([
    ['zh', '北京市政府昨天宣布，港口将在明年春天重新开放。我们不知道原因。', '北京', '我们'],
    ['ja', '東京都は昨日、港の再開を発表した。しかし理由はまだ分かっていない。', '東京', 'しか'],
    ['th', 'นายกรัฐมนตรีกล่าวว่าจะเดินทางไปญี่ปุ่นในสัปดาห์หน้าเพื่อเจรจาการค้า', 'รัฐมนตรี', 'ว่า'],
  ])('%s is recognised and gives words or pairs', (language, text, term, stopped) => {
    expect(detectLanguage(text)).toBe(language);
    const terms = termsOf(language, text);
    expect(terms).toContain(term);
    if (language !== 'ja') expect(terms).not.toContain(stopped);
    expect(terms.every((each) => !each.includes(' '))).toBe(true);
  });
});

describe('further languages', () => {
  it.each([
    ['hu', 'miniszterek', 'miniszter'],
    ['ro', 'guvernele', 'guvern'],
    ['el', 'υπουργοί', 'υπουργός'],
  ])('%s has a stemmer and stop words', (language, one, other) => {
    expect(stemmerOf(language)(one)).toBe(stemmerOf(language)(other));
    expect(stopWordsOf(language).size).toBeGreaterThan(100);
  });
});

describe('stop words', () => {
  it.each([
    ['en', 'state million government war'],
    ['ru', 'война россия москва город вода'],
    ['de', 'mensch teil ordnung'],
    ['id', 'kasus masalah'],
    ['sv', 'beslut'],
    ['fi', 'kukka'],
  ])('of %s are not what an article is about: %s', (language, words) => {
    const list = stopWordsOf(language);
    for (const word of words.split(' ')) expect(list.has(word), word).toBe(false);
  });

  it.each(['xx', 'und', 'constructor', '__proto__', ''])('and stemmer of %j are none', (language) => {
    expect(hasStemmer(language)).toBe(false);
    expect(stopWordsOf(language).size).toBe(0);
    expect(stemmerOf(language)('ministers')).toBe('ministers');
    expect(analyze({ title: 'The ministers', body: '', language }).get('ministers')).toBe(6);
  });
});
