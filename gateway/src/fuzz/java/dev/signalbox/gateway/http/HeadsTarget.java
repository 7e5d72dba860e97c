package dev.signalbox.gateway.http;

import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.KeyText;
import dev.signalbox.gateway.access.Sessions;
import dev.signalbox.gateway.fuzz.Input;
import dev.signalbox.gateway.fuzz.Require;
import dev.signalbox.gateway.fuzz.Target;
import dev.signalbox.gateway.provider.QuotaHeaders;
import dev.signalbox.gateway.provider.RetryAfter;
import dev.signalbox.gateway.reach.Escapes;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The heads of requests and answers: labels are plain or refused, the key goes along in no query,
 * paths are read, and no wait that a provider asks for is longer than allowed. The first line is a
 * path with a query, each further one a header.
 */
public final class HeadsTarget implements Target {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.:/@-]{0,128}");
  private static final int MOST_HEADERS = 100;

  @Override
  public void accept(byte[] input) {
    List<String> lines = new Input(input).text().lines().limit(MOST_HEADERS).toList();
    path(lines.isEmpty() ? "" : lines.getFirst());
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    labels(headers);
    waits(headers);
    Sessions.cookie(headers, "__Host-signalbox");
  }

  private static void path(String address) {
    int mark = address.indexOf('?');
    String path = mark < 0 ? address : address.substring(0, mark);
    String query = mark < 0 ? "" : address.substring(mark + 1);
    String kept = Queries.withoutKey(query);
    for (String pair : kept.split("&", -1)) {
      Require.that(
          !pair.equals("key") && !pair.startsWith("key="), () -> "the key goes along: " + kept);
    }
    Escapes.undoneIfSound(path);
    if (Queries.isReadable(address)) {
      new QueryStringDecoder(address).parameters();
    }
    GeminiPath.isMethod(path);
    GeminiPath.of(path)
        .ifPresent(
            found ->
                Require.that(
                    !found.model().isEmpty() && !found.action().isEmpty(),
                    () -> "half a path: " + found));
    KeyText.isOne(path);
  }

  private static void labels(MultiMap headers) {
    RequestHead.requestId(headers).ifPresent(HeadsTarget::plain);
    try {
      var origin =
          RequestHead.origin(
              headers,
              "id",
              new RequestHead.Arrived(
                  NOW, "chat/completions", RequestHead.Through.ROOT, Caller.ANYONE),
              false);
      plain(origin.project());
      plain(origin.source());
      plain(origin.session());
      plain(origin.task());
      plain(origin.profile());
    } catch (ProblemException e) {
      Require.that(e.problem().param().isPresent(), () -> "names no header: " + e);
    }
  }

  private static void plain(String label) {
    Require.that(LABEL.matcher(label).matches(), () -> "not plain: " + label);
  }

  private static void waits(MultiMap headers) {
    RetryAfter.seconds(headers, NOW)
        .ifPresent(
            seconds ->
                Require.that(
                    seconds >= 0 && seconds <= RetryAfter.MAX_SECONDS,
                    () -> "a wait of " + seconds));
    QuotaHeaders.read(headers, NOW)
        .ifPresent(
            used ->
                Require.that(
                    used.usedPercent() >= 0 && used.usedPercent() <= 100 && used.resetMillis() >= 0,
                    () -> "a quota of " + used));
  }
}
