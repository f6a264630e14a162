/** How does a page of the newspaper fill its box? The whole script of the site, run in the browser. */

/**
 * A plain script that builds elements and sets text, never markup. It asks again while the story is being indexed;
 * when the call fails it says so and leaves the link to the section, which the page has anyway.
 */
export const BOX_SCRIPT = `const box = document.querySelector('[data-call]');
const list = box.querySelector('ol');
const note = box.querySelector('[role=status]');
const TRIES = 5;
const PAUSE_MS = 2000;
const TIMEOUT_MS = 10000;
const TERMS = 6;

const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

function picture(id) {
  const image = make('img', 'art');
  image.alt = '';
  image.width = 1200;
  image.height = 675;
  image.src = '/demo/art/' + encodeURIComponent(id) + '.svg';
  return image;
}

function why({ terms }, title) {
  const summary = make('summary', '', box.dataset.why);
  summary.setAttribute('aria-label', box.dataset.why + ' ' + title);
  const rows = terms.slice(0, TERMS).map(({ term, contribution }) => {
    const bar = make('i', '');
    bar.style.width = (100 * contribution) / terms[0].contribution + '%';
    return make('li', '', make('span', '', term), make('span', '', contribution.toFixed(3)), bar);
  });
  return make('details', 'why', summary, make('ul', '', ...rows));
}

function entry({ id, title, excerpt, language, source, explanation }) {
  const link = make('a', '', title);
  link.href = '/demo/' + encodeURIComponent(id);
  const story = make('li', 'box-item', picture(id), make('h3', 'headline', link), make('p', 'teaser', excerpt));
  if (source === 'fallback') story.querySelector('h3').before(make('p', 'kicker', box.dataset.fallback));
  if (language && language !== 'und') story.lang = language;
  if (explanation && explanation.terms.length > 0) story.append(why(explanation, title));
  return story;
}

function say(text) {
  list.replaceChildren();
  note.textContent = text;
}

async function fill(triesLeft) {
  const response = await fetch(box.dataset.call, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error('the service answered ' + response.status);
  const { status, items } = await response.json();
  if (items.length > 0) {
    note.textContent = '';
    list.replaceChildren(...items.map(entry));
  } else {
    say(box.dataset[status] || box.dataset.empty);
    if (status === 'pending' && triesLeft > 0) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      await fill(triesLeft - 1);
    }
  }
}

fill(TRIES)
  .catch((error) => {
    console.warn('box:', error.message);
    say(box.dataset.failed);
  })
  .finally(() => list.removeAttribute('aria-busy'));
`;
