/** Which lines head something that is no part of a story? The titles of boxes and forms, in the languages of our readers. */

/** From such a heading on, what follows in its container is no story: comments and forms. */
export const END_TITLES =
  /^(?:leave a (?:reply|comment)|post a comment|add a comment|write a comment|join the (?:conversation|discussion)|\d* ?(?:comments?|responses?|replies)(?: \(?\d+\)?)?|(?:no|\d+) (?:comments?|thoughts?)(?: yet| on\b.{0,200})?|comments are closed|schreibe? einen kommentar|kommentare?(?: \(?\d+\)?)?|deja (?:una respuesta|un comentario)|comentarios|laisser un commentaire|commentaires|deixe um comentário|lascia un commento|コメントを残す|コメント|اترك تعليقا?ً?|التعليقات|about the author|über den autor|sobre el autor|post navigation|written by .{1,60}|recommended from .{1,40}|about .{1,40} author|beitrags-?navigation)[.:!…]?$/i;

/** Such a heading heads a box; the story may go on behind it. */
export const BOX_TITLES =
  /^(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|(?:related|recommended|similar|popular|trending|latest|top|more) (?:posts?|articles?|stories|news|reads?|reading|content|links|coverage|topics?|videos?)|more (?:from|on|in|like) .{1,60}|related|recommended(?: for you)?|read (?:more|next|also|on)|also read|see also|most (?:read|popular|viewed|shared)|what to read next|up next|don['’]t miss|editors?['’]s? picks?|trending(?: now)?|share(?: (?:this|on|via).{0,60})?|share this(?::)?|like this|follow us.{0,60}|newsletter|(?:sign up|subscribe)\b.{0,100}|get (?:the|our) .{0,60}(?:newsletter|inbox).{0,40}|stay (?:informed|up to date).{0,60}|advertisement|sponsored(?: content)?|das könnte (?:sie|dich) auch interessieren|(?:lesen sie|lies) auch|mehr zum thema|ähnliche (?:beiträge|artikel)|meistgelesen|auch interessant|anzeige|teilen|también (?:te|le) puede interesar|te puede interesar|(?:artículos|noticias|entradas) relacionad[oa]s|lee también|más leídas|compartir|articles (?:similaires|liés)|à lire aussi|vous aimerez aussi|leia (?:também|mais)|veja também|leggi anche|articoli correlati|関連記事|関連リンク|あわせて読みたい|おすすめ記事|人気記事|シェアする|اقرأ أيضا?ً?|مواضيع ذات صلة|أخبار ذات صلة|قد يعجبك أيضا?ً?|شارك)[.:!…]?$/i;

/** A paragraph that begins so and consists of little but a link points elsewhere. */
export const POINTERS =
  /^(?:read (?:more|also|next|the full)|also read|related|see also|more(?: on this)?|recommended|watch|listen|don['’]t miss|click here|continue reading|(?:lesen sie|lies) (?:auch|mehr|hier)|mehr dazu|(?:lee|lea|leer) (?:también|más)|te puede interesar|à lire aussi|leia também|leggi anche|関連|あわせて読みたい|اقرأ أيضا?ً?)[:：]?/iu;

/** A paragraph that asks for something instead of telling. */
export const APPEALS =
  /^(?:sign up (?:for|to)|subscribe (?:to|now|for)|follow us on|like us on|join (?:our|us on)|download (?:our|the) app|get the latest .{1,80} (?:inbox|newsletter)|support (?:our|us)\b.{0,60}|share this (?:story|article|post)|this (?:story|article|post) (?:contains affiliate|may contain affiliate)|(?:advertisement|advert|anzeige|publicidad|publicité|広告|إعلان)$|loading\.{0,3}$|photo(?:graph)?(?: by| credit|:)|image(?: credit|:)|credit:)/i;

/** Whoever links it offers a newsletter. */
export const LETTERS = /newsletter|bolet[ií]n|infolettre|rundbrief|メルマガ|النشرة البريدية/i;

/** Lines above and below a text that are no part of it, where the container holds them. */
export const LINES_ABOVE =
  /^(?:(?:written |posted |published )?by:? .{2,80}|(?:von|por|par|di) .{2,60}|\d+ min(?:ute)?s? read|.{0,20}\d{1,2}[./ ](?:\d{1,2}|\p{L}{3,12})[./ ](?:19|20)\d\d.{0,20}|\p{L}{3,12} \d{1,2}, (?:19|20)\d\d)$/iu;
export const LINES_BELOW =
  /^(?:©|\(c\) ?\d|copyright\b|all rights reserved|alle rechte vorbehalten|tags?:|filed under|tagged|categor(?:y|ies):|schlagw|etiquetas:|archivado en|タグ[:：])/i;
