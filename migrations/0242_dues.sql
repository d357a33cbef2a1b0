-- Membership in practice: fees, applications, renewals, invoices, figures and votes.

-- Where the company's invoices go; the law wants the buyer's address on them.
ALTER TABLE company ADD COLUMN address text CHECK (length(address) <= 300);

-- How the cluster collects its dues.
CREATE TABLE dues_settings (
  cluster_id uuid PRIMARY KEY REFERENCES cluster (id),
  renewal_rule text NOT NULL DEFAULT 'calendar-year' CHECK (renewal_rule IN ('calendar-year', 'anniversary')),
  reminder_days smallint[] NOT NULL DEFAULT '{60,30,7}',
  grace_days smallint NOT NULL DEFAULT 30 CHECK (grace_days BETWEEN 0 AND 366),
  payment_days smallint NOT NULL DEFAULT 14 CHECK (payment_days BETWEEN 0 AND 366),
  -- What stands on an invoice about the seller.
  seller jsonb,
  version integer NOT NULL DEFAULT 1
);

-- Whether companies may apply by the public form.
CREATE TABLE admission_settings (
  cluster_id uuid PRIMARY KEY REFERENCES cluster (id),
  takes_applications boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1
);

-- The words an applicant agreed to; a new wording is a new version, an old one is never changed.
CREATE TABLE consent_text (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  number integer NOT NULL,
  words jsonb NOT NULL,
  written_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, number)
);

-- What a tier costs from a day on. A band begins at `from` (people, or cents of turnover) and reaches to the next.
CREATE TABLE fee (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  tier_id uuid NOT NULL,
  valid_from date NOT NULL,
  basis text NOT NULL CHECK (basis IN ('free', 'flat', 'headcount', 'turnover')),
  currency text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
  -- Hundredths of a per cent; missing where no VAT is charged, and then `vat_note` says by which law.
  vat_rate integer CHECK (vat_rate BETWEEN 0 AND 5000),
  vat_note jsonb NOT NULL DEFAULT '{}',
  bands jsonb NOT NULL DEFAULT '[]',
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  UNIQUE (cluster_id, tier_id, valid_from),
  FOREIGN KEY (cluster_id, tier_id) REFERENCES tier (cluster_id, id)
);

CREATE TABLE application (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('unconfirmed', 'waiting', 'asked', 'approved', 'declined')),
  language text NOT NULL CHECK (language IN ('en', 'et')),
  legal_name text NOT NULL,
  register_code text,
  vat_number text,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  address text NOT NULL,
  website text,
  summary text NOT NULL,
  tier_id uuid,
  contact_name text NOT NULL,
  contact_title text,
  contact_email text NOT NULL,
  contact_phone text,
  consent_number integer NOT NULL,
  consented_at timestamptz NOT NULL,
  token_hash text NOT NULL,
  token_expires_at timestamptz NOT NULL,
  -- Staff's question while the status is `asked`, kept afterwards.
  question text,
  -- Why it was declined, as told to the applicant.
  reason text,
  company_id uuid,
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, tier_id) REFERENCES tier (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id),
  FOREIGN KEY (cluster_id, consent_number) REFERENCES consent_text (cluster_id, number)
);
CREATE UNIQUE INDEX application_token ON application (cluster_id, token_hash);
CREATE INDEX application_newest ON application (cluster_id, created_at DESC);

-- A reminder goes out once for each end of a period.
CREATE TABLE renewal_reminder (
  cluster_id uuid NOT NULL,
  company_id uuid NOT NULL,
  ends_on date NOT NULL,
  days_before smallint NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, company_id, ends_on, days_before),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);

-- A draft has no number. Numbered, it is a legal document: it changes no more and is taken back by a credit note only.
CREATE TABLE invoice (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('invoice', 'credit-note')),
  credits_id uuid,
  year smallint,
  number integer CHECK (number > 0),
  language text NOT NULL CHECK (language IN ('en', 'et')),
  period_from date,
  period_to date,
  issued_on date,
  due_on date,
  reference text,
  rf_reference text,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- [{ text, quantity, unitCents, vatRate, vatNote, feeId }]
  lines jsonb NOT NULL,
  net_cents bigint NOT NULL,
  vat_cents bigint NOT NULL,
  total_cents bigint NOT NULL CHECK (total_cents = net_cents + vat_cents),
  note text,
  seller jsonb,
  buyer jsonb,
  pdf_sha256 text CHECK (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  sent_at timestamptz,
  sent_to text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  UNIQUE (cluster_id, year, number),
  UNIQUE (cluster_id, credits_id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id),
  FOREIGN KEY (cluster_id, credits_id) REFERENCES invoice (cluster_id, id),
  CHECK ((kind = 'credit-note') = (credits_id IS NOT NULL)),
  CHECK ((kind = 'credit-note') = (total_cents < 0) OR total_cents = 0),
  CHECK ((period_from IS NULL) = (period_to IS NULL)),
  CHECK ((number IS NULL) = (year IS NULL) AND (number IS NULL) = (issued_on IS NULL)
    AND (number IS NULL) = (due_on IS NULL) AND (number IS NULL) = (reference IS NULL)
    AND (number IS NULL) = (rf_reference IS NULL) AND (number IS NULL) = (pdf_sha256 IS NULL)
    AND (number IS NULL) = (seller IS NULL) AND (number IS NULL) = (buyer IS NULL))
);
CREATE UNIQUE INDEX invoice_reference ON invoice (cluster_id, reference);
CREATE INDEX invoice_of_company ON invoice (cluster_id, company_id);

