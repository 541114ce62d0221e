-- What was paid back, by the numbers the payment has at the provider and with us. Follows from the journal.
create table payments (
    seq bigint primary key,
    at_ms bigint not null,
    case_id text not null,
    remedy text not null,
    amount_fen bigint not null,
    reference text not null,
    -- Empty where somebody else paid, or one of us by hand.
    ours text not null
);
create index payments_case on payments (case_id, seq);
create index payments_reference on payments (reference);
create index payments_ours on payments (ours);
create index payments_at on payments (at_ms, seq) where ours <> '';

-- Statements of providers and banks, as they were taken in. Not in the journal, which notes what came of each.
create table statements (
    sha256 text primary key,
    name text not null,
    taken_ms bigint not null,
    first_ms bigint not null,
    last_ms bigint not null,
    entries bigint not null,
    in_fen bigint not null,
    out_fen bigint not null,
    matched bigint not null,
    differs bigint not null,
    missing bigint not null,
    extra bigint not null
);
create index statements_taken on statements (taken_ms, sha256);
create table statement_entries (
    statement text not null,
    line bigint not null,
    at_ms bigint not null,
    amount_fen bigint not null,
    reference text not null,
    ours text not null,
    primary key (statement, line)
);
create index statement_entries_reference on statement_entries (reference) where reference <> '';
create index statement_entries_ours on statement_entries (ours) where ours <> '';
