-- Vectors of the earlier form cannot be read any more: the next start builds the index anew.
DELETE FROM "generations";--> statement-breakpoint
ALTER TABLE "vectors" ADD COLUMN "neighbours" "bytea" NOT NULL;