CREATE FUNCTION guard_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE following integer;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.number IS NOT NULL THEN
      RAISE EXCEPTION 'an issued invoice is never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.number IS NOT NULL THEN
    IF (to_jsonb(NEW) - 'sent_at' - 'sent_to' - 'version') <> (to_jsonb(OLD) - 'sent_at' - 'sent_to' - 'version') THEN
      RAISE EXCEPTION 'an issued invoice never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.number IS NOT NULL THEN
    SELECT coalesce(max(number), 0) + 1 INTO following FROM invoice
      WHERE cluster_id = NEW.cluster_id AND year = NEW.year;
    IF NEW.number <> following OR NEW.year <> extract(year FROM NEW.issued_on) THEN
      RAISE EXCEPTION 'invoice number % of % is not the next one', NEW.number, NEW.year
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_guarded BEFORE INSERT OR UPDATE OR DELETE ON invoice
  FOR EACH ROW EXECUTE FUNCTION guard_invoice();

-- Money that came in. A mistake is taken back by its opposite.
CREATE TABLE payment (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  paid_on date NOT NULL,
  cents bigint NOT NULL CHECK (cents <> 0),
  source text NOT NULL CHECK (source IN ('hand', 'statement')),
  -- The bank's own name of the entry: the same statement brought in twice adds nothing.
  bank_entry text,
  payer text,
  reverses_id uuid,
  recorded_by uuid,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id),
  UNIQUE (cluster_id, bank_entry),
  UNIQUE (cluster_id, reverses_id),
  CHECK ((reverses_id IS NOT NULL) = (cents < 0)),
  FOREIGN KEY (cluster_id, invoice_id) REFERENCES invoice (cluster_id, id),
  FOREIGN KEY (cluster_id, reverses_id) REFERENCES payment (cluster_id, id)
);
CREATE INDEX payment_of_invoice ON payment (cluster_id, invoice_id);

-- Turnover and people by year: seen by the company's own people and by nobody else, not even by the system.
CREATE TABLE company_figures (
  cluster_id uuid NOT NULL,
  company_id uuid NOT NULL,
  year smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
  turnover_cents bigint CHECK (turnover_cents >= 0),
  headcount integer CHECK (headcount >= 0),
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, company_id, year),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);

-- The fee band a company says it belongs to in a year; all that staff learn of its figures.
CREATE TABLE band_declaration (
  cluster_id uuid NOT NULL,
  company_id uuid NOT NULL,
  year smallint NOT NULL,
  fee_id uuid NOT NULL,
  band_from bigint NOT NULL,
  declared_by uuid,
  declared_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, company_id, year),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id),
  FOREIGN KEY (cluster_id, fee_id) REFERENCES fee (cluster_id, id)
);

-- One company, one vote.
CREATE TABLE vote (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  question text NOT NULL,
  explanation text,
  -- [{ id, text }]
  options jsonb NOT NULL,
  is_secret boolean NOT NULL,
  opened_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  -- Set with the result, when the votes are counted.
  closed_at timestamptz,
  -- { counts: { option: number }, cast, entitled }
  result jsonb,
  opened_by uuid,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  CHECK ((closed_at IS NULL) = (result IS NULL))
);

-- A company's vote. When a secret vote is counted the choice is wiped out; that a vote was cast stays.
CREATE TABLE ballot (
  cluster_id uuid NOT NULL,
  vote_id uuid NOT NULL,
  company_id uuid NOT NULL,
  option_id text,
  cast_by uuid,
  cast_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, vote_id, company_id),
  FOREIGN KEY (cluster_id, vote_id) REFERENCES vote (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);

