create function journal_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'journal entries are never rewritten or deleted';
end $$;
create trigger journal_no_change before update or delete on journal
    for each row execute function journal_is_final();
create trigger journal_no_truncate before truncate on journal
    for each statement execute function journal_is_final();
create trigger leaves_no_change before update or delete on leaves
    for each row execute function journal_is_final();
create trigger leaves_no_truncate before truncate on leaves
    for each statement execute function journal_is_final();
create trigger views_no_change before update or delete on views
    for each row execute function journal_is_final();
create trigger views_no_truncate before truncate on views
    for each statement execute function journal_is_final();
