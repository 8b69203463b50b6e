-- Part of the amount in basis points, rounded down. Whole and rest are taken apart so that 18 digits cannot overflow.
create or replace function pay.fee_of(amount_minor bigint, basis_points int) returns bigint
language sql immutable parallel safe
return amount_minor / 10000 * basis_points + amount_minor % 10000 * basis_points / 10000;
