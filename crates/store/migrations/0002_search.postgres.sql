-- The words of a document as prepared by the application, in parts because a tsvector ends at
-- position 16,383. Ids ascend with time, so the newest are found by walking the key backwards.
create table search (
    id bigint not null,
    part bigint not null,
    parts bigint not null,
    words tsvector not null,
    ids tsvector not null,
    tags tsvector not null,
    primary key (id, part)
);
-- New tokens wait in a list until it is folded in by whoever fills it; a short list makes that pause short.
create index search_words on search using gin (words) with (gin_pending_list_limit = 1024);
create index search_ids on search using gin (ids) with (gin_pending_list_limit = 1024);
create index search_tags on search using gin (tags) with (gin_pending_list_limit = 1024);

create table search_reached (one bigint primary key, seq bigint not null);
insert into search_reached (one, seq) values (1, 0);
