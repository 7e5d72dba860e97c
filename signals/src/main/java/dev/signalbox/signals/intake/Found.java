package dev.signalbox.signals.intake;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.learning.Observation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The answers that some signals are about, looked up together. */
final class Found {
  private final Map<String, Answer> decisions;
  private final Map<String, List<Answer>> requests;
  private final Map<String, List<Answer>> sessions;

  private Found(Set<String> decisions, Set<String> requests, Set<String> sessions, Answers from) {
    this.decisions = decisions.isEmpty() ? Map.of() : from.ofDecisions(decisions);
    this.requests = requests.isEmpty() ? Map.of() : from.ofRequests(requests);
    this.sessions = sessions.isEmpty() ? Map.of() : from.ofSessions(sessions);
  }

  /** What a signal is about, as far as that is known. */
  sealed interface Subjects {
    /** These answers, one for each part. */
    record Known(List<Answer> answers) implements Subjects {}

    /** That is not known yet. */
    record Unknown() implements Subjects {}

    /** Nothing that its sender may speak of, or can. */
    record Refused(Reason reason) implements Subjects {}
  }

  static Found of(Collection<Submission> signals, Answers from) {
    Set<String> decisions = new HashSet<>();
    Set<String> requests = new HashSet<>();
    Set<String> sessions = new HashSet<>();
    for (Submission each : signals) {
      decisions.addAll(each.signal().subject().decisions());
      if (each.signal().subject() instanceof Subject.OfRequest(var id)) {
        requests.add(id);
      }
      if (each.signal().subject() instanceof Subject.OfSession(var id)) {
        sessions.add(id);
      }
    }
    return new Found(decisions, requests, sessions, from);
  }

  /** What {@code of} is about; it came in at {@code atMillis}. */
  Subjects subjectsOf(Submission of, long atMillis) {
    Sender sender = of.sender();
    return switch (of.signal().subject()) {
      case Subject.OfDecision(var id) -> all(List.of(id), sender);
      case Subject.OfPair(var better, var worse) -> all(List.of(better, worse), sender);
      case Subject.OfRequest(var id) -> newest(requests.getOrDefault(id, List.of()), sender);
      case Subject.OfSession(var id) -> newest(sessions.getOrDefault(id, List.of()), sender);
      case Subject.OfAnswer(var answer) -> checked(List.of(answer), sender);
      case Subject.OfModel model -> together(model, of, atMillis);
    };
  }

  private Subjects all(List<String> ids, Sender sender) {
    List<Answer> answers =
        ids.stream().flatMap(id -> Stream.ofNullable(decisions.get(id))).toList();
    Subjects known = checked(answers, sender);
    return known instanceof Subjects.Known && answers.size() < ids.size()
        ? new Subjects.Unknown()
        : known;
  }

  /** Clients choose these ids, so one that somebody else has used is as good as unknown. */
  private static Subjects newest(List<Answer> answers, Sender sender) {
    Optional<Answer> own = answers.stream().filter(sender::covers).findFirst();
    return own.isPresent() ? checked(List.of(own.get()), sender) : new Subjects.Unknown();
  }

  private static Subjects checked(List<Answer> answers, Sender sender) {
    if (!answers.stream().allMatch(sender::covers)) {
      return new Subjects.Refused(Reason.NOT_ALLOWED);
    }
    return answers.stream().allMatch(answer -> answer.place().isPresent())
        ? new Subjects.Known(answers)
        : new Subjects.Refused(Reason.NOT_ANSWERED);
  }

  /** Many answers put together, of which nobody keeps the single ones. */
  private static Subjects together(Subject.OfModel model, Submission of, long atMillis) {
    Sender sender = of.sender();
    String project = model.project().or(sender::project).orElse("");
    Answer answer =
        new Answer(
            "",
            OptionalLong.empty(),
            "",
            "",
            sender.label(),
            "",
            of.signal().observedAtMillis().orElse(atMillis),
            project,
            Optional.of(
                new Observation.Place(
                    project,
                    model.task(),
                    familyOf(model.task()),
                    model.target(),
                    ClusterMix.NONE)));
    return sender.all() || sender.project().filter(project::equals).isPresent()
        ? new Subjects.Known(List.of(answer))
        : new Subjects.Refused(Reason.NOT_ALLOWED);
  }

  private static TaskFamily familyOf(String task) {
    return Stream.of(TaskFamily.values())
        .filter(family -> family.id().equals(task))
        .findFirst()
        .orElse(TaskFamily.GENERAL);
  }
}
