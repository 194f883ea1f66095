create table thing (id bigint primary key, label ${text});
