package dev.signalbox.gateway.exchange;

import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.wire.model.Loss;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers of answers: ours, and those of the provider that may pass. */
public final class AnswerHeads {
  private static final int MAX_LOSS_HEADER = 1_000;
  private static final List<String> PASSED =
      List.of("retry-after", "retry-after-ms", "openai-processing-ms", "openai-model");
  private static final List<String> PASSED_PREFIXES =
      List.of("x-ratelimit-", "anthropic-ratelimit-");

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("request-id");
  private static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence DECISION = HttpHeaders.createOptimized("x-signalbox-decision");
  private static final CharSequence ATTEMPTS = HttpHeaders.createOptimized("x-signalbox-attempts");
  private static final CharSequence MODEL = HttpHeaders.createOptimized("x-signalbox-model");
  private static final CharSequence SERVER_TIMING = HttpHeaders.createOptimized("server-timing");

  private AnswerHeads() {}

  /** Sets what we tell of how the answer came about. */
  public static void ours(Exchange exchange) {
    ClientAnswer answer = exchange.answer();
    exchange.route().ifPresent(route -> answer.header(DECISION, route.id()));
    if (exchange.calls() > 0) {
      answer.header(ATTEMPTS, Integer.toString(exchange.calls()));
    }
    exchange.served().ifPresent(target -> answer.header(MODEL, printable(target.toString())));
    if (!exchange.losses().isEmpty()) {
      answer.header("x-signalbox-loss", losses(exchange.losses().toList()));
    }
    exchange.limitHeads().forEach(answer::header);
    if (!exchange.times().serverTiming().isEmpty()) {
      answer.header(SERVER_TIMING, exchange.times().serverTiming());
    }
  }

  /**
   * Passes on the provider's headers that are meant for the client. What is left of its limits is
   * not, where the client has limits of its own here; and none of {@code secrets}.
   */
  public static void passed(MultiMap headers, Exchange exchange, SentSecrets secrets) {
    ClientAnswer answer = exchange.answer();
    boolean limited = !exchange.limitHeads().isEmpty();
    for (Map.Entry<String, String> header : headers) {
      if (passes(header.getKey(), limited)) {
        answer.header(
            header.getKey().toLowerCase(Locale.ROOT), secrets.outOfError(header.getValue()));
      }
    }
    String id =
        headers.get(REQUEST_ID) == null ? headers.get(X_REQUEST_ID) : headers.get(REQUEST_ID);
    if (id != null) {
      answer.header("x-signalbox-upstream-request-id", printable(secrets.outOfError(id)));
    }
  }

  private static boolean passes(String name, boolean limited) {
    for (String passed : PASSED) {
      if (name.equalsIgnoreCase(passed)) {
        return true;
      }
    }
    for (String prefix : limited ? List.<String>of() : PASSED_PREFIXES) {
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return true;
      }
    }
    return false;
  }

  private static String losses(List<Loss> losses) {
    StringBuilder text = new StringBuilder();
    for (Loss loss : losses) {
      String item = printable(RequestRecords.shortForm(loss));
      if (text.length() + item.length() > MAX_LOSS_HEADER) {
        return text.append(",+").toString();
      }
      text.append(text.isEmpty() ? "" : ",").append(item);
    }
    return text.toString();
  }

  /** {@code text} with everything but printable ASCII replaced, as header values must be. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(c >= ' ' && c < 127 ? c : '?');
    }
    return safe.toString();
  }
}
