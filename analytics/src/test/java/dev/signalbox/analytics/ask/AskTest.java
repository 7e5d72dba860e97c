package dev.signalbox.analytics.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.seed.Seed;
import dev.signalbox.analytics.seed.SeededFacts;
import dev.signalbox.analytics.sql.AuditTrail;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.SqlLimits;
import dev.signalbox.analytics.sql.SqlOutcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AskTest {
  private static final SqlLimits LIMITS = new SqlLimits(100, Duration.ofSeconds(5));
  private static final String HARD = "which project grumbles the loudest";
  private static final String GOOD = "select project, count(*) as n from requests group by project";

  @TempDir private Path folder;
  private final List<AuditTrail.Entry> audit = new CopyOnWriteArrayList<>();
  private final List<GuardedSql> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(GuardedSql::close);
  }

  /** A model that says what is written down for it. */
  private static final class Script implements ModelPort {
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Prompt> prompts = new ArrayList<>();

    Script says(String text) {
      replies.add(new Reply.Text(text));
      return this;
    }

    Script fails(String why) {
      replies.add(new Reply.None(why));
      return this;
    }

    @Override
    public CompletionStage<Reply> ask(Prompt prompt) {
      prompts.add(prompt);
      return CompletableFuture.completedFuture(replies.removeFirst());
    }
  }

  private Ask ask() throws SQLException {
    Path file = folder.resolve("signalbox.db");
    SeededFacts.sqlite(file, Seed.NORMAL);
    GuardedSql sql = GuardedSql.onSqlite(file, audit::add);
    open.add(sql);
    return new Ask(
        sql,
        () ->
            List.of(
                new Verified.Pair("which project is the loudest", "select 'near'"),
                new Verified.Pair("tokens per day", "select 'far'")),
        () -> SeededFacts.NOW,
        Duration.ZERO);
  }

  private AskAnswer answer(String question, Optional<ModelPort> model) throws SQLException {
    return ask()
        .answer(
            new Ask.Asked(
                question, ZoneOffset.UTC, LIMITS, new GuardedSql.Asker("ops", "", question), model))
        .join();
  }

  private static String json(String sql) {
    return "{\"sql\":\"%s\",\"title\":\"Loudest\",\"chart\":{\"type\":\"bar\",\"x\":\"project\",\"y\":\"n\"},\"assumptions\":[\"loud means many\"],\"answerable\":true,\"clarify\":\"\"}"
        .formatted(sql);
  }

  private static void assertModelAnswered(AskAnswer answer, String sql) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            AskAnswer.Answered.class,
            answered -> {
              assertThat(answered.engine()).isEqualTo(AskAnswer.Engine.MODEL);
              assertThat(answered.query().sql()).isEqualTo(sql);
              assertThat(answered.table().rows()).isNotEmpty();
            });
  }

  @Test
  void asksNoModelWhereEveryWordIsUnderstood() throws SQLException {
    Script model = new Script();

    AskAnswer answer = answer("cost by project last 7 days", Optional.of(model));

    assertThat(answer)
        .isInstanceOfSatisfying(
            AskAnswer.Answered.class,
            answered -> {
              assertThat(answered.engine()).isEqualTo(AskAnswer.Engine.TEMPLATES);
              assertThat(answered.query().title()).isEqualTo("Cost by project, last 7 days");
              assertThat(answered.query().chart())
                  .isEqualTo(new Query.Chart("bar", "project", "cost_usd", ""));
            });
    assertThat(model.prompts).isEmpty();
    assertThat(audit).extracting(AuditTrail.Entry::action).containsExactly("ask");
  }

  @Test
  void averagesTheAttemptsThatEachRequestTook() throws SQLException {
    AskAnswer answer = answer("average attempts by model", Optional.empty());

    assertThat(answer)
        .isInstanceOfSatisfying(
            AskAnswer.Answered.class,
            answered -> {
              assertThat(answered.query().sql())
                  .startsWith("select model, avg(attempts) as average_attempts\nfrom requests");
              assertThat(answered.table().rows()).isNotEmpty();
            });
  }

  @Test
  void saysWithoutAModelWhatItDidNotUnderstand() throws SQLException {
    AskAnswer answer = answer("cost by projct", Optional.empty());

    assertThat(answer)
        .isInstanceOfSatisfying(
            AskAnswer.NotAnswered.class,
            not ->
                assertThat(not.problems())
                    .containsExactly(
                        "the word `projct` is unknown; did you mean `project`, `projects`?"));
    assertThat(audit).extracting(AuditTrail.Entry::outcome).containsExactly("not_answered");
  }

  @Test
  void takesGoodSqlFromAModel() throws SQLException {
    Script model = new Script().says(json(GOOD));

    AskAnswer answer = answer(HARD, Optional.of(model));

    assertModelAnswered(answer, GOOD);
    AskAnswer.Answered answered = (AskAnswer.Answered) answer;
    assertThat(answered.query().title()).isEqualTo("Loudest");
    assertThat(answered.query().assumptions()).containsExactly("loud means many");
    assertThat(model.prompts.getFirst().system()).contains("select 'near'");
    assertThat(model.prompts.getFirst().user()).isEqualTo("Question: " + HARD);
  }

  @Test
  void takesSqlInFencesAndBetweenProse() throws SQLException {
    assertModelAnswered(
        answer(HARD, Optional.of(new Script().says("```json\n" + json(GOOD) + "\n```"))), GOOD);
  }

  @Test
  void takesAFencedStatementWithoutJson() throws SQLException {
    assertModelAnswered(
        answer(
            HARD,
            Optional.of(new Script().says("Sure! Here it is:\n```sql\n" + GOOD + "\n```\nOk?"))),
        GOOD);
  }

  @Test
  void answersNothingWhereAModelOnlyTalks() throws SQLException {
    AskAnswer answer =
        answer(HARD, Optional.of(new Script().says("I would look at the requests first.")));

    assertThat(answer)
        .isInstanceOfSatisfying(
            AskAnswer.NotAnswered.class,
            not -> assertThat(not.problems().getLast()).contains("wrote no statement"));
  }

  @Test
  void hasABrokenStatementRepairedOnce() throws SQLException {
    Script model = new Script().says(json("select projct from requests")).says(json(GOOD));

    AskAnswer answer = answer(HARD, Optional.of(model));

    assertModelAnswered(answer, GOOD);
    assertThat(model.prompts.get(1).user())
        .contains("select projct from requests")
        .contains("did you mean `project`");
  }

  @Test
  void givesUpAfterOneRepairAndShowsTheStatement() throws SQLException {
    Script model =
        new Script().says(json("select a from requests")).says(json("select b from requests"));

    AskAnswer answer = answer(HARD, Optional.of(model));

    assertThat(answer)
        .isInstanceOfSatisfying(
            AskAnswer.NotRun.class,
            not -> {
              assertThat(not.query().sql()).isEqualTo("select b from requests");
              assertThat(not.outcome()).isInstanceOf(SqlOutcome.Failed.class);
            });
    assertThat(model.prompts).hasSize(2);
  }

  @Test
  void runsNoHostileStatementOfAModel() throws SQLException {
    Script model =
        new Script()
            .says(json("drop table fact_requests"))
            .says(json("select * from sqlite_schema"));

    AskAnswer answer = answer(HARD, Optional.of(model));

    assertThat(answer)
        .isInstanceOfSatisfying(
            AskAnswer.NotRun.class,
            not -> assertThat(not.outcome()).isInstanceOf(SqlOutcome.Refused.class));
  }

  @Test
  void tellsThatAModelTookTooLongOrRefused() throws SQLException {
    AskAnswer late = answer(HARD, Optional.of(new Script().fails("it took longer than 60 s")));

    assertThat(late)
        .isInstanceOfSatisfying(
            AskAnswer.NotAnswered.class,
            not ->
                assertThat(not.problems().getLast())
                    .isEqualTo("the model gave no answer: it took longer than 60 s"));
  }

  @Test
  void tellsThatAModelWantedToCallATool() throws SQLException {
    AskAnswer tool = answer(HARD, Optional.of(new Script().fails("it wants to call a tool")));

    assertThat(tool).isInstanceOf(AskAnswer.NotAnswered.class);
  }

  @Test
  void tellsWhatAModelSaysIsMissing() throws SQLException {
    AskAnswer answer =
        answer(
            HARD,
            Optional.of(
                new Script()
                    .says(
                        "{\"sql\":\"\",\"answerable\":false,\"clarify\":\"there are no grumbles\"}")));

    assertThat(answer)
        .isInstanceOfSatisfying(
            AskAnswer.NotAnswered.class,
            not -> assertThat(not.problems()).contains("there are no grumbles"));
  }

  @Test
  void completesTheLastWordWithWordsAndStoredNames() throws SQLException {
    Ask ask = ask();

    assertThat(ask.completions("", LIMITS).join()).contains("cost by project last 7 days");
    assertThat(ask.completions("cost by pro", LIMITS).join())
        .contains("cost by project", "cost by provider", "cost by profile");
    assertThat(ask.completions("requests of chec", LIMITS).join()).contains("requests of checkout");
  }
}
