create trigger journal_no_update before update on journal begin
    select raise(abort, 'journal entries are never rewritten');
end;
create trigger journal_no_delete before delete on journal begin
    select raise(abort, 'journal entries are never deleted');
end;
create trigger leaves_no_update before update on leaves begin
    select raise(abort, 'journal entries are never rewritten');
end;
create trigger leaves_no_delete before delete on leaves begin
    select raise(abort, 'journal entries are never deleted');
end;
create trigger views_no_update before update on views begin
    select raise(abort, 'the read log is never rewritten');
end;
create trigger views_no_delete before delete on views begin
    select raise(abort, 'nothing is deleted from the read log');
end;
