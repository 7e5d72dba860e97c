package dev.signalbox.gateway.provider.auth;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tokens of one grant, as the headers that go out with them. Shared by all event loops. */
final class TokenSource {
  private final Renewed<Map<String, String>> headers;
  private volatile List<String> secrets = List.of();

  TokenSource(Grant grant, TokenClient client, TokenSources.Clocks clocks) {
    this.headers =
        new Renewed<>(
            new Renewed.Terms(grant.label(), "token", "the token server"),
            now -> client.ask(grant, now).map(this::remembered),
            clocks);
  }

  /** The headers of the token, at once where there is one; fails with an {@link Unauthorized}. */
  Future<Map<String, String>> headers() {
    return headers.get();
  }

  private Renewed.Fresh<Map<String, String>> remembered(Token token) {
    secrets = Stream.concat(Stream.of(token.value()), secrets.stream()).limit(2).toList();
    return new Renewed.Fresh<>(
        Map.of(HeaderKey.BEARER.header(), HeaderKey.BEARER.prefix() + token.value()), token.life());
  }

  /** Takes back a token that was refused; whether {@code refused} are of this source. */
  boolean refused(Map<String, String> refused) {
    String said = refused.getOrDefault(HeaderKey.BEARER.header(), "");
    headers.drop(held -> said.equals(held.get(HeaderKey.BEARER.header())));
    return secrets.stream().anyMatch(token -> said.equals(HeaderKey.BEARER.prefix() + token));
  }

  /** The tokens that were given last. */
  List<String> secrets() {
    return secrets;
  }
}
