package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes the statement that answers a question. */
final class IntentSql {
  private static final String REQUEST_COLUMNS =
      "at, request_id, project, source, provider, model, result, status, total_ms, cost_usd";

  private final Intent intent;
  private final Columns columns;

  private IntentSql(Intent intent, Columns columns) {
    this.intent = intent;
    this.columns = columns;
  }

  /** The statement; absent when no view has everything that was asked for. */
  static Optional<String> write(Intent intent, Dialect dialect, TimeBuckets buckets) {
    return Columns.of(intent, dialect, buckets)
        .map(columns -> new IntentSql(intent, columns).statement());
  }

  private String statement() {
    return switch (intent.shape()) {
      case Intent.Shape.Rows(String view) -> rows(view);
      case Intent.Shape.Figures() -> figures();
      case Intent.Shape.Shares() -> shares();
      case Intent.Shape.Running() -> over("sum(%s) over (%s)", "running");
      case Intent.Shape.Changes() -> over("%1$s - lag(%1$s) over (%2$s)", "change");
      case Intent.Shape.Moving(int days) ->
          over(
              "avg(%s) over (%s rows between " + (days - 1) + " preceding and current row)",
              "moving_average");
      case Intent.Shape.MeanOf(Dimension bucket, Aggregate how) -> meanOf(bucket, how);
    };
  }

  private String rows(String view) {
    Intent.Order order = intent.order().orElse(new Intent.Order(Optional.empty(), true));
    String direction = order.descending() ? "desc" : "asc";
    String by =
        order
            .metric()
            .map(metric -> columns.rowValue(metric) + " " + direction + " nulls last")
            .orElse("at_ms " + direction);
    String tie = view.equals("requests") ? ", id " + (order.descending() ? "desc" : "asc") : "";
    return "select %s\nfrom %s%s\norder by %s%s%s"
        .formatted(
            view.equals("requests") ? REQUEST_COLUMNS : "*", view, where(), by, tie, limit());
  }

  private String figures() {
    if (intent.within().isPresent()) {
      return ranked(intent.within().get());
    }
    return base(List.of()) + orderBy() + limit();
  }

  /** Groups and figures, without an order; {@code more} are groups that are not shown elsewhere. */
  private String base(List<Dimension> more) {
    List<Dimension> groups = new ArrayList<>(intent.groups());
    groups.addAll(more);
    List<String> selected = new ArrayList<>();
    groups.forEach(group -> selected.add(named(columns.group(group), columns.alias(group))));
    for (Metric metric : intent.metrics()) {
      if (intent.compared().isPresent()) {
        compared(metric, intent.compared().get(), selected);
      } else {
        selected.add(columns.figure(metric, "") + " as " + metric.alias());
      }
    }
    return "select "
        + String.join(", ", selected)
        + "\nfrom "
        + columns.from()
        + where()
        + groupBy(groups)
        + having();
  }

  private static String named(String expression, String alias) {
    return expression.equals(alias) ? alias : expression + " as " + alias;
  }

  private void compared(Metric metric, TimeRange earlier, List<String> selected) {
    String now = columns.figure(metric, intent.range().sql(columns.at()));
    String before = columns.figure(metric, earlier.sql(columns.at()));
    selected.add(now + " as " + metric.alias());
    selected.add(before + " as " + metric.alias() + "_before");
    selected.add(now + " - " + before + " as change");
  }

  private String where() {
    List<String> conditions = new ArrayList<>();
    String range = intent.range().sql(columns.at());
    if (intent.compared().isPresent()) {
      conditions.add("(%s or %s)".formatted(range, intent.compared().get().sql(columns.at())));
    } else if (!range.isEmpty()) {
      conditions.add(range);
    }
    intent.filters().forEach(filter -> conditions.add(columns.condition(filter)));
    return conditions.isEmpty() ? "" : "\nwhere " + String.join("\n  and ", conditions);
  }

  private static String groupBy(List<Dimension> groups) {
    return groups.isEmpty() ? "" : "\ngroup by " + places(groups.size());
  }

  private static String places(int count) {
    return String.join(", ", IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList());
  }

