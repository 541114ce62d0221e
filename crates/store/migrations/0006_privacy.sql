-- One row per case that was closed, held, restricted, or asked to be forgotten: what the inbox of erasures, the list
-- of holds and the retention job read. Times are 0 where there is none; `bought` is 1 where the case is about an order.
create table guarded (
    case_id text primary key,
    seq bigint not null,
    kind text not null,
    bought bigint not null,
    closed_ms bigint not null,
    asked_ms bigint not null,
    granted_ms bigint not null,
    held bigint not null,
    restricted_ms bigint not null,
    unsealed_ms bigint not null,
    wanted bigint not null,
    erased_ms bigint not null
);
create index guarded_asked on guarded (asked_ms) where asked_ms > 0;
create index guarded_granted on guarded (granted_ms) where granted_ms > 0;
create index guarded_held on guarded (seq) where held > 0;
create index guarded_restricted on guarded (restricted_ms) where restricted_ms > 0;
create index guarded_closed on guarded (kind, bought, closed_ms) where closed_ms > 0;

-- One row per entry that erased something. `swept` is 0 until files and search terms are gone from the disk too.
create table erasures (
    seq bigint primary key,
    subject text not null,
    at_ms bigint not null,
    objects bigint not null,
    swept bigint not null
);
create index erasures_subject on erasures (subject, seq);
create index erasures_due on erasures (seq) where swept = 0;

-- Written outside journal and decisions like the keys themselves: since when an epoch was in use, when a newer one
-- began, and when its key was destroyed. 0 is not yet. Content before the place `reached` was looked through for keys
-- of this epoch, in the pass that is under way.
create table epochs (
    number bigint primary key,
    made_ms bigint not null,
    retired_ms bigint not null,
    reached bigint not null,
    rewrapped_ms bigint not null,
    destroyed_ms bigint not null
);

-- Which cases froze the record of which order: whoever erases the order tells them.
create table citing (owner text not null, case_id text not null, primary key (owner, case_id));
