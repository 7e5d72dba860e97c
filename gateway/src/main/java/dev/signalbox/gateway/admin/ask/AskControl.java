package dev.signalbox.gateway.admin.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.analytics.ask.Ask;
import dev.signalbox.analytics.ask.AskAnswer;
import dev.signalbox.analytics.ask.ModelPort;
import dev.signalbox.analytics.ask.Templates;
import dev.signalbox.analytics.ask.Verified;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.Refusal;
import dev.signalbox.analytics.sql.SqlLimits;
import dev.signalbox.analytics.sql.SqlOutcome;
import dev.signalbox.analytics.sql.Views;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.BodyFields;
import dev.signalbox.gateway.admin.frame.ControlAnswer;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.ListFormat;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.config.AskConfig;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** SQL and questions in words over what is stored. */
public final class AskControl {
  private static final String EXAMPLE_SQL = "select count(*) from requests";
  private static final Field<String> SQL =
      Field.required("sql", Value.text(9_000, EXAMPLE_SQL), "one statement that reads");
  private static final Field<String> VERIFIED_SQL =
      Field.required("sql", Value.text(8_192, EXAMPLE_SQL), "the statement that answers it");
  private static final Field<String> QUESTION =
      Field.required(
          "question", Value.text(Templates.LONGEST, "what did each project cost?"), "in words");
  private static final Field<ZoneId> ZONE =
      Field.of(
          "zone",
          Value.of(
              "a time zone such as `Europe/Berlin` or `UTC`",
              Value.shown(Value.schema("string"), "Europe/Berlin", "UTC"),
              node -> Value.textOf(node).flatMap(AskControl::zone)),
          "whose days are meant; UTC where it is absent");
  private static final Field<Boolean> MODEL =
      Field.of("model", Value.flag(), "whether a model may be asked where no template fits")
          .or(true);
  private static final Field<String> BEGINNING =
      Field.of("q", Value.text(Templates.LONGEST, "cost by"), "how the question begins");

  private final Parts parts;
  private final AskConfig config;
  private final CallerRate rate;
  private final Field<Integer> maxRows;
  private final Here here;

  /**
   * What answers.
   *
   * @param numbers numbers that grow with time
   */
  public record Parts(GuardedSql sql, Ask ask, Verified verified, LongSupplier numbers) {}

  /**
   * How this gateway is reached from itself.
   *
   * @param host where it listens
   */
  public record Here(HttpClient client, String host, IntSupplier port) {}