  private String having() {
    if (intent.bounds().isEmpty()) {
      return "";
    }
    List<String> bounds =
        intent.bounds().stream()
            .map(having -> having.bound().sql(columns.figure(having.metric(), "")))
            .toList();
    return "\nhaving " + String.join(" and ", bounds);
  }

  private String orderBy() {
    List<Dimension> groups = intent.groups();
    if (groups.isEmpty()) {
      return "";
    }
    boolean byTime = groups.stream().anyMatch(Dimension::isTime);
    if (intent.order().isEmpty() && byTime) {
      return "\norder by " + places(groups.size());
    }
    boolean descending = intent.order().map(Intent.Order::descending).orElse(true);
    int place =
        groups.size()
            + 1
            + intent
                .order()
                .flatMap(Intent.Order::metric)
                .map(metric -> Math.max(0, intent.metrics().indexOf(metric)) * width())
                .orElse(0);
    return "\norder by %d %s nulls last, %s"
        .formatted(place, descending ? "desc" : "asc", places(groups.size()));
  }

  /** Columns of one figure. */
  private int width() {
    return intent.compared().isPresent() ? 3 : 1;
  }

  private String limit() {
    return intent.limit().map(rows -> "\nlimit " + rows).orElse("");
  }

  private String shares() {
    Metric metric = intent.metrics().getFirst();
    return "with figures as (\n%s\n)\nselect %s, %s, %s * 1.0 / nullif(sum(%s) over (), 0) as share\nfrom figures%s%s"
        .formatted(
            base(List.of()),
            aliases(intent.groups()),
            metric.alias(),
            metric.alias(),
            metric.alias(),
            orderBy(),
            limit());
  }

  private String over(String window, String alias) {
    List<Dimension> lines = intent.groups().stream().filter(group -> !group.isTimeline()).toList();
    String time =
        intent.groups().stream()
            .filter(Dimension::isTimeline)
            .findFirst()
            .map(columns::alias)
            .orElseThrow(() -> new IllegalStateException("no time to go along"));
    String partition = lines.isEmpty() ? "" : "partition by " + aliases(lines) + " ";
    String metric = intent.metrics().getFirst().alias();
    return "with figures as (\n%s\n)\nselect %s, %s, %s as %s\nfrom figures%s"
        .formatted(
            base(List.of()),
            aliases(intent.groups()),
            metric,
            window.formatted(metric, partition + "order by " + time),
            alias,
            "\norder by " + places(intent.groups().size()));
  }

  private String meanOf(Dimension bucket, Aggregate how) {
    Metric metric = intent.metrics().getFirst();
    String groups = intent.groups().isEmpty() ? "" : aliases(intent.groups()) + ", ";
    return "with figures as (\n%s\n)\nselect %s%s as %s\nfrom figures%s%s"
        .formatted(
            base(List.of(bucket)),
            groups,
            how.sql(metric.alias(), columns.dialect()),
            how.title() + "_" + metric.alias(),
            groupBy(intent.groups()),
            orderBy() + limit());
  }

  private String ranked(Dimension within) {
    Metric metric =
        intent.order().flatMap(Intent.Order::metric).orElseGet(() -> intent.metrics().getFirst());
    boolean descending = intent.order().map(Intent.Order::descending).orElse(true);
    List<Dimension> others = intent.groups().stream().filter(group -> group != within).toList();
    String figures = String.join(", ", intent.metrics().stream().map(Metric::alias).toList());
    return ("with figures as (\n%s\n), ranked as (\nselect figures.*, row_number() over"
            + " (partition by %s order by %s %s nulls last, %s) as place\nfrom figures\n)\nselect"
            + " %s, %s, %s\nfrom ranked\nwhere place <= %d\norder by %s, place")
        .formatted(
            base(List.of()),
            columns.alias(within),
            metric.alias(),
            descending ? "desc" : "asc",
            aliases(others),
            columns.alias(within),
            aliases(others),
            figures,
            intent.limit().orElse(1),
            columns.alias(within));
  }

  private String aliases(List<Dimension> groups) {
    return String.join(", ", groups.stream().map(columns::alias).toList());
  }
}
