-- Apps as the script declared them: a run goes on from these, and its script is read again only for
-- code. Null in runs of earlier versions.

alter table run add column apps ${text};
