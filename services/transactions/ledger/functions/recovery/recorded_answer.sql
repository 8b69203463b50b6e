-- An answer without what only its request needs: a batch of them is one row, and the Data API takes 64 KB of one.
create or replace function pay.recorded_answer(answer jsonb) returns jsonb
language sql immutable
begin atomic
  select jsonb_strip_nulls(jsonb_build_object(
    'outcome', answer -> 'outcome', 'replayed', answer -> 'replayed', 'epoch', answer -> 'epoch'
  ));
end;
