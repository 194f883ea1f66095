-- What jobs take besides cores and GPUs: bytes of memory on each node, and things by name with how
-- many of them, as fpga=1,licence=2.
alter table shape add column memory bigint default 0 not null;
alter table shape add column named varchar default '' not null;
