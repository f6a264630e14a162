/** Which elements of a page are no part of its story? By element, class, id and role, in the names that themes use. */

/** Never text of a story, in whatever markup. */
const ELEMENTS = new Set(
  'script style noscript template svg canvas iframe object embed form button select textarea input dialog audio video figcaption amp-ad amp-embed amp-social-share amp-sidebar amp-consent amp-carousel-caption'.split(
    ' ',
  ),
);

/** Whole tokens of class or id. */
const TOKENS = new Set(
  `comments comment-list commentlist comment-respond respond comment-form disqus_thread
  sharedaddy sd-sharing jp-relatedposts sharing-buttons share-buttons social-share addtoany_share_save_container
  related-posts related related-articles related-content related-stories yarpp yarpp-related crp_related you-may-also-like
  read-more-box more-stories more-on recommended recommendations recirculation outbrain taboola OUTBRAIN
  post-navigation nav-links breadcrumb breadcrumbs pagination post-pagination screen-reader-text sr-only visually-hidden
  wp-caption-text gallery-caption caption image-caption img-caption photo-caption media-caption credit photo-credit image-credit
  advertisement ad-container ad-slot advert adsbygoogle sponsored
  author-box author-bio about-author author-info post-author-box entry-author
  paywall paywall-prompt subscription-widget-wrap subscription-widget subscribe-widget subscribe-box
  post-tags tags-links cat-links entry-footer entry-meta post-meta byline posted-on
  sidebar widget-area wp-block-embed speechify-ignore td-a-rec site-header site-footer cookie-banner cookie-notice cookie-consent cookie-law-info-bar gdpr`.split(
    /\s+/,
  ),
);

/** Parts of a token, where themes vary the rest. */
const PARTS =
  /(?:^|[-_])(?:newsletter|sign-?up|subscribe-form|mailchimp|mc4wp|cookie-?(?:banner|notice|consent|bar)|consent|share-?(?:bar|tools|box|links|icons|daddy)|social-?(?:share|links|media|icons|bar|buttons)|related-?(?:posts?|articles?|stories|content|links|news|reads?|items)|also-like|most-(?:read|popular)|key-events|recommended-?(?:posts?|articles?|stories|reading)|trending|comment-?(?:form|respond|list|section|s-area)|comments-area|promo(?:-box)?|outbrain|taboola|caption-text|figcaption|ad-(?:slot|unit|container|wrapper|banner)|adsense|paywall-?(?:banner|overlay|cta|prompt))(?:$|[-_\d])/i;

const ROLES = new Set(['navigation', 'search', 'dialog', 'alertdialog', 'contentinfo', 'complementary']);

/** `attributes`: with lower-case names. */
export function isBoilerplate(element: string, attributes: Readonly<Record<string, string>>): boolean {
  if (ELEMENTS.has(element)) return true;
  if ('hidden' in attributes || attributes['aria-hidden'] === 'true') return true;
  if (attributes.role !== undefined && ROLES.has(attributes.role)) return true;
  if (attributes.style !== undefined && /display\s*:\s*none/i.test(attributes.style)) return true;
  if (element === 'body' || element === 'html' || element === 'article' || element === 'main') return false;
  return namesBoilerplate(attributes.class) || namesBoilerplate(attributes.id);
}

function namesBoilerplate(names: string | undefined): boolean {
  if (!names) return false;
  return names
    .slice(0, 1000)
    .split(/\s+/)
    .some((name) => TOKENS.has(name) || PARTS.test(name));
}
