/**
 * A light stemmer for Korean: the particles after a noun and the commonest endings of 하다 and 되다 go, one after the other,
 * as long as two syllables remain ("회의" keeps its 의; "민주주의" and "민주주의를" meet).
 */

const ENDINGS = new Set(
  (
    '은 는 이 가 을 를 의 에 도 로 만 과 와 나 야 들 께 ' +
    '에서 에게 에는 에도 으로 라고 이라 이나 까지 부터 보다 처럼 마다 조차 밖에 에서는 에서도 으로는 으로도 에게서 이라고 이라는 라는 께서 ' +
    '이다 이며 이고 인 했다 하고 하는 하며 하여 해서 했고 했던 했으며 했다고 한다 한다고 하겠다 하기 하지 했지만 하지만 하면서 했습니다 합니다 ' +
    '할 한 해 됐다 된다 되는 되고 된 될 되며 되어 됐으며 됩니다 됐습니다 적인 적으로'
  ).split(' '),
);
const LONGEST = 4;
const SHORTEST_STEM = 2;

export function stemKorean(word: string): string {
  let end = word.length;
  let shortened = true;
  while (shortened) {
    shortened = false;
    for (let length = Math.min(LONGEST, end - SHORTEST_STEM); length > 0; length--) {
      if (!ENDINGS.has(word.slice(end - length, end))) continue;
      end -= length;
      shortened = true;
      break;
    }
  }
  return word.slice(0, end);
}
