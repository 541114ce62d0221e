//! The tables the writer fills, column by column in the order of the rows that [`super::project`] makes.

use crate::db::Table;
use crate::db::Type::{Bytes, Int, Text};

pub const CONTENT: Table = Table {
    name: "content",
    columns: &[
        ("place", Int),
        ("object_id", Text),
        ("owner", Text),
        ("wrapped_key", Bytes),
        ("sealed", Bytes),
    ],
    conflict: "",
};
pub const LOOKUPS: Table = Table {
    name: "lookups",
    columns: &[("token", Text), ("owner", Text), ("kind", Text), ("object", Text)],
    conflict: "on conflict do nothing",
};
pub const JOURNAL: Table =
    Table { name: "journal", columns: &[("place", Int), ("entry", Bytes)], conflict: "" };
pub const LEAVES: Table =
    Table { name: "leaves", columns: &[("seq", Int), ("place", Int), ("leaf", Bytes)], conflict: "" };
pub const SUBJECTS: Table = Table {
    name: "subjects",
    columns: &[
        ("id", Text),
        ("version", Int),
        ("entries", Int),
        ("since", Int),
        ("head", Bytes),
        ("state", Bytes),
    ],
    conflict: "on conflict (id) do update set version = excluded.version, entries = excluded.entries, \
               head = excluded.head, state = excluded.state",
};
pub const QUEUE: Table = Table {
    name: "queue",
    columns: &[
        ("seq", Int),
        ("case_id", Text),
        ("number", Text),
        ("stage", Text),
        ("kind", Text),
        ("grade", Text),
        ("class", Text),
        ("merchant", Text),
        ("product", Text),
        ("owner", Text),
        ("open", Int),
        ("waiting", Int),
        ("unread", Int),
        ("due_ms", Int),
        ("clock", Text),
        ("from_ms", Int),
        ("filed_ms", Int),
        ("updated_ms", Int),
        ("brief", Text),
        ("score", Int),
        ("asked_ms", Int),
    ],
    conflict: "on conflict (case_id) do update set stage = excluded.stage, kind = excluded.kind, \
               grade = excluded.grade, class = excluded.class, merchant = excluded.merchant, \
               product = excluded.product, \
               owner = excluded.owner, open = excluded.open, waiting = excluded.waiting, \
               unread = excluded.unread, due_ms = excluded.due_ms, clock = excluded.clock, from_ms = excluded.from_ms, \
               updated_ms = excluded.updated_ms, brief = excluded.brief, score = excluded.score, \
               asked_ms = excluded.asked_ms",
};
pub const DEADLINES: Table = Table {
    name: "deadlines",
    columns: &[("subject", Text), ("tick_ms", Int)],
    conflict: "on conflict (subject) do update set tick_ms = excluded.tick_ms",
};
pub const OUTBOX: Table = Table {
    name: "outbox",
    columns: &[
        ("id", Text),
        ("seq", Int),
        ("subject", Text),
        ("kind", Text),
        ("party", Text),
        ("template", Text),
        ("remedy", Text),
        ("via", Text),
        ("state", Text),
        ("next_ms", Int),
        ("attempts", Int),
        ("code", Text),
    ],
    conflict: "",
};
pub const POSTINGS: Table = Table {
    name: "postings",
    columns: &[
        ("account", Text),
        ("seq", Int),
        ("at_ms", Int),
        ("amount_fen", Int),
        ("other", Text),
        ("case_id", Text),
        ("reason", Text),
        ("transfer", Text),
        ("authority", Text),
        ("entry", Int),
    ],
    conflict: "",
};
pub const ACCOUNTS: Table = Table {
    name: "accounts",
    columns: &[("account", Text), ("kind", Text), ("posted_fen", Int), ("held_fen", Int)],
    conflict: "on conflict (account) do update set posted_fen = excluded.posted_fen, held_fen = excluded.held_fen",
};
pub const PAYMENTS: Table = Table {
    name: "payments",
    columns: &[
        ("seq", Int),
        ("at_ms", Int),
        ("case_id", Text),
        ("remedy", Text),
        ("amount_fen", Int),
        ("reference", Text),
        ("ours", Text),
    ],
    conflict: "",
};
pub const INCOMING: Table = Table {
    name: "incoming",
    columns: &MONEY_OF_ORDER,
    conflict: "on conflict (order_id, nth) do update set at_ms = excluded.at_ms, \
               amount_fen = excluded.amount_fen, reference = excluded.reference",
};
pub const PAYOUTS: Table =
    Table { name: "payouts", columns: &MONEY_OF_ORDER, conflict: "on conflict do nothing" };
const MONEY_OF_ORDER: [(&str, crate::db::Type); 5] =
    [("order_id", Text), ("nth", Int), ("at_ms", Int), ("amount_fen", Int), ("reference", Text)];