  AskControl(Parts parts, AskConfig config, CallerRate rate, Here here) {
    this.parts = parts;
    this.config = config;
    this.rate = rate;
    this.maxRows =
        Field.of(
            "max_rows",
            Value.count(1, config.maxRows(), 1)
                .called("a whole number from 1 to %d (`ask.max_rows`)".formatted(config.maxRows())),
            "how many rows at most");
    this.here = here;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/sql", Role.VIEWER, "Runs a statement over what is stored")
            .body(SQL, maxRows)
            .gives(Shape.oneOrCsv("Rows"))
            .answeredBy(this::sql),
        Route.post("/v1/ask", Role.VIEWER, "Answers a question in words with a statement and rows")
            .body(QUESTION, ZONE, maxRows, MODEL)
            .gives(Shape.oneOrCsv("AskAnswer"))
            .answeredBy(this::ask),
        Route.get("/v1/ask/completions", Role.VIEWER, "Questions that begin like that")
            .query(BEGINNING)
            .gives(Shape.page("Text"))
            .by(this::completions),
        Route.get(
                "/v1/ask/views",
                Role.VIEWER,
                "The views that statements may read, and their columns")
            .gives(Shape.page("View"))
            .by(_ -> Future.succeededFuture(Page.whole(Views.all().stream().map(AnswerJson::of)))),
        Route.post("/v1/ask/verified", Role.OPERATOR, "Keeps a statement as the right answer")
            .audited("ask.verify")
            .body(QUESTION, VERIFIED_SQL)
            .gives(Shape.one("Kept"))
            .by(this::verify));
  }

  private Future<ControlAnswer> sql(ControlRequest request) {
    admit(request);
    return request
        .fields()
        .compose(
            fields ->
                Future.fromCompletionStage(
                    parts.sql().run(fields.need(SQL), limits(fields), asker(request, ""))))
        .map(outcome -> rows(request, outcome));
  }

  private ControlAnswer rows(ControlRequest request, SqlOutcome outcome) {
    if (outcome instanceof SqlOutcome.Found(var table)) {
      return wantsCsv(request)
          ? ControlAnswer.csv(CsvTable.of(table))
          : ControlAnswer.json(AnswerJson.of(table));
    }
    throw problem(outcome).toException();
  }

  private static Problem problem(SqlOutcome outcome) {
    return switch (outcome) {
      case SqlOutcome.Refused(Refusal refusal) ->
          Problem.invalid("sql", refusal.message()).withCode("sql_" + refusal.code());
      case SqlOutcome.Failed(String message) ->
          Problem.invalid("sql", message).withCode("sql_failed");
      case SqlOutcome.TimedOut(long millis) ->
          Problem.invalid(
                  "sql",
                  "the statement was stopped after %d ms: ask for a shorter time, or group less"
                      .formatted(millis))
              .withCode("sql_timeout");
      case SqlOutcome.Busy _ ->
          Problem.of(ProblemKind.OVERLOADED, "too many statements wait already; try again soon")
              .withRetryAfter(1);
      case SqlOutcome.Found _ -> throw new IllegalStateException("that is no problem");
    };
  }

  private Future<ControlAnswer> ask(ControlRequest request) {
    admit(request);
    return request
        .fields()
        .compose(
            fields -> {
              String question = fields.need(QUESTION);
              Ask.Asked asked =
                  new Ask.Asked(
                      question,
                      fields.get(ZONE).orElse(ZoneOffset.UTC),
                      limits(fields),
                      asker(request, question),
                      model(request, fields.need(MODEL)));
              return Future.fromCompletionStage(parts.ask().answer(asked));
            })
        .map(answer -> answer(request, answer));
  }

  private static ControlAnswer answer(ControlRequest request, AskAnswer answer) {
    return switch (answer) {
      case AskAnswer.Answered answered ->
          wantsCsv(request)
              ? ControlAnswer.csv(CsvTable.of(answered.table()))
              : ControlAnswer.json(AnswerJson.of(answered));
      case AskAnswer.NotAnswered not -> ControlAnswer.json(AnswerJson.of(not));
      case AskAnswer.NotRun not ->
          ControlAnswer.json(AnswerJson.of(not, problem(not.outcome()).message()));
    };
  }

  /** The configured model, where it is {@code wanted}. */
  private Optional<ModelPort> model(ControlRequest request, boolean wanted) {
    return config
        .model()
        .filter(_ -> wanted)
        .map(
            model ->
                new SelfModel(
                    here.client(),
                    new SelfModel.Target(
                        here.host(), here.port().getAsInt(), model, config.modelDeadline()),
                    request.http().headers()));
  }

  private Future<JsonNode> completions(ControlRequest request) {
    String beginning = request.get(BEGINNING).orElse("");
    return Future.fromCompletionStage(
            parts.ask().completions(beginning, new SqlLimits(config.maxRows(), config.deadline())))
        .map(found -> Page.whole(found.stream().map(TextNode::valueOf)));
  }

  private Future<JsonNode> verify(ControlRequest request) {
    admit(request);
    return request
        .fields()
        .compose(
            fields -> {
              Verified.Pair pair =
                  new Verified.Pair(fields.need(QUESTION), fields.need(VERIFIED_SQL));
              parts
                  .sql()
                  .refusal(fields.need(VERIFIED_SQL))
                  .ifPresent(
                      refusal -> {
                        throw problem(new SqlOutcome.Refused(refusal)).toException();
                      });
              long id = parts.numbers().getAsLong();
              return Future.fromCompletionStage(
                      parts.verified().keep(id, request.caller().label(), pair))
                  .map(_ -> StrictJson.object().put("id", Long.toString(id)));
            });
  }

  private void admit(ControlRequest request) {
    OptionalLong wait = rate.count(request.caller().label(), request.head().at().toEpochMilli());
    if (wait.isPresent()) {
      throw Problem.of(
              ProblemKind.RATE_LIMIT,
              "a key may ask %d times in a minute (`ask.per_minute`)".formatted(config.perMinute()))
          .withRetryAfter(wait.getAsLong())
          .toException();
    }
  }

  private GuardedSql.Asker asker(ControlRequest request, String question) {
    return new GuardedSql.Asker(request.caller().label(), request.address(), question);
  }

  private static boolean wantsCsv(ControlRequest request) {
    return ListFormat.askedBy(request.http()) == ListFormat.CSV;
  }

  private SqlLimits limits(BodyFields fields) {
    SqlLimits limits = new SqlLimits(config.maxRows(), config.deadline());
    return fields.get(maxRows).map(limits::withRows).orElse(limits);
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
