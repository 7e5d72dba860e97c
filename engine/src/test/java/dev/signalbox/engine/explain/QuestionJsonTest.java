package dev.signalbox.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.state.ClusterMix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuestionJsonTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Question.Scope ONE =
      new Question.Scope.Named(List.of(new Question.Place(new Target("a", "one"), 0)));
  private static final QuestionJson.Frame FRAME =
      new QuestionJson.Frame(
          List.of("balanced", "code", "cheap"),
          List.of("openai_chat", "anthropic"),
          List.of("openai_chat", "anthropic"),
          NOON,
          origin -> origin.project().equals("shop") ? "code" : "balanced",
          QuestionJsonTest::scopeOf);

  private static Question.Scope scopeOf(String model) {
    return model.equals("auto") || model.startsWith("profile:") ? new Question.Scope.Open() : ONE;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          []                                   | a question must be a JSON object
          {'max_ouput': 5}                     | there is no field `max_ouput`: did you mean `max_output`?
          {'requested': 'a'}                   | there is no field `requested`: allowed are model, profile,
          {'places': []}                       | there is no field `places`: allowed are model, profile,
          {'profile': 'cod'}                   | `profile` cannot be `cod`: did you mean `code`?
          {'profile': 'zzzzzzzz'}              | `profile` cannot be `zzzzzzzz`: allowed are balanced, code, cheap
          {'model': 'profile:cheep'}           | `model` cannot be `cheep`: did you mean `cheap`?
          {'model': 'profile:code', 'profile': 'cheap'} | `profile` cannot be `cheap`: `model` names the profile `code`
          {'format': 'openai'}                 | `format` cannot be `openai`: did you mean `openai_chat`?
          {'model': 5}                         | `model` must be a text
          {'needs': 'tools'}                   | `needs` must be a list
          {'needs': ['tools', 'tool']}         | `needs[1]` cannot be `tool`: did you mean `tools`?
          {'parameters': ['stopp']}            | `parameters[0]` cannot be `stopp`: did you mean `stop`?
          {'parameters': ['seed']}             | `parameters[0]` cannot be `seed`: allowed are temperature, stop
          {'input_tokens': -1}                 | `input_tokens` must be a whole number from 0
          {'input_tokens': 1.5}                | `input_tokens` must be a whole number from 0
          {'input_tokens': '5'}                | `input_tokens` must be a whole number from 0
          {'max_output': 9223372036854775808}  | `max_output` must be a whole number from 0
          {'strict': 'yes'}                    | `strict` must be true or false
          {'classifications': [1]}             | `classifications[0]` must be a text
          {'losses': {'gemini': []}}           | there is no field `losses.gemini`: allowed are openai_chat, anthropic
          {'session_last': 'one'}              | `session_last` must be a `provider/model`, not `one`
          {'session_last': '/one'}             | `session_last` must be a `provider/model`, not `/one`
          {'session_last': 'a/'}               | `session_last` must be a `provider/model`, not `a/`
          {'session_pin': {'provider': 'a'}}   | `session_pin.what` is missing
          {'session_pin': {'wht': 'a'}}        | there is no field `session_pin.wht`: did you mean `what`?
          {'at': 'today'}                      | `at` must be a moment such as `2026-11-25T20:00:00Z`
          {'seed': 1.5}                        | `seed` must be a whole number of 64 bits
          """)
  void saysWhichFieldIsWrongAndWhatIsAllowed(String body, String message) {
    assertThatThrownBy(() -> QuestionJson.read(json(body), FRAME))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith(message);
  }

  @Test
  void shortensWhatItRepeats() {
    assertThatThrownBy(
            () -> QuestionJson.read(json("{'profile': '" + "x".repeat(1_000) + "'}"), FRAME))
        .message()
        .hasSizeLessThan(160);
  }

  @Test
  void whatIsNullIsAbsentAndNamesMayBeOneLetter() {
    Question question = QuestionJson.read(json("{'task': null, 'session_last': 'a/b'}"), FRAME);

    assertThat(question.origin().task()).isEmpty();
    assertThat(question.session().last()).contains(new Target("a", "b"));
  }

  @Test
  void aQuestionNeedsNothing() {
    Question question = QuestionJson.read(json("{}"), FRAME);

    assertThat(question)
        .isEqualTo(
            new Question(
                new Question.Asked("auto", "balanced", "openai_chat", false, true),
                new Question.Scope.Open(),
                new Needs(
                    Set.of(), new Needs.Tokens(0, false, OptionalLong.empty()), Set.of(), Map.of()),
                new Question.Origin("", "", "", "", "", Set.of(), Set.of()),
                Question.Session.NONE,
                OptionalLong.empty(),
                NOON,
                0,
                ClusterMix.NONE,
                false));
  }

  @Test
  void readsEveryField() {
    Question question =
        QuestionJson.read(
            json(
                """
                {"model": "one", "profile": "cheap", "format": "anthropic", "strict": true,
                 "failover": false, "needs": ["json_schema", "tools"], "input_tokens": 1830,
                 "input_tokens_exact": true, "max_output": 1024, "parameters": ["stop"],
                 "losses": {"openai_chat": ["top_k"]}, "task": "code", "project": "shop",
                 "source": "ide", "key": "team", "app": "web", "classifications": ["pii"],
                 "session": "s1", "session_last": "a/x/y", "session_cached_tokens": 900,
                 "session_pin": {"provider": "a", "what": "reasoning", "hard": true},
                 "budget_left_nanos": 7, "at": "2026-01-02T03:04:05.000000006Z", "seed": -42}
                """),
            FRAME);

    assertThat(question)
        .isEqualTo(
            new Question(
                new Question.Asked("one", "cheap", "anthropic", true, false),
                ONE,
                new Needs(
                    Set.of(Capability.TOOLS, Capability.JSON_SCHEMA),
                    new Needs.Tokens(1_830, true, OptionalLong.of(1_024)),
                    Set.of(Needs.Parameter.STOP),
                    Map.of("openai_chat", List.of("top_k"))),
                new Question.Origin("team", "web", "shop", "ide", "code", Set.of("pii"), Set.of()),
                new Question.Session(
                    "s1",
                    Optional.of(new Target("a", "x/y")),
                    900,
                    Optional.of(new Question.Pin("a", "reasoning", true))),
                OptionalLong.of(7),
                Instant.parse("2026-01-02T03:04:05.000000006Z"),
                -42,
                ClusterMix.NONE,
                false));
  }

  @Test
  void theProfileIsThatOfTheNameOrElseOfTheRules() {
    assertThat(profile("{'model': 'profile:cheap', 'project': 'shop'}")).isEqualTo("cheap");
    assertThat(profile("{'profile': 'cheap', 'project': 'shop'}")).isEqualTo("cheap");
    assertThat(profile("{'project': 'shop'}")).isEqualTo("code");
  }

  @Test
  void aStoredQuestionMustBeWhole() {
    assertThatThrownBy(() -> QuestionJson.readStored(json("{}")))
        .hasMessage("`requested` is missing");
    assertThatThrownBy(() -> QuestionJson.readStored(json("{'model': 'a'}")))
        .hasMessageStartingWith("there is no field `model`");
  }

  @Property
  void whatIsWrittenIsReadBackAsItWas(@ForAll long seed) throws JsonProcessingException {
    Question question = question(new SplittableRandom(seed));

    String stored = MAPPER.writeValueAsString(QuestionJson.write(question));

    assertThat(QuestionJson.readStored(MAPPER.readTree(stored))).isEqualTo(question);
  }

  private static Question question(SplittableRandom random) {
    return new Question(
        new Question.Asked(
            text(random), text(random), text(random), random.nextBoolean(), random.nextBoolean()),
        scope(random),
        needs(random),
        new Question.Origin(
            text(random),
            text(random),
            text(random),
            text(random),
            text(random),
            Set.copyOf(texts(random)),
            Set.copyOf(texts(random))),
        session(random),
        count(random),
        Instant.ofEpochSecond(random.nextLong(-1L << 33, 1L << 34), random.nextInt(1_000_000_000)),
        random.nextLong(),
        ClusterMix.NONE,
        false);
  }

  private static Needs needs(SplittableRandom random) {
    Map<String, List<String>> losses = new HashMap<>();
    texts(random).forEach(format -> losses.put(format, texts(random)));
    Set<Capability> needs = EnumSet.noneOf(Capability.class);
    for (Capability capability : Capability.values()) {
      if (random.nextBoolean()) {
        needs.add(capability);
      }
    }
    return new Needs(
        needs,
        new Needs.Tokens(random.nextLong(Long.MAX_VALUE), random.nextBoolean(), count(random)),
        random.nextBoolean() ? Set.of() : EnumSet.allOf(Needs.Parameter.class),
        losses);
  }

  private static Question.Scope scope(SplittableRandom random) {
    Set<Target> targets = new LinkedHashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      targets.add(target(random));
    }
    List<Question.Place> places = new ArrayList<>();
    targets.forEach(
        target -> places.add(new Question.Place(target, random.nextInt(Integer.MAX_VALUE))));
    return places.isEmpty() ? new Question.Scope.Open() : new Question.Scope.Named(places);
  }

  private static Target target(SplittableRandom random) {
    return new Target("p" + random.nextInt(9), "m/" + text(random));
  }

  private static Question.Session session(SplittableRandom random) {
    return new Question.Session(
        text(random),
        random.nextBoolean() ? Optional.of(target(random)) : Optional.empty(),
        count(random).orElse(0),
        random.nextBoolean()
            ? Optional.of(new Question.Pin(text(random), text(random), random.nextBoolean()))
            : Optional.empty());
  }

  private static OptionalLong count(SplittableRandom random) {
    return random.nextBoolean()
        ? OptionalLong.of(random.nextLong(Long.MAX_VALUE))
        : OptionalLong.empty();
  }

  private static List<String> texts(SplittableRandom random) {
    Set<String> texts = new LinkedHashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      texts.add(text(random));
    }
    return List.copyOf(texts);
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0xD800) : 'a' + i);
    }
    return text.toString();
  }

  private static String profile(String body) {
    return QuestionJson.read(json(body), FRAME).asked().profile();
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
