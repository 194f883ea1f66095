-- Numbers of nodes that moldable jobs can start on (0 and 0 for other jobs), and the limits within which
-- a run chooses among them (0 node-hours for no limit).
alter table shape add column fewest_nodes integer default 0 not null;
alter table shape add column most_nodes integer default 0 not null;
alter table run add column node_hours double precision default 0 not null;
alter table run add column efficiency double precision default 0.5 not null;
