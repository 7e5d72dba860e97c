package dev.signalbox.analytics.ask;

import java.util.List;
import java.util.stream.Stream;

/** What can be counted or added up. */
enum Measure {
  REQUESTS(
      "requests",
      "",
      Unit.COUNT,
      "requests:*",
      "attempts:request",
      "usage_by_bucket:request",
      "losses:request",
      "findings:request",
      "signals:request"),
  ATTEMPTS("attempts", "", Unit.COUNT, "attempts:*", "requests:attempts"),
  LOSSES("losses", "", Unit.COUNT, "losses:*", "requests:losses"),
  FINDINGS("findings", "", Unit.COUNT, "findings:*"),
  SIGNALS("signals", "", Unit.COUNT, "signals:*"),
  DECISIONS("decisions", "", Unit.COUNT, "decisions:*"),
  SIGNAL_VALUE("signal value", "value", Unit.LEVEL, "signals:value"),
  DECISION_TIME("decision time", "us", Unit.LEVEL, "decisions:micros"),
  CANDIDATES("candidates", "", Unit.LEVEL, "decisions:candidates"),
  COST(
      "cost",
      "usd",
      Unit.AMOUNT,
      "requests:cost_usd",
      "attempts:cost_usd",
      "usage_by_bucket:cost_usd"),
  WASTED("wasted cost", "usd", Unit.AMOUNT, "requests:wasted_usd"),
  ESTIMATED("expected cost", "usd", Unit.AMOUNT, "requests:estimated_usd"),
  TOKENS("tokens", "", Unit.AMOUNT, "requests:total_tokens", "usage_by_bucket:tokens"),
  INPUT_TOKENS("input tokens", "", Unit.AMOUNT, "requests:input_tokens", "attempts:input_tokens"),
  OUTPUT_TOKENS(
      "output tokens", "", Unit.AMOUNT, "requests:output_tokens", "attempts:output_tokens"),
  CACHE_READ(
      "cache read tokens",
      "",
      Unit.AMOUNT,
      "requests:cache_read_tokens",
      "attempts:cache_read_tokens"),
  CACHE_WRITE(
      "cache write tokens",
      "",
      Unit.AMOUNT,
      "requests:cache_write_tokens",
      "attempts:cache_write_tokens"),
  REASONING(
      "reasoning tokens",
      "",
      Unit.AMOUNT,
      "requests:reasoning_tokens",
      "attempts:reasoning_tokens"),
  LATENCY("latency", "ms", Unit.LEVEL, "requests:total_ms", "attempts:total_ms"),
  FIRST_BYTE(
      "time to first byte", "ms", Unit.LEVEL, "requests:first_byte_ms", "attempts:first_token_ms"),
  CONNECT("connect time", "ms", Unit.LEVEL, "attempts:connect_ms"),
  OVERHEAD("gateway overhead", "ms", Unit.LEVEL, "requests:gateway_ms"),
  CACHE_SHARE(
      "cache hit share",
      "",
      Unit.RATIO,
      "requests:cache_read_tokens / input_tokens" + " + cache_read_tokens + cache_write_tokens"),
  COST_PER_MILLION(
      "cost per million tokens", "usd", Unit.RATIO, "requests:cost_usd * 1000000 / total_tokens"),
  SPEED("output tokens per second", "", Unit.RATIO, "requests:output_tokens * 1000 / total_ms");

  private final String title;
  private final String unit;
  private final Unit kind;
  private final String columns;

  /** How values of a measure go together. */
  enum Unit {
    /** Rows are counted. */
    COUNT,
    /** Values are added up. */
    AMOUNT,
    /** Values have an average, but no sum that says anything. */
    LEVEL,
    /** A sum is divided by another. */
    RATIO
  }

  Measure(String title, String unit, Unit kind, String... columns) {
    this.title = title;
    this.unit = unit;
    this.kind = kind;
    this.columns = String.join(";", columns);
  }

  String title() {
    return title;
  }

  /** Ending of the column's name, such as {@code usd}; empty text for none. */
  String unit() {
    return unit;
  }

  Unit kind() {
    return kind;
  }

  /** Views that have it, the best one first. */
  List<String> views() {
    return entries().map(entry -> entry[0]).toList();
  }

  /** Those of them whose rows have a value of it, and are not only counted. */
  List<String> valued() {
    return entries()
        .filter(entry -> !List.of("*", "request").contains(entry[1]))
        .map(entry -> entry[0])
        .toList();
  }

  /** What it is in {@code view}: a column, {@code *} for the rows, or a quotient. */
  String column(String view) {
    return entries()
        .filter(entry -> entry[0].equals(view))
        .map(entry -> entry[1])
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + title + " in " + view));
  }

  private Stream<String[]> entries() {
    return Stream.of(columns.split(";")).map(entry -> entry.split(":", 2));
  }
}
