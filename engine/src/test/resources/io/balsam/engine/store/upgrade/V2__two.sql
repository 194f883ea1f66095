alter table thing add weight integer default 7 not null;
create table other (id bigint primary key);
