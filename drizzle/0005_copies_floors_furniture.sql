CREATE TABLE "furniture" (
	"generation" integer NOT NULL,
	"hash" bigint NOT NULL,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"articles" integer NOT NULL,
	CONSTRAINT "furniture_generation_hash_pk" PRIMARY KEY("generation","hash")
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "floors" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "vectors" ADD COLUMN "fingerprint" "bytea" DEFAULT ''::bytea NOT NULL;--> statement-breakpoint
ALTER TABLE "furniture" ADD CONSTRAINT "furniture_generation_generations_number_fk" FOREIGN KEY ("generation") REFERENCES "public"."generations"("number") ON DELETE cascade ON UPDATE no action;