package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.price.Dollars;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan as lines for people. */
final class PlanText {
  private static final double PERCENT = 100;
  private static final int MOST_WAYS = 10;
  private static final int MOST_SAMPLES = 5;

  private PlanText() {}

  static List<String> lines(JsonNode plan) {
    List<String> lines = new ArrayList<>();
    long requests = plan.path("requests").asLong();
    if (requests == 0) {
      lines.add("no requests are recorded that this could be tried on");
    } else {
      lines.add(
          "%d requests from %s to %s"
              .formatted(requests, plan.path("first_at").asText(), plan.path("last_at").asText()));
      moved(plan.path("moved"), lines);
      refusals(plan.path("refusals"), lines);
      if (plan.path("compared").asLong() > 0) {
        lines.add(cost(plan.path("cost")));
        lines.add(time(plan.path("latency")));
        quality(plan.path("quality"), lines);
      }
      samples(plan.path("samples"), lines);
    }
    unreadable(plan.path("unreadable"), lines);
    plan.path("notes").forEach(note -> lines.add("note: " + note.asText()));
    assertions(plan.path("assertions"), lines);
    return lines;
  }

  private static void moved(JsonNode moved, List<String> lines) {
    lines.add(
        "moved     %d (%s)"
            .formatted(moved.path("requests").asLong(), percent(moved.path("share"))));
    int told = 0;
    for (JsonNode way : moved.path("by")) {
      if (told++ < MOST_WAYS) {
        lines.add(
            "          %6d  %s → %s"
                .formatted(
                    way.path("requests").asLong(),
                    way.path("from").asText(),
                    way.path("to").asText()));
      }
    }
  }

  private static void refusals(JsonNode refusals, List<String> lines) {
    for (String kind : List.of("new", "gone")) {
      JsonNode of = refusals.path(kind);
      if (of.path("requests").asLong() > 0) {
        StringBuilder reasons = new StringBuilder();
        of.path("by_reason")
            .properties()
            .forEach(
                each ->
                    reasons.append(", %s × %d".formatted(each.getKey(), each.getValue().asLong())));
        lines.add("refusals  %d %s%s".formatted(of.path("requests").asLong(), kind, reasons));
      }
    }
  }

  private static String cost(JsonNode cost) {
    return "cost      $%s → $%s; per 1,000 requests %s (90 %%: %s to %s)%s%s"
        .formatted(
            Dollars.text(cost.path("before_nanos").asLong()),
            Dollars.text(cost.path("after_nanos").asLong()),
            dollars(cost.at("/per_1000/delta_nanos")),
            dollars(cost.at("/per_1000/low_nanos")),
            dollars(cost.at("/per_1000/high_nanos")),
            counted(cost.path("without_logged_calls"), "; %d rest on no logged call"),
            counted(cost.path("without_price"), "; %d have no price"));
  }

  private static String counted(JsonNode count, String text) {
    return count.asLong() == 0 ? "" : text.formatted(count.asLong());
  }

  private static String dollars(JsonNode nanos) {
    long value = nanos.asLong();
    return (value < 0 ? "-$" : "+$") + Dollars.text(Math.abs(value));
  }

  private static String time(JsonNode time) {
    return String.format(
        Locale.ROOT,
        "latency   %.0f ms → %.0f ms, %+.0f ms (90 %%: %+.0f to %+.0f)",
        time.path("before_ms").doubleValue(),
        time.path("after_ms").doubleValue(),
        time.path("delta_ms").doubleValue(),
        time.path("low_ms").doubleValue(),
        time.path("high_ms").doubleValue());
  }

  private static void quality(JsonNode quality, List<String> lines) {
    lines.add(
        String.format(
            Locale.ROOT,
            "quality   %+.1f points (90 %%: %+.1f to %+.1f), %.0f effective samples, %s unchecked",
            quality.path("value").doubleValue() * PERCENT,
            quality.path("low").doubleValue() * PERCENT,
            quality.path("high").doubleValue() * PERCENT,
            quality.path("effective_samples").doubleValue(),
            percent(quality.path("unchecked_share"))));
    if (quality.path("refusal").isObject()) {
      lines.add("          not checked: " + quality.at("/refusal/text").asText());
    }
  }

  private static String percent(JsonNode share) {
    return String.format(Locale.ROOT, "%.1f %%", share.doubleValue() * PERCENT);
  }

  private static void samples(JsonNode samples, List<String> lines) {
    int told = 0;
    for (JsonNode sample : samples) {
      if (told++ < MOST_SAMPLES) {
        lines.add(
            "sample    %s: %s → %s%s"
                .formatted(
                    sample.path("decision").asText(),
                    sample.at("/from/model").asText(),
                    sample.at("/to/model").asText(),
                    why(sample)));
      }
    }
  }

  /** What keeps the former choice from being made, or what is another with the new one. */
  private static String why(JsonNode sample) {
    JsonNode dropped = sample.at("/from/after/dropped");
    if (dropped.isTextual()) {
      return ", dropped for " + dropped.asText();
    }
    List<String> terms = new ArrayList<>();
    sample.at("/from/changed_terms").fieldNames().forEachRemaining(terms::add);
    return terms.isEmpty() ? "" : ", another " + String.join(", ", terms);
  }

  private static void unreadable(JsonNode unreadable, List<String> lines) {
    if (unreadable.path("requests").asLong() > 0) {
      lines.add("unread    %d".formatted(unreadable.path("requests").asLong()));
      unreadable
          .path("reasons")
          .forEach(
              reason ->
                  lines.add(
                      "          %6d  %s"
                          .formatted(
                              reason.path("requests").asLong(), reason.path("text").asText())));
    }
  }

  private static void assertions(JsonNode assertions, List<String> lines) {
    lines.add(
        "asserted  %d checked, %d broken"
            .formatted(assertions.path("checked").asLong(), assertions.path("broken").size()));
    assertions
        .path("broken")
        .forEach(
            each ->
                lines.add(
                    "          %s BREAKS: %s"
                        .formatted(each.path("name").asText(), each.path("explanation").asText())));
  }
}
