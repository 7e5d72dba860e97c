-- What a later program might add: its own column has a default, so that earlier programs can go on writing.
alter table fact_requests add column region varchar(64) not null default '';
