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
    extra bigint not null,
    in_matched bigint not null,
    in_differs bigint not null,
    in_missing bigint not null,
    in_extra bigint not null,
    payout_matched bigint not null,
    payout_differs bigint not null,
    payout_missing bigint not null
);
create index statements_taken on statements (taken_ms, sha256);
create table statement_entries (
    statement text not null,
    line bigint not null,
    at_ms bigint not null,
    amount_fen bigint not null,
    reference text not null,
    ours text not null,
    -- The order whose number `ours` is, if there is one.
    order_id text not null,
    primary key (statement, line)
);
create index statement_entries_reference on statement_entries (reference) where reference <> '';
create index statement_entries_ours on statement_entries (ours) where ours <> '';
create index statement_entries_order on statement_entries (order_id) where order_id <> '';

-- What buyers paid, as the shop system says; what came in is laid beside it.
create table incoming (
    order_id text not null,
    nth bigint not null,
    at_ms bigint not null,
    amount_fen bigint not null,
    reference text not null,
    primary key (order_id, nth)
);
create index incoming_reference on incoming (reference) where reference <> '';
create index incoming_at on incoming (at_ms, order_id);

-- Sales for the owners of goods: until when they are to be paid, and how much of it is left.
create table consignments (
    order_id text primary key,
    due_ms bigint not null,
    net_fen bigint not null,
    left_fen bigint not null
);
create index consignments_due on consignments (due_ms, order_id) where left_fen > 0;

-- What was paid out to them, as the shop system says.
create table payouts (
    order_id text not null,
    nth bigint not null,
    at_ms bigint not null,
    amount_fen bigint not null,
    reference text not null,
    primary key (order_id, nth)
);
create index payouts_reference on payouts (reference);
create index payouts_at on payouts (at_ms, order_id);
