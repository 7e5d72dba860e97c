package dev.signalbox.gateway.provider.aws;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.gateway.provider.auth.Renewed;
import dev.signalbox.gateway.provider.auth.TokenSources;
import io.vertx.core.Vertx;

/**
 * The access keys that the machine gives the process, which outlive a change of the configuration.
 * Safe for use by several threads.
 */
public final class AwsKeySources {
  private static final long ANSWER_MILLIS = 2_000;

  private final Vertx vertx;
  private final MetadataClient client;
  private final TokenSources.Clocks clocks;

  /** Kept as long as somebody signs with them. */
  private final Cache<AwsHost, Renewed<AwsKeys>> sources =
      Caffeine.newBuilder().weakValues().build();

  /** No keys yet. */
  public AwsKeySources(Vertx vertx, TokenSources.Clocks clocks) {
    this.vertx = vertx;
    this.client = new MetadataClient(vertx, ANSWER_MILLIS);
    this.clocks = clocks;
  }

  /** Those of {@code host}, for the provider {@code label} first. */
  public Renewed<AwsKeys> of(String label, AwsHost host) {
    return sources.get(
        host,
        wanted ->
            new Renewed<>(
                new Renewed.Terms(label, "access key of AWS", "what gives access keys"),
                new HostKeys(vertx, client, wanted),
                clocks));
  }
}
