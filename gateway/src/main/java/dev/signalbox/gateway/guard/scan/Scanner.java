package dev.signalbox.gateway.guard.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * Scans texts for credentials, for personal data and for what the operator's rules name. Immutable;
 * any number of threads use one. The time is linear in the length of the text, whatever the text.
 */
public final class Scanner {
  /** What to look for. */
  public record Scope(boolean credentials, boolean personalData, List<OwnRule> ownRules) {
    public Scope {
      ownRules = List.copyOf(ownRules);
    }
  }

  /**
   * What was found, in order and without overlaps.
   *
   * @param steps characters that were looked at more than once
   */
  public record Scan(List<Finding> findings, long steps) {}

  private final Scope scope;
  private final List<Rule> rules = new ArrayList<>();
  private final int[] lengths;
  private final Rule[] byAnchor;
  private final Anchors anchors;
  private final PersonalData personalData = new PersonalData();

  /**
   * Builds the automaton, which takes some milliseconds: one scanner is for all texts of a scope.
   */
  public Scanner(Scope scope) {
    this.scope = scope;
    if (scope.credentials()) {
      rules.addAll(CredentialTypes.rules());
      rules.addAll(AssignmentRule.rules());
      rules.addAll(List.of(new JwtRule(), new PemRule(), new UrlPasswordRule(), new HeaderRule()));
    }
    List<String> literals = new ArrayList<>();
    List<Rule> owners = new ArrayList<>();
    for (Rule rule : rules) {
      for (String anchor : rule.anchors()) {
        literals.add(anchor);
        owners.add(rule);
      }
    }
    anchors = new Anchors(literals);
    byAnchor = owners.toArray(Rule[]::new);
    lengths = literals.stream().mapToInt(String::length).toArray();
  }

  /** The findings in {@code text}. */
  public List<Finding> scan(String text) {
    return scanCounted(text).findings();
  }

  /** The findings in {@code text} with the work that they took. */
  public Scan scanCounted(String text) {
    var reading = new Reading(text.toCharArray());
    if (scope.credentials()) {
      anchored(reading);
      Disguises.uncover(reading, uncovered -> disguised(reading, uncovered));
    }
    if (scope.personalData()) {
      personalData.find(reading);
    }
    for (OwnRule rule : scope.ownRules()) {
      rule.find(text, reading);
    }
    return new Scan(Hit.merge(reading.hits()), reading.steps());
  }

  private void anchored(Reading reading) {
    anchors.find(
        reading.characters(),
        (anchor, end) -> byAnchor[anchor].verify(reading, end - lengths[anchor], end));
  }

  private void disguised(Reading reading, Disguises.Uncovered uncovered) {
    var inner = new Reading(uncovered.text());
    anchored(inner);
    for (Hit hit : inner.hits()) {
      // a guess by name needs the text around it as it was written
      if (hit.rank() == Rank.NAMED) {
        int start = uncovered.start(hit.finding().start());
        int end = uncovered.end(hit.finding().end() - 1);
        reading.found(hit.finding().type(), start, end, Rank.WRAPPED);
      }
    }
    reading.count(inner.steps() + inner.length());
  }
}
