package dev.signalbox.gateway.provider.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.gateway.reach.HostResolver;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.InstantSource;

/**
 * The tokens of the process, which outlive a change of the configuration: the same grant goes on
 * with the token it has. Safe for use by several threads.
 */
public final class TokenSources {
  private static final long ANSWER_MILLIS = 10_000;

  private final TokenClient client;
  private final Clocks clocks;

  /** Kept as long as somebody is authorised by them. */
  private final Cache<Grant, TokenSource> sources = Caffeine.newBuilder().weakValues().build();

  /**
   * The clocks of the process.
   *
   * @param wall the time of day, for assertions
   * @param steady monotonic, for the life of tokens
   */
  public record Clocks(InstantSource wall, Clock steady) {}

  /** No tokens yet. */
  public TokenSources(Vertx vertx, HostResolver resolver, Clocks clocks) {
    this(new TokenClient(vertx, resolver, ANSWER_MILLIS), clocks);
  }

  TokenSources(TokenClient client, Clocks clocks) {
    this.client = client;
    this.clocks = clocks;
  }

  /**
   * Authorises with the tokens of {@code grant}.
   *
   * @param credential the label of the credential that stands for them
   * @param otherwise what is done with keys that callers bring
   */
  public Authorizer authorizer(Grant grant, String credential, Authorizer otherwise) {
    return new TokenAuthorizer(of(grant), credential, otherwise);
  }

  TokenSource of(Grant grant) {
    return sources.get(grant, wanted -> new TokenSource(wanted, client, clocks));
  }
}
