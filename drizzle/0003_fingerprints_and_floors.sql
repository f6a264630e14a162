ALTER TABLE "generations" ADD COLUMN "floors" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "vectors" ADD COLUMN "fingerprint" "bytea" DEFAULT ''::bytea NOT NULL;