package dev.signalbox.gateway;

import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.http.HttpLoop;
import dev.signalbox.gateway.limit.CallerLimits;
import dev.signalbox.gateway.media.MediaSettings;
import dev.signalbox.gateway.pipeline.ModelFacts;
import dev.signalbox.gateway.provider.ProviderKeys;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.route.SessionMemory;
import java.util.Optional;

/**
 * Everything that is made from one configuration and shared by all event loops. A reload makes a
 * new one; a request stays with the one that it began with, to its end.
 *
 * @param number of this one among those of the process, from 1
 * @param clusters what prompts are placed among; empty where they are not
 * @param begin called once, just before the first request comes
 * @param end gives back what only this one holds; called once, when nobody uses it any more
 */
record Live(
    long number,
    GatewayConfig config,
    HttpLoop.Shared http,
    ProviderKeys providers,
    Routing routing,
    SessionMemory sessions,
    ModelFacts facts,
    Execution execution,
    MediaSettings media,
    Budgets budgets,
    CallerLimits limits,
    Optional<PromptClusters> clusters,
    Runnable begin,
    Runnable end) {}
