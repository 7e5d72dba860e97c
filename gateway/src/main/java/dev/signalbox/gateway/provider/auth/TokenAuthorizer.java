package dev.signalbox.gateway.provider.auth;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Authorises with tokens; equal to another with the same source, which is the same for the same
 * grant.
 *
 * @param credential the label of the credential that stands for the tokens
 * @param otherwise what is done with keys that callers bring
 */
record TokenAuthorizer(TokenSource source, String credential, Authorizer otherwise)
    implements Authorizer {
  @Override
  public Future<Map<String, String>> authorize(Outgoing outgoing) {
    boolean ours =
        outgoing.credential().filter(picked -> picked.label().equals(credential)).isPresent();
    return ours ? source.headers() : otherwise.authorize(outgoing);
  }

  @Override
  public boolean refused(Map<String, String> headers) {
    return source.refused(headers);
  }

  @Override
  public List<String> secrets() {
    return source.secrets();
  }
}
