-- One row: which site the record is of, and where that was when it was opened last. Paths inside of
-- the site are relative from this version on; whole ones from before begin with "former".

create table place (
  site varchar not null,
  directory varchar not null,
  host varchar not null,
  former varchar not null
);
