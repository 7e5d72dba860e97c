package dev.signalbox.analytics.seed;

import java.util.List;

/** What made-up facts are like. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
public enum Seed {
  /** As one would expect them. */
  NORMAL(
      11,
      new Size(900, 0.02, 5_000),
      List.of("checkout", "search", "support-bot", "(unattributed)", "reports"),
      List.of("web", "batch", "cli", "(unattributed)")),
  /** Few, with much that is not known, and many figures that are the same. */
  SPARSE(
      22,
      new Size(260, 0.4, 3),
      List.of("checkout", "search", "(unattributed)"),
      List.of("web", "(unattributed)")),
  /** With names that are made to be misread. */
  ADVERSARIAL(
      33,
      new Size(700, 0.1, 900),
      List.of(
          "checkout",
          "Checkout",
          "o'brien",
          "today",
          "cost",
          "100%_off",
          "x'); drop table fact_requests;--",
          "by model",
          "(unattributed)",
          "\"quoted\"",
          "プロジェクト"),
      List.of("web", "requests", "select", "(unattributed)", "last week", "<script>"));

  /** How many, how much of it is not known, and how many different figures there are. */
  private record Size(int requests, double unknown, int spread) {}

  private final long number;
  private final Size size;
  private final List<String> projects;
  private final List<String> sources;

  Seed(long number, Size size, List<String> projects, List<String> sources) {
    this.number = number;
    this.size = size;
    this.projects = projects;
    this.sources = sources;
  }

  /** Where the random numbers begin. */
  long number() {
    return number;
  }

  int requests() {
    return size.requests();
  }

  /** The share of costs and the like that are not known. */
  double unknown() {
    return size.unknown();
  }

  /** How many different figures there are of a kind. */
  int spread() {
    return size.spread();
  }

  List<String> projects() {
    return projects;
  }

  List<String> sources() {
    return sources;
  }
}
