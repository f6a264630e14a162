CREATE TABLE "labels" (
	"a" text NOT NULL,
	"b" text NOT NULL,
	"gain" double precision NOT NULL,
	"author" text NOT NULL,
	"labelled_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "labels_a_b_author_pk" PRIMARY KEY("a","b","author")
);
--> statement-breakpoint
CREATE INDEX "labels_b" ON "labels" USING btree ("b");--> statement-breakpoint
CREATE INDEX "articles_title_words" ON "articles" USING gin (to_tsvector('simple', translate("title", './-_@:+<>&=;''’‘“”„«»–—…', '                       ')));