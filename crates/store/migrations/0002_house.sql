-- One row: how far journal and case numbers have come. Every commit takes it first, so writers queue here.
create table head (
    id bigint primary key,
    size bigint not null,
    at_ms bigint not null,
    year bigint not null,
    number bigint not null,
    turn bigint not null
);
insert into head (id, size, at_ms, year, number, turn) values (1, 0, 0, 0, 0, 0);

-- What happened: exact bytes, packed, never changed (see the trigger of each database). `place` is made of the position
-- of the subject's first entry and the entry's number within the subject, so the entries of a subject lie together.
create table journal (place bigint primary key, entry bytea not null);
-- The order of the whole, and what the tree is made of. Never changed either.
create table leaves (seq bigint primary key, place bigint not null, leaf bytea not null);

-- Roots of full tiles of the tree.
create table tree (
    level bigint not null,
    idx bigint not null,
    hash bytea not null,
    primary key (level, idx)
);
create table checkpoints (size bigint primary key, at_ms bigint not null, note text not null);
-- What witnesses wrote below a checkpoint, and how far anybody outside has come with the journal.
create table cosignatures (
    size bigint not null,
    witness text not null,
    key text not null,
    line text not null,
    at_ms bigint not null,
    primary key (size, witness)
);
-- Certificates of authorities, named by stamps through their digest.
create table chains (digest text primary key, pem text not null);
create table outsiders (
    holder text not null,
    name text not null,
    size bigint not null,
    at_ms bigint not null,
    failures bigint not null,
    words text not null,
    primary key (holder, name)
);

-- What is. `version` rises with what a form could have been made from, `entries` with every entry; `since` is the
-- position of the first. `state` is packed.
create table subjects (
    id text primary key,
    version bigint not null,
    entries bigint not null,
    since bigint not null,
    head bytea not null,
    state bytea not null
);

-- One row per case for lists; `due_ms` is the next clock, `open` and `waiting` are 0 or 1.
create table queue (
    seq bigint primary key,
    case_id text not null,
    number text not null,
    stage text not null,
    kind text not null,
    grade text not null,
    class text not null,
    merchant text not null,
    product text not null,
    owner text not null,
    open bigint not null,
    waiting bigint not null,
    unread bigint not null,
    due_ms bigint not null,
    clock text not null,
    from_ms bigint not null,
    filed_ms bigint not null,
    updated_ms bigint not null,
    brief text not null,
    score bigint,
    -- Until when the shop itself has to do something; 0 where nothing is asked of it.
    asked_ms bigint not null default 0
);
create unique index queue_case on queue (case_id);
create unique index queue_number on queue (number);
create index queue_kind on queue (kind, seq);
create index queue_grade on queue (grade, seq);
create index queue_merchant on queue (merchant, seq);
create index queue_owner on queue (owner, seq);
-- Closed cases like one that is being decided.
create index queue_closed_product on queue (product, seq) where open = 0 and product <> '';
create index queue_closed_merchant on queue (merchant, seq) where open = 0 and merchant <> '';
create index queue_closed_kind on queue (kind, seq) where open = 0;
create index queue_due on queue (due_ms, seq) where open = 1;
create index queue_kind_due on queue (kind, due_ms, seq) where open = 1;
create index queue_grade_due on queue (grade, due_ms, seq) where open = 1;
create index queue_merchant_due on queue (merchant, due_ms, seq) where open = 1;
create index queue_owner_due on queue (owner, due_ms, seq) where open = 1;
create index queue_asked on queue (merchant, asked_ms, seq) where asked_ms > 0;
create index queue_waiting on queue (due_ms, seq) where open = 1 and waiting = 1;

-- When a subject wants to be looked at again.
create table deadlines (subject text primary key, tick_ms bigint not null);
create index deadlines_tick on deadlines (tick_ms);

-- What is to leave the house. A payment's id is our reference with the provider.
create table outbox (
    id text primary key,
    seq bigint not null,
    subject text not null,
    kind text not null,
    party text not null,
    template text not null,
    remedy text not null,
    via text not null,
    state text not null,
    next_ms bigint not null,
    attempts bigint not null,
    code text not null
);
create index outbox_due on outbox (kind, next_ms, seq) where state = 'due';
create index outbox_dead on outbox (seq) where state = 'dead';
create index outbox_subject on outbox (subject, seq);

create table postings (
    account text not null,
    seq bigint not null,
    at_ms bigint not null,
    amount_fen bigint not null,
    other text not null,
    case_id text not null,
    reason text not null,
    -- Its name, who or which rule let it be, and the entry of the case (or of the account) by which it came.
    transfer text not null,
    authority text not null,
    entry bigint not null,
    primary key (account, seq)
);
create index postings_case on postings (case_id, seq) where case_id <> '';
-- What accounts have come to; the state of each says the same.
create table accounts (
    account text primary key,
    kind text not null,
    posted_fen bigint not null,
    held_fen bigint not null
);
-- What the platform paid ahead and claims back.
create table claims (
    case_id text not null,
    claim text not null,
    debtor text not null,
    merchant text not null,
    raised_ms bigint not null,
    amount_fen bigint not null,
    left_fen bigint not null,
    primary key (case_id, claim)
);
create index claims_open on claims (raised_ms, case_id, claim) where left_fen > 0;
create index accounts_kind on accounts (kind, account) where posted_fen <> 0 or held_fen <> 0;

-- When playbooks were activated, for their list; the entry at `seq` says which, why and by whom.
create table activations (no bigint primary key, seq bigint not null);

-- Cases in which something above a limit waits for a yes, for the inbox.
create table approvals (
    case_id text primary key,
    seq bigint not null,
    due_ms bigint not null,
    to_user text not null
);
create index approvals_due on approvals (due_ms, seq);

create table staff (
    user_id text primary key,
    role text not null,
    duty text not null,
    merchant text not null,
    work text not null,
    -- How they are told what waits for them, the first way first; empty where they are not.
    ways text not null
);
-- What waits for one of ours in a case, or of a merchant; `due_ms` as in `queue` where it has no day.
create table todos (
    subject text not null,
    kind text not null,
    of text not null,
    user_id text not null,
    due_ms bigint not null,
    primary key (subject, kind, of, user_id)
);
create index todos_user on todos (user_id, due_ms, subject);

-- Sums per day that managers look at, kept by the writer, so that no page has to count.
create table tallies (
    day text not null,
    what text not null,
    of text not null,
    amount bigint not null,
    primary key (what, of, day)
);

-- The rest is written outside the writer and journal, on purpose: none of it is part of a case.
create table answers (key text primary key, answer text not null, at_ms bigint not null);
create table sessions (
    token text primary key,
    user_id text not null,
    made_ms bigint not null,
    until_ms bigint not null
);
create index sessions_user on sessions (user_id);
create table leases (name text primary key, holder text not null, until_ms bigint not null);
create table drafts (
    user_id text not null,
    case_id text not null,
    form text not null,
    wrapped_key bytea not null,
    sealed bytea not null,
    at_ms bigint not null,
    primary key (user_id, case_id, form)
);
-- The read log: who looked at what of a case. One row for ten minutes (`slot_ms`) in which somebody did the same;
-- `item` is a piece of evidence or empty. Nothing is changed or deleted here: an hourly root of it stands in the journal.
create table views (
    case_id text not null,
    slot_ms bigint not null,
    item text not null,
    how text not null,
    actor text not null,
    role text not null,
    at_ms bigint not null,
    id text not null,
    primary key (case_id, slot_ms, item, how, actor)
);
create index views_slot on views (slot_ms);

-- Parcels as rules over them read them; the state of each says the same. Times that are not known are null.
create table parcels (
    parcel text primary key,
    order_id text not null,
    route text not null,
    carrier text not null,
    product text not null,
    promised_ms bigint,
    scanned_ms bigint,
    delivered_ms bigint,
    warm_milli bigint,
    warm_ms bigint,
    -- The case and offer that a breaker made for it, or why it made none.
    case_id text not null,
    passed text not null,
    breaker text not null
);
create index parcels_promised on parcels (promised_ms) where promised_ms is not null;
create index parcels_scanned on parcels (scanned_ms) where scanned_ms is not null and delivered_ms is null;
create index parcels_delivered on parcels (delivered_ms) where delivered_ms is not null;
create index parcels_warm on parcels (warm_ms) where warm_ms is not null;
create index parcels_breaker on parcels (breaker, parcel) where breaker <> '';
-- Breakers over them, tripped or not; `at_ms` is when that began.
create table breakers (breaker text primary key, tripped bigint not null, at_ms bigint not null);
create index breakers_at on breakers (tripped, at_ms, breaker);
