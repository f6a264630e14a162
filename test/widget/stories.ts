/** What is in the boxes of the tests? Stories of ordinary and of awkward lengths, in scripts of both directions. */
import type { Item } from './stage.ts';

const ENGLISH: readonly (readonly [string, string, string])[] = [
  [
    'World',
    'NATO Allies Failed to Deliver Promised Arms to Ukraine, Stoltenberg Says in Kyiv',
    'The head of NATO told Ukrainians on Monday that members of his alliance had not kept their promises…',
  ],
  [
    'City',
    'The Ferry Comes Back',
    'After eleven months in dock the old harbour ferry crosses again, twice an hour and free until June…',
  ],
  [
    'Science',
    'A Telescope on the Roof of a Primary School Finds a Comet That Everybody Else Had Overlooked for Years',
    'Pupils had pointed it at the wrong star. What they photographed has a tail…',
  ],
  [
    'Business',
    'Container Rates Fall for the Ninth Week as New Ships Arrive',
    'Carriers ordered more tonnage than at any time since 2008, and now all of it is being delivered at once…',
  ],
  [
    'Culture',
    'What the Lighthouse Keeper Wrote',
    'Forty diaries, found behind a panelled wall, tell of storms and soup…',
  ],
  [
    'Health',
    'Fewer Night Shifts, Fewer Falls: What a Hospital Learned in Two Years',
    'Nurses chose their own rosters. The figures surprised the administration…',
  ],
];

const ARABIC: readonly (readonly [string, string, string])[] = [
  [
    'عالم',
    'عودة العبّارة القديمة إلى الميناء بعد أحد عشر شهراً من الإصلاح والصيانة',
    'تعبر مرتين كل ساعة ومجاناً حتى نهاية شهر يونيو، كما أعلنت إدارة الميناء يوم الاثنين…',
  ],
  [
    'علوم',
    'تلاميذ يكتشفون مذنّباً جديداً',
    'وجّهوا التلسكوب نحو النجم الخطأ، فظهر في الصورة ذيل لم يره أحد من قبل…',
  ],
  [
    'اقتصاد',
    'أسعار الشحن تتراجع للأسبوع التاسع على التوالي مع وصول سفن جديدة',
    'طلبت شركات الشحن سفناً أكثر من أي وقت مضى منذ عام 2008…',
  ],
  ['ثقافة', 'يوميات حارس المنارة', 'أربعون دفتراً عُثر عليها خلف جدار خشبي تحكي عن العواصف والحساء…'],
];

const itemsOf = (stories: typeof ENGLISH, language: string, service: string): Item[] =>
  stories.map(([section, title, excerpt], i) => ({
    ...{
      id: `${language}-${i}`,
      url: `https://www.harbourpost.example/${language}/${i}`,
      title,
      excerpt,
      section,
    },
    image: `${service}/picture/${(i * 67 + 205) % 360}`,
    publishedAt: new Date(Date.UTC(2024, 3, 29 - 5 * i, 12)).toISOString(),
    ...{ author: 'A. Keeper', language, score: 0.8 - i / 10, source: 'related' },
  }));

export const englishStories = (service: string): Item[] => itemsOf(ENGLISH, 'en', service);
export const arabicStories = (service: string): Item[] => itemsOf(ARABIC, 'ar', service);
