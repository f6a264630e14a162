CREATE TABLE "editorial_rules" (
	"revision" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"is_deleted" boolean DEFAULT false NOT NULL,
	"action" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_name" text NOT NULL,
	"beside_kind" text,
	"beside_name" text,
	"slot" integer,
	"factor" double precision,
	"mutual" boolean NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"author" text,
	"reason" text,
	"written_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"revision" bigserial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"policy" jsonb,
	"written_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "editorial_rules_id" ON "editorial_rules" USING btree ("id","revision");--> statement-breakpoint
CREATE INDEX "placements_name" ON "placements" USING btree ("name","revision");