CREATE SEQUENCE "public"."article_revision" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "articles" (
	"key" serial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"url" text,
	"url_key" text,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"excerpt" text,
	"author" text,
	"section" text,
	"tags" text[] NOT NULL,
	"image" text,
	"language" text,
	"analysis_language" text NOT NULL,
	"published_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"evergreen" boolean NOT NULL,
	"modified_at" timestamp (3) with time zone,
	"content_hash" text NOT NULL,
	"revision" bigint NOT NULL,
	"stored_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "articles_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "generations" (
	"number" serial PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"settings" jsonb NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	"documents" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"stage" text DEFAULT 'waiting' NOT NULL,
	"holder" text NOT NULL,
	"heartbeat_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"activated_at" timestamp (3) with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "terms" (
	"generation" integer NOT NULL,
	"id" integer NOT NULL,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"document_frequency" integer NOT NULL,
	CONSTRAINT "terms_generation_id_pk" PRIMARY KEY("generation","id")
);
--> statement-breakpoint
CREATE TABLE "vectors" (
	"generation" integer NOT NULL,
	"article" integer NOT NULL,
	"own" "bytea" NOT NULL,
	"expanded" "bytea" NOT NULL,
	CONSTRAINT "vectors_generation_article_pk" PRIMARY KEY("generation","article")
);
--> statement-breakpoint
ALTER TABLE "terms" ADD CONSTRAINT "terms_generation_generations_number_fk" FOREIGN KEY ("generation") REFERENCES "public"."generations"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vectors" ADD CONSTRAINT "vectors_generation_generations_number_fk" FOREIGN KEY ("generation") REFERENCES "public"."generations"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vectors" ADD CONSTRAINT "vectors_article_articles_key_fk" FOREIGN KEY ("article") REFERENCES "public"."articles"("key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "articles_revision" ON "articles" USING btree ("revision");--> statement-breakpoint
CREATE UNIQUE INDEX "articles_url_key" ON "articles" USING btree ("url_key") WHERE deleted_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "generations_one_active" ON "generations" USING btree ("status") WHERE status = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "generations_one_building" ON "generations" USING btree ("status") WHERE status = 'building';--> statement-breakpoint
CREATE INDEX "vectors_article" ON "vectors" USING btree ("article");