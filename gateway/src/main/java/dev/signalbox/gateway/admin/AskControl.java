package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.ask.Ask;
import dev.signalbox.analytics.ask.AskAnswer;
import dev.signalbox.analytics.ask.ModelPort;
import dev.signalbox.analytics.ask.Templates;
import dev.signalbox.analytics.ask.Verified;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.Refusal;
import dev.signalbox.analytics.sql.SqlLimits;
import dev.signalbox.analytics.sql.SqlOutcome;
import dev.signalbox.gateway.config.AskConfig;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
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

/** {@code /v1/sql} and {@code /v1/ask}: questions over what is stored, for operators. */
public final class AskControl {
  private static final int LONGEST_SQL = 9_000;

  private final Parts parts;
  private final AskConfig config;
  private final CallerRate rate;
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
    this.here = here;
  }

  /** {@code POST /v1/sql}. */
  Future<ControlAnswer> sql(ControlRequest request) {
    admit(request);
    return request
        .body()
        .compose(
            body -> {
              BodyFields fields = BodyFields.of(body, List.of("sql", "max_rows"));
              String sql = fields.text("sql", LONGEST_SQL);
              SqlLimits limits = limits(fields.node());
              return Future.fromCompletionStage(parts.sql().run(sql, limits, asker(request, "")));
            })
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

  /** {@code POST /v1/ask}. */
  Future<ControlAnswer> ask(ControlRequest request) {
    admit(request);
    return request
        .body()
        .compose(
            body -> {
              BodyFields fields =
                  BodyFields.of(body, List.of("question", "zone", "max_rows", "model"));
              String question = fields.text("question", Templates.LONGEST);
              Ask.Asked asked =
                  new Ask.Asked(
                      question,
                      zone(fields.node()),
                      limits(fields.node()),
                      asker(request, question),
                      model(request, fields.node()));
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

  /** The configured model; none where {@code "model": false} says so. */
  private Optional<ModelPort> model(ControlRequest request, ObjectNode fields) {
    JsonNode wanted = fields.path("model");
    if (!wanted.isMissingNode() && !wanted.isBoolean()) {
      throw Problem.invalid("model", "`model` must be `true` or `false`").toException();
    }
    return config
        .model()
        .filter(_ -> wanted.asBoolean(true))
        .map(
            model ->
                new SelfModel(
                    here.client(),
                    new SelfModel.Target(
                        here.host(), here.port().getAsInt(), model, config.modelDeadline()),
                    request.http().headers()));
  }

  /** {@code GET /v1/ask/completions}. */
  Future<JsonNode> completions(ControlRequest request) {
    String beginning = request.text("q").orElse("");
    return Future.fromCompletionStage(
            parts.ask().completions(beginning, new SqlLimits(config.maxRows(), config.deadline())))
        .map(
            found -> {
              ObjectNode list = StrictJson.object();
              var data = list.putArray("data");
              found.forEach(data::add);
              return list.putNull("next");
            });
  }

  /** {@code POST /v1/ask/verified}. */
  Future<JsonNode> verify(ControlRequest request) {
    admit(request);
    return request
        .body()
        .compose(
            body -> {
              BodyFields fields = BodyFields.of(body, List.of("question", "sql"));
              String question = fields.text("question", Templates.LONGEST);
              String sql = fields.text("sql", 8_192);
              parts
                  .sql()
                  .refusal(sql)
                  .ifPresent(
                      refusal -> {
                        throw problem(new SqlOutcome.Refused(refusal)).toException();
                      });
              long id = parts.numbers().getAsLong();
              return Future.fromCompletionStage(
                      parts
                          .verified()
                          .keep(id, request.caller().label(), new Verified.Pair(question, sql)))
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
    String accept = request.http().getHeader("accept");
    return accept != null && accept.contains("text/csv");
  }

  private SqlLimits limits(ObjectNode fields) {
    SqlLimits limits = new SqlLimits(config.maxRows(), config.deadline());
    JsonNode rows = fields.path("max_rows");
    if (rows.isMissingNode()) {
      return limits;
    }
    if (!rows.isInt() || rows.asInt() < 1 || rows.asInt() > config.maxRows()) {
      throw Problem.invalid(
              "max_rows",
              "`max_rows` must be a whole number from 1 to %d (`ask.max_rows`)"
                  .formatted(config.maxRows()))
          .toException();
    }
    return limits.withRows(rows.asInt());
  }

  private static ZoneId zone(ObjectNode fields) {
    JsonNode zone = fields.path("zone");
    if (zone.isMissingNode()) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(zone.asText(""));
    } catch (DateTimeException e) {
      throw badZone();
    }
  }

  private static ProblemException badZone() {
    return Problem.invalid("zone", "`zone` must be a time zone such as `Europe/Berlin` or `UTC`")
        .toException();
  }
}
