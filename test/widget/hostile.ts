/** What do hostile sites put into titles and addresses? Two hundred payloads, each of which calls `alert` or `hit` if it can. */

const MARKUP = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '"><svg/onload=hit()>',
  "'><svg/onload=hit()>",
  '</script><script>hit()</script>',
  '</span></a><iframe srcdoc="<script>parent.hit()</script>">',
  '<math><mtext><table><mglyph><style><img src=x onerror=hit()>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>">',
  '<svg><animate onbegin=hit() attributeName=x dur=1s>',
  '<details open ontoggle=hit()>',
  '<a href="javascript:hit()">click</a>',
  '<template><img src=x onerror=hit()></template>',
  '<!--><img src=x onerror=hit()>-->',
  '<![CDATA[<img src=x onerror=hit()>]]>',
  '&lt;img src=x onerror=hit()&gt;',
  '&#60;script&#62;hit()&#60;/script&#62;',
  `\${hit()}`,
  '{{constructor.constructor("hit()")()}}',
  '<%= hit() %>',
  '" onmouseover="hit()" x="',
  '`-alert(1)-`',
  '<base href="https://evil.example/">',
  '<slot name=x></slot><style>*{display:none}</style>',
  '<related-articles article=x></related-articles>',
  '<link rel=stylesheet href=data:text/css,*{display:none}>',
];
const AROUND: readonly ((payload: string) => string)[] = [
  (payload) => payload,
  (payload) => `News\u202e${payload}`,
  (payload) => `\u0000${payload}\u0000`,
  (payload) => `\u2028${payload}\u2029\ufeff`,
];
const SCHEMES = [
  'javascript:hit()',
  'JaVaScRiPt:hit()',
  'java\tscript:hit()',
  'java\nscript:hit()',
  '\u0001javascript:hit()',
  ' javascript:hit()',
  'javascript://%0ahit()',
  'javascript&colon;hit()',
  'data:text/html,<script>hit()</script>',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="hit()"/>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://evil.example/1',
  'about:blank',
  'view-source:https://evil.example',
  'filesystem:https://evil.example/x',
  '//evil.example/x',
  '/relative',
  '\\\\evil.example',
  'https:',
  'http://[',
  '',
];

export interface Hostile {
  readonly title: string;
  readonly url: string;
  readonly image: string;
}

/** `pictures` is an address under which pictures are, for those payloads that come with a right beginning. */
export function hostileArticles(count: number, pictures: string): Hostile[] {
  return Array.from({ length: count }, (_, i) => {
    const markup = MARKUP[i % MARKUP.length] ?? '';
    const around = AROUND[Math.floor(i / MARKUP.length) % AROUND.length];
    const scheme = SCHEMES[i % SCHEMES.length] ?? '';
    return {
      title: `${i} ${around?.(markup)}`,
      url: i % 2 === 0 ? scheme : `https://evil.example/${i}?q=${markup}`,
      image: i % 3 === 0 ? `${pictures}?q=${markup}` : (SCHEMES[(i * 7) % SCHEMES.length] ?? ''),
    };
  });
}