-- The second wall.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['dues_settings', 'consent_text', 'fee', 'admission_settings', 'application', 'renewal_reminder', 'invoice',
    'payment', 'company_figures', 'band_declaration', 'vote', 'ballot'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
  -- Staff's own tables.
  FOREACH name IN ARRAY ARRAY['admission_settings', 'consent_text', 'application', 'renewal_reminder'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I USING (cluster_id = (SELECT current_cluster()) AND runs_cluster())',
      name || '_of_staff', name);
  END LOOP;
  -- Written by staff, read by everybody inside.
  FOREACH name IN ARRAY ARRAY['dues_settings', 'fee', 'vote'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (cluster_id = (SELECT current_cluster()) AND inside_cluster())',
      name || '_seen', name);
    EXECUTE format('CREATE POLICY %I ON %I FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()) AND runs_cluster())',
      name || '_made', name);
    EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING (cluster_id = (SELECT current_cluster()) AND runs_cluster())',
      name || '_changed', name);
  END LOOP;
END $$;
CREATE POLICY fee_removed ON fee FOR DELETE USING (cluster_id = (SELECT current_cluster()) AND runs_cluster());

-- Whether the caller may read the invoices of a company: its admins, and whoever it named as its dues contact.
CREATE FUNCTION pays_dues_of(company uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN company = current_company() AND (current_hat() = 'company-admin' OR current_hat() = 'company-member'
  AND EXISTS (SELECT FROM person p JOIN account a ON a.email = lower(p.email)
    WHERE p.cluster_id = current_cluster() AND p.company_id = company AND 'dues' = ANY (p.roles) AND a.id = current_account()));

CREATE POLICY invoice_seen ON invoice FOR SELECT USING (cluster_id = (SELECT current_cluster())
  AND (runs_cluster() OR number IS NOT NULL AND (current_hat() = 'auditor' OR pays_dues_of(company_id))));
CREATE POLICY invoice_made ON invoice FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()) AND runs_cluster());
CREATE POLICY invoice_changed ON invoice FOR UPDATE USING (cluster_id = (SELECT current_cluster()) AND runs_cluster());
CREATE POLICY invoice_removed ON invoice FOR DELETE
  USING (cluster_id = (SELECT current_cluster()) AND runs_cluster() AND number IS NULL);
CREATE POLICY payment_seen ON payment FOR SELECT USING (cluster_id = (SELECT current_cluster())
  AND (runs_cluster() OR EXISTS (SELECT FROM invoice i WHERE i.cluster_id = payment.cluster_id AND i.id = invoice_id)));
CREATE POLICY payment_made ON payment FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()) AND runs_cluster());

CREATE POLICY company_figures_own ON company_figures USING (cluster_id = (SELECT current_cluster())
  AND company_id = (SELECT current_company()) AND current_hat() IN ('company-admin', 'company-member'));

CREATE POLICY band_declaration_seen ON band_declaration FOR SELECT USING (cluster_id = (SELECT current_cluster())
  AND (runs_cluster() OR current_hat() IN ('company-admin', 'company-member') AND company_id = (SELECT current_company())));
CREATE POLICY band_declaration_made ON band_declaration FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster())
  AND (runs_cluster() OR current_hat() = 'company-admin' AND company_id = (SELECT current_company())));
CREATE POLICY band_declaration_changed ON band_declaration FOR UPDATE USING (cluster_id = (SELECT current_cluster())
  AND (runs_cluster() OR current_hat() = 'company-admin' AND company_id = (SELECT current_company())));

-- A ballot is its company's; of an open vote everybody inside reads it once the votes are counted.
CREATE POLICY ballot_seen ON ballot FOR SELECT USING (cluster_id = (SELECT current_cluster())
  AND (current_hat() = 'system'
    OR current_hat() IN ('company-admin', 'company-member') AND company_id = (SELECT current_company())
    OR inside_cluster() AND EXISTS (SELECT FROM vote v WHERE v.cluster_id = ballot.cluster_id AND v.id = vote_id
      AND NOT v.is_secret AND v.closed_at IS NOT NULL)));
CREATE POLICY ballot_cast ON ballot FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster())
  AND current_hat() = 'company-admin' AND company_id = (SELECT current_company())
  AND EXISTS (SELECT FROM vote v WHERE v.cluster_id = ballot.cluster_id AND v.id = vote_id AND v.closed_at IS NULL));
CREATE POLICY ballot_changed ON ballot FOR UPDATE USING (cluster_id = (SELECT current_cluster())
  AND (current_hat() = 'system' OR current_hat() = 'company-admin' AND company_id = (SELECT current_company())
    AND EXISTS (SELECT FROM vote v WHERE v.cluster_id = ballot.cluster_id AND v.id = vote_id AND v.closed_at IS NULL)));

GRANT SELECT, INSERT, UPDATE ON dues_settings, admission_settings, renewal_reminder, band_declaration, vote, ballot TO talgud_app;
GRANT SELECT, INSERT ON consent_text, payment TO talgud_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON fee, application, invoice, company_figures TO talgud_app;