pub const CONSIGNMENTS: Table = Table {
    name: "consignments",
    columns: &[("order_id", Text), ("due_ms", Int), ("net_fen", Int), ("left_fen", Int)],
    conflict: "on conflict (order_id) do update set due_ms = excluded.due_ms, net_fen = excluded.net_fen, \
               left_fen = excluded.left_fen",
};
pub const CLAIMS: Table = Table {
    name: "claims",
    columns: &[
        ("case_id", Text),
        ("claim", Text),
        ("debtor", Text),
        ("merchant", Text),
        ("raised_ms", Int),
        ("amount_fen", Int),
        ("left_fen", Int),
    ],
    conflict: "on conflict (case_id, claim) do update set debtor = excluded.debtor, left_fen = excluded.left_fen",
};
pub const ACTIVATIONS: Table =
    Table { name: "activations", columns: &[("no", Int), ("seq", Int)], conflict: "" };
pub const STAFF: Table = Table {
    name: "staff",
    columns: &[
        ("user_id", Text),
        ("role", Text),
        ("duty", Text),
        ("merchant", Text),
        ("work", Text),
        ("ways", Text),
    ],
    conflict: "on conflict (user_id) do update set role = excluded.role, duty = excluded.duty, \
               merchant = excluded.merchant, work = excluded.work, ways = excluded.ways",
};
pub const TALLIES: Table = Table {
    name: "tallies",
    columns: &[("day", Text), ("what", Text), ("of", Text), ("amount", Int)],
    conflict: "on conflict (what, of, day) do update set amount = tallies.amount + excluded.amount",
};
pub const ANSWERS: Table = Table {
    name: "answers",
    columns: &[("key", Text), ("answer", Text), ("at_ms", Int)],
    conflict: "on conflict do nothing",
};
pub const GUARDED: Table = Table {
    name: "guarded",
    columns: &[
        ("case_id", Text),
        ("seq", Int),
        ("kind", Text),
        ("bought", Int),
        ("closed_ms", Int),
        ("asked_ms", Int),
        ("granted_ms", Int),
        ("held", Int),
        ("restricted_ms", Int),
        ("unsealed_ms", Int),
        ("wanted", Int),
        ("erased_ms", Int),
    ],
    conflict: "on conflict (case_id) do update set kind = excluded.kind, bought = excluded.bought, \
               closed_ms = excluded.closed_ms, asked_ms = excluded.asked_ms, granted_ms = excluded.granted_ms, held = excluded.held, \
               restricted_ms = excluded.restricted_ms, unsealed_ms = excluded.unsealed_ms, \
               wanted = excluded.wanted, \
               erased_ms = excluded.erased_ms",
};
pub const ERASURES: Table = Table {
    name: "erasures",
    columns: &[("seq", Int), ("subject", Text), ("at_ms", Int), ("objects", Int), ("swept", Int)],
    conflict: "",
};
pub const PARCELS: Table = Table {
    name: "parcels",
    columns: &[
        ("parcel", Text),
        ("order_id", Text),
        ("route", Text),
        ("carrier", Text),
        ("product", Text),
        ("promised_ms", Int),
        ("scanned_ms", Int),
        ("delivered_ms", Int),
        ("warm_milli", Int),
        ("warm_ms", Int),
        ("case_id", Text),
        ("passed", Text),
        ("breaker", Text),
    ],
    conflict: "on conflict (parcel) do update set order_id = excluded.order_id, route = excluded.route, \
               carrier = excluded.carrier, product = excluded.product, promised_ms = excluded.promised_ms, \
               scanned_ms = excluded.scanned_ms, delivered_ms = excluded.delivered_ms, \
               warm_milli = excluded.warm_milli, warm_ms = excluded.warm_ms, case_id = excluded.case_id, \
               passed = excluded.passed, breaker = excluded.breaker",
};
pub const BREAKERS: Table = Table {
    name: "breakers",
    columns: &[("breaker", Text), ("tripped", Int), ("at_ms", Int)],
    conflict: "on conflict (breaker) do update set tripped = excluded.tripped, at_ms = excluded.at_ms",
};
pub const APPROVALS: Table = Table {
    name: "approvals",
    columns: &[("case_id", Text), ("seq", Int), ("due_ms", Int), ("to_user", Text)],
    conflict: "on conflict (case_id) do update set due_ms = excluded.due_ms, to_user = excluded.to_user",
};
pub const TODOS: Table = Table {
    name: "todos",
    columns: &[("subject", Text), ("kind", Text), ("of", Text), ("user_id", Text), ("due_ms", Int)],
    conflict: "",
};
pub const CITING: Table = Table {
    name: "citing",
    columns: &[("owner", Text), ("case_id", Text)],
    conflict: "on conflict do nothing",
};
