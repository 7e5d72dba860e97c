package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.SqlLimits;
import dev.signalbox.analytics.sql.SqlOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Answers questions in words: with the vocabulary where it understands every word, else with a
 * language model, where there is one. Whatever statement comes out goes through the guard. May be
 * called on any thread; blocks none.
 */
public final class Ask {
  /** How long looked up names are used. */
  private static final Duration NAMES_LAST = Duration.ofSeconds(60);

  /** Verified pairs that a model is told. */
  private static final int PAIRS = 8;

  private final GuardedSql sql;
  private final Supplier<List<Verified.Pair>> verified;
  private final InstantSource clock;
  private final Duration kept;
  private final Templates templates;
  private final AtomicReference<Optional<Names>> names = new AtomicReference<>(Optional.empty());

  private record Names(KnownNames names, Instant at) {}

  /**
   * A question.
   *
   * @param zone whose days are meant
   * @param model who is asked where the vocabulary does not do
   */
  public record Asked(
      String question,
      ZoneId zone,
      SqlLimits limits,
      GuardedSql.Asker asker,
      Optional<ModelPort> model) {}

  /**
   * Questions over {@code sql}.
   *
   * @param verified the pairs that people found right; may block
   * @param kept how long requests are kept; zero is for ever
   */
  public Ask(
      GuardedSql sql, Supplier<List<Verified.Pair>> verified, InstantSource clock, Duration kept) {
    this.sql = sql;
    this.verified = verified;
    this.clock = clock;
    this.kept = kept;
    this.templates = new Templates(sql.dialect());
  }

  /** Answers {@code asked}; never fails. */
  public CompletableFuture<AskAnswer> answer(Asked asked) {
    return names(asked.limits())
        .thenCompose(
            known -> {
              Templates.Setting setting =
                  new Templates.Setting(clock.instant(), asked.zone(), known, kept);
              return switch (templates.read(asked.question(), setting)) {
                case Reading.Certain(Query query) ->
                    sql.run(query.sql(), asked.limits(), asked.asker())
                        .thenApply(outcome -> answer(AskAnswer.Engine.TEMPLATES, query, outcome));
                case Reading.Unclear unclear -> withModel(asked, setting, unclear);
              };
            });
  }

  /** Ways to go on with the beginning of a question. */
  public CompletableFuture<List<String>> completions(String beginning, SqlLimits limits) {
    return names(limits).thenApply(known -> templates.completions(beginning, known));
  }

  private static AskAnswer answer(AskAnswer.Engine engine, Query query, SqlOutcome outcome) {
    return outcome instanceof SqlOutcome.Found(var table)
        ? new AskAnswer.Answered(engine, query, table)
        : new AskAnswer.NotRun(engine, query, outcome);
  }

  private CompletableFuture<AskAnswer> withModel(
      Asked asked, Templates.Setting setting, Reading.Unclear unclear) {
    if (asked.model().isEmpty() || asked.question().length() > Templates.LONGEST) {
      return unanswered(asked, unclear.problems(), unclear.suggestions());
    }
    ModelPort model = asked.model().get();
    return sql.apart(verified)
        .thenCompose(
            pairs -> {
              List<Verified.Pair> near =
                  Nearest.of(asked.question(), pairs.orElse(List.of()), PAIRS);
              ModelPort.Prompt prompt =
                  AskPrompt.of(asked.question(), sql.dialect(), setting, near);
              return first(asked, model, prompt, unclear);
            });
  }

  private CompletableFuture<AskAnswer> first(
      Asked asked, ModelPort model, ModelPort.Prompt prompt, Reading.Unclear unclear) {
    return said(model, prompt, asked)
        .thenCompose(
            said ->
                switch (said) {
                  case ModelReply.Said.No(String why) -> noStatement(asked, why, unclear);
                  case ModelReply.Said.Statement(Query query) ->
                      sql.run(query.sql(), asked.limits(), asked.asker())
                          .thenCompose(
                              outcome ->
                                  repairable(outcome)
                                      .map(
                                          reason ->
                                              second(
                                                  asked,
                                                  model,
                                                  AskPrompt.repair(prompt, query.sql(), reason),
                                                  new AskAnswer.NotRun(
                                                      AskAnswer.Engine.MODEL, query, outcome)))
                                      .orElseGet(
                                          () ->
                                              CompletableFuture.completedFuture(
                                                  answer(AskAnswer.Engine.MODEL, query, outcome))));
                });
  }

  /** The one repair; where it gives nothing, the first statement is what is told. */
  private CompletableFuture<AskAnswer> second(
      Asked asked, ModelPort model, ModelPort.Prompt prompt, AskAnswer.NotRun before) {
    return said(model, prompt, asked)
        .thenCompose(
            said ->
                switch (said) {
                  case ModelReply.Said.No _ -> CompletableFuture.<AskAnswer>completedFuture(before);
                  case ModelReply.Said.Statement(Query query) ->
                      sql.run(query.sql(), asked.limits(), asked.asker())
                          .thenApply(outcome -> answer(AskAnswer.Engine.MODEL, query, outcome));
                });
  }

  private static CompletableFuture<ModelReply.Said> said(
      ModelPort model, ModelPort.Prompt prompt, Asked asked) {
    return model
        .ask(prompt)
        .thenApply(
            reply ->
                switch (reply) {
                  case ModelPort.Reply.Text(String text) -> ModelReply.read(text, asked.question());
                  case ModelPort.Reply.None(String why) ->
                      new ModelReply.Said.No("the model gave no answer: " + why);
                })
        .toCompletableFuture();
  }

  private static Optional<String> repairable(SqlOutcome outcome) {
    return switch (outcome) {
      case SqlOutcome.Refused(var refusal) -> Optional.of(refusal.message());
      case SqlOutcome.Failed(String message) -> Optional.of(message);
      case SqlOutcome.Found _, SqlOutcome.TimedOut _, SqlOutcome.Busy _ -> Optional.empty();
    };
  }

  private CompletableFuture<AskAnswer> noStatement(
      Asked asked, String why, Reading.Unclear unclear) {
    List<String> problems = new ArrayList<>(unclear.problems());
    problems.add(why);
    return unanswered(asked, problems, unclear.suggestions());
  }

  private CompletableFuture<AskAnswer> unanswered(
      Asked asked, List<String> problems, List<String> suggestions) {
    return sql.unanswered(asked.asker(), "not_answered")
        .thenApply(_ -> new AskAnswer.NotAnswered(problems, suggestions));
  }

  private CompletableFuture<KnownNames> names(SqlLimits limits) {
    Instant now = clock.instant();
    Optional<Names> known = names.get();
    if (known.isPresent() && Duration.between(known.get().at(), now).compareTo(NAMES_LAST) < 0) {
      return CompletableFuture.completedFuture(known.get().names());
    }
    return NameLookup.look(sql, limits)
        .thenApply(
            found -> {
              found.ifPresent(fresh -> names.set(Optional.of(new Names(fresh, now))));
              return found.or(() -> known.map(Names::names)).orElse(KnownNames.NONE);
            });
  }
}
