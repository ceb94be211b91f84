-- Size of an enterprise, as the enterprise states it: who moves by a new rule, and who is inspected, is told by size too.
ALTER TABLE enterprise ADD COLUMN size text CHECK (size IN ('large', 'medium', 'small', 'micro'));
--> statement-breakpoint
ALTER TABLE inspection_pool ADD COLUMN size text NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE inspection_pool DROP CONSTRAINT inspection_pool_pkey, ADD PRIMARY KEY (region_code, sector, permit_class, size);
--> statement-breakpoint
ALTER TABLE inspection_pool ALTER COLUMN size DROP DEFAULT;
