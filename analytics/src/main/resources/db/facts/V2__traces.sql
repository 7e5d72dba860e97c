-- Under which id systems for traces know a request; requests that were not traced have no row.
create table fact_traces (
  request bigint not null primary key,
  trace_id varchar(32) not null
);
create index fact_traces_by_trace_id on fact_traces (trace_id);
