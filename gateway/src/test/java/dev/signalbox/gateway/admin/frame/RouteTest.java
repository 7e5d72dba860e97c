package dev.signalbox.gateway.admin.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a declaration of a route leads to, and what it keeps from happening. */
final class RouteTest {
  private static final Field<Integer> COUNT =
      Field.of("count", Value.count(1, 9, 3), "how many").or(5);
  private static final Field<String> NAME = Field.required("name", Value.text(4, "ann"), "whose");
  private static final Field<String> OTHER = Field.of("other", Value.text(4, "x"), "what else");

  private static BodyFields fields(String json) {
    return BodyFields.of(json.getBytes(StandardCharsets.UTF_8), List.of(COUNT, NAME));
  }

  @Test
  void aChangeThatNobodyIsToldOfCannotBeDeclared() {
    Route.Draft draft =
        Route.delete("/v1/things/{id}", Role.OPERATOR, "Takes one out").gives(Shape.one("Deleted"));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> draft.by(_ -> Future.succeededFuture()))
        .withMessageContaining("DELETE /v1/things/{id}");
  }

  @Test
  void anAnswerThatIsNotSaidCannotBeDeclared() {
    Route.Draft draft = Route.get("/v1/things", Role.VIEWER, "All of them");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> draft.by(_ -> Future.succeededFuture()))
        .withMessage("GET /v1/things does not say what it answers");
  }

  @Test
  void whatStandsForNamesIsDecodedAndHasSlashesOnlyWhereTheyMay() {
    assertThat(Segments.of("/v1/a/{id}/b").in("/v1/a/x%2Fy/b")).isEqualTo(Map.of("id", "x/y"));
    assertThat(Segments.of("/v1/a/{id}").in("/v1/a/x/y")).isEmpty();
    assertThat(Segments.of("/v1/a/{id+}").in("/v1/a/x/y")).isEqualTo(Map.of("id", "x/y"));
    assertThat(Segments.of("/v1.a/{id}").in("/v1xa/x")).isEmpty();
  }

  @Test
  void fieldsAreReadAsDeclaredAndNullIsAbsent() {
    BodyFields said = fields("{\"count\": null, \"name\": \"ann\"}");

    assertThat(said.need(COUNT)).isEqualTo(5);
    assertThat(said.need(NAME)).isEqualTo("ann");
    assertThat(said.has(COUNT)).isTrue();
  }

  @Test
  void aRefusalNamesTheFieldAndWhatIsAllowed() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> fields("{\"count\": 10}").get(COUNT))
        .satisfies(e -> assertThat(e.problem().param()).contains("count"))
        .satisfies(
            e ->
                assertThat(e.problem().message())
                    .isEqualTo("`count` must be a whole number from 1 to 9"));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> fields("{}").get(NAME))
        .satisfies(
            e ->
                assertThat(e.problem().message())
                    .isEqualTo("`name` must be text of 1 to 4 characters"));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> fields("{\"cuont\": 1}"))
        .satisfies(
            e ->
                assertThat(e.problem().message())
                    .isEqualTo("there is no field `cuont` here; did you mean `count`?"));
  }

  @Test
  void whatIsNotDeclaredCannotBeRead() {
    BodyFields said = fields("{\"name\": \"ann\"}");

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> said.get(OTHER));
  }

  @Test
  void aBodyIsDescribedByItsFields() {
    Body body = new Body.Fields(List.of(COUNT, NAME));

    assertThat(StrictJson.parse(StrictJson.toPlainBytes(body.toSchema())))
        .isEqualTo(
            StrictJson.parse(
                """
                {"type": "object", "additionalProperties": false,
                 "properties": {
                  "count": {"type": ["integer", "null"], "minimum": 1, "maximum": 9,
                    "examples": [3], "default": 5, "description": "how many"},
                  "name": {"type": "string", "minLength": 1, "maxLength": 4,
                    "pattern": "\\\\S", "examples": ["ann"], "description": "whose"}},
                 "required": ["name"],
                 "examples": [{"count": 3, "name": "ann"}]}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void textOfAQueryIsReadAsWhatItStandsFor() {
    Value<Boolean> flag = Value.flag();

    assertThat(flag.reader().apply(flag.ofText("true"))).contains(true);
    assertThat(flag.reader().apply(flag.ofText("yes"))).isEmpty();
    assertThat(COUNT.value().reader().apply(COUNT.value().ofText("9"))).contains(9);
    assertThat(COUNT.value().reader().apply(COUNT.value().ofText("9.0"))).isEmpty();
    assertThat(NAME.value().reader().apply(NAME.value().ofText("12"))).contains("12");
  }
}
