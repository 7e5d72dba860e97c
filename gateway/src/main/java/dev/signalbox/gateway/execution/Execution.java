package dev.signalbox.gateway.execution;

/** What carrying plans out shares between all event loops. */
public record Execution(
    Guards guards,
    HealthBoard board,
    FaultCounters counters,
    UnpricedModels unpriced,
    HedgeBudgets hedges,
    BackOff backOff) {}
