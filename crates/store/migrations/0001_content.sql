-- All text, names and contacts, each row sealed with its own key under an epoch key kept outside the
-- database. `owner` is the subject whose erasure erases it; a file's row has `sealed` NULL, its
-- bytes are an object beside the database. `place` follows that of
-- the entry that names the object, and ids begin with a mark of their owner, so its objects lie together twice.
create table content (
    place bigint primary key,
    object_id text not null unique,
    owner text not null,
    wrapped_key bytea not null,
    sealed bytea
);

-- How a person, contact, parcel or picture is found again without storing it readably: `token` is the HMAC of the
-- normalised value, `kind` what sort of value it is, `object` the content it was read from. Rows go with their content
-- and with their owner.
create table lookups (
    token text not null,
    owner text not null,
    kind text not null,
    object text not null,
    primary key (token, owner)
);
create index lookups_owner on lookups (owner);
