package dev.signalbox.gateway.admin.facts;

import dev.signalbox.analytics.node.Membership;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.analytics.store.WriterState;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.protect.Protection;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.replica.Readiness;
import dev.signalbox.gateway.tracing.TracingReport;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the control paths tell of the running process.
 *
 * @param startedSeconds Unix time of the start
 * @param port the port that is really bound
 * @param readiness whether new work is taken
 * @param membership what the process is among those that share its database
 * @param config which configuration is served
 * @param store how storing what happens is getting on
 * @param providers the enabled ones, in config order
 * @param reader tells what is stored
 * @param protection keeps the process from more than it can do
 * @param tracing what became of spans; gives nothing where no request is traced
 */
public record ProcessFacts(
    String version,
    InstantSource clock,
    long startedSeconds,
    IntSupplier port,
    Supplier<Readiness.State> readiness,
    Membership membership,
    Supplier<ConfigState> config,
    Supplier<WriterState> store,
    List<UpstreamSpec> providers,
    Reader reader,
    Execution execution,
    Protection protection,
    Supplier<Optional<TracingReport>> tracing) {
  public ProcessFacts {
    providers = List.copyOf(providers);
  }
}
