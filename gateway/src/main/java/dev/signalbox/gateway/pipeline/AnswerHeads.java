package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.wire.model.Loss;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The headers of answers: ours, and those of the provider that may pass. */
final class AnswerHeads {
  private static final int MAX_LOSS_HEADER = 1_000;
  private static final Set<String> PASSED =
      Set.of("retry-after", "retry-after-ms", "openai-processing-ms", "openai-model");
  private static final List<String> PASSED_PREFIXES =
      List.of("x-ratelimit-", "anthropic-ratelimit-");

  private AnswerHeads() {}

  /** Sets what we tell of how the answer came about. */
  static void ours(Exchange exchange) {
    ClientAnswer answer = exchange.answer();
    exchange.route().ifPresent(route -> answer.header("x-signalbox-decision", route.id()));
    if (exchange.calls() > 0) {
      answer.header("x-signalbox-attempts", Integer.toString(exchange.calls()));
    }
    if (!exchange.served().isEmpty()) {
      answer.header("x-signalbox-model", printable(exchange.served()));
    }
    if (!exchange.losses().isEmpty()) {
      answer.header("x-signalbox-loss", losses(exchange.losses().toList()));
    }
    if (!exchange.times().serverTiming().isEmpty()) {
      answer.header("server-timing", exchange.times().serverTiming());
    }
  }

  /** Passes on the provider's headers that are meant for the client. */
  static void passed(MultiMap headers, ClientAnswer answer) {
    headers.forEach(
        header -> {
          String name = header.getKey().toLowerCase(Locale.ROOT);
          if (PASSED.contains(name) || PASSED_PREFIXES.stream().anyMatch(name::startsWith)) {
            answer.header(name, header.getValue());
          }
        });
    String id =
        headers.get("request-id") == null ? headers.get("x-request-id") : headers.get("request-id");
    if (id != null) {
      answer.header("x-signalbox-upstream-request-id", printable(id));
    }
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
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.chars().forEach(c -> safe.append(c >= ' ' && c < 127 ? (char) c : '?'));
    return safe.toString();
  }
}
