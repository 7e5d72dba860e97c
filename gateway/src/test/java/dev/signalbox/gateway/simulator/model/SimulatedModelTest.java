package dev.signalbox.gateway.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedModelTest {
  private static final String CITY =
      "{'type':'object','properties':{'city':{'type':'string'},'days':{'type':'integer',"
          + "'minimum':1,'maximum':7}},'required':['city','days'],'additionalProperties':false}";
  private static final Tool.Function WEATHER = Asking.tool("get_weather", CITY);
  private static final Tool.Function TIME =
      Asking.tool("get_time", "{'type':'object','properties':{'zone':{'enum':['UTC']}}}");

  private final SimulatedModel model = new SimulatedModel(1);

  @Test
  void quotesTheQuestionAndSaysThatItIsSimulated() {
    Choice choice = only(Asking.of("How high is the moon?"));

    assertThat(text(choice))
        .startsWith("[simulated] You said \"How high is the moon?\".")
        .contains("no model was asked");
    assertThat(choice.stop()).isEqualTo(StopReason.END);
  }

  @Test
  void answersTheSameQuestionTheSameAndAnotherDifferently() {
    Reply first = model.reply(Asking.of("a").request(), Protocol.CHAT);

    assertThat(model.reply(Asking.of("a").request(), Protocol.CHAT)).isEqualTo(first);
    assertThat(model.reply(Asking.of("b").request(), Protocol.CHAT)).isNotEqualTo(first);
    assertThat(new SimulatedModel(2).reply(Asking.of("a").request(), Protocol.CHAT))
        .isNotEqualTo(first);
  }

  @Test
  void saysTheSameWhateverTheProtocol() {
    List<String> texts =
        List.of(Protocol.values()).stream()
            .map(each -> text(model.reply(Asking.of("a").request(), each).choices().getFirst()))
            .distinct()
            .toList();

    assertThat(texts).hasSize(1);
  }

  @Test
  void writesAboutAsManyWordsAsAskedFor() {
    String text = text(only(Asking.of("Tell me a story in 300 words, please")));

    assertThat(text.split(" ")).hasSizeBetween(280, 330);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void endsAtTheOutputLimit(int limit) {
    Reply reply = model.reply(Asking.of("Hello").maxTokens(limit).request(), Protocol.CHAT);

    assertThat(reply.choices().getFirst().stop()).isEqualTo(StopReason.MAX_TOKENS);
    assertThat(reply.usage().map(Usage::output)).contains((long) limit);
    assertThat(Pieces.count(text(reply.choices().getFirst()))).isEqualTo(limit);
  }

  @Test
  void keepsALimitThatIsJustEnough() {
    Usage usage = model.reply(Asking.of("Hello").request(), Protocol.CHAT).usage().orElseThrow();

    assertThat(only(Asking.of("Hello").maxTokens((int) usage.output())).stop())
        .isEqualTo(StopReason.END);
  }

  @Test
  void endsBeforeTheFirstStopText() {
    Choice choice = only(Asking.of("one two three").stop("three", "two", "nowhere"));

    assertThat(text(choice)).isEqualTo("[simulated] You said \"one ");
    assertThat(choice.stop()).isEqualTo(StopReason.STOP_SEQUENCE);
    assertThat(choice.stopSequence()).contains("two");
  }

  @Test
  void givesAsManyDifferentAnswersAsAskedFor() {
    Reply reply = model.reply(Asking.of("Hello").candidates(3).request(), Protocol.CHAT);

    assertThat(reply.choices()).extracting(Choice::index).containsExactly(0, 1, 2);
    assertThat(reply.choices().stream().map(SimulatedModelTest::text).distinct()).hasSize(3);
  }

  @Test
  void callsTwoOfSeveralFunctionsWithArgumentsThatFit() {
    Choice choice = only(Asking.of("Hello").tools(new ToolChoice.Auto(), WEATHER, TIME));

    assertThat(choice.stop()).isEqualTo(StopReason.TOOL_CALLS);
    List<Part.ToolCall> calls = calls(choice);
    assertThat(calls)
        .extracting(Part.ToolCall::name)
        .containsExactlyInAnyOrder("get_weather", "get_time");
    assertThat(calls).extracting(Part.ToolCall::id).doesNotHaveDuplicates();
    calls.forEach(SimulatedModelTest::assertArgumentsFit);
  }

  @Test
  void callsOneFunctionTwiceWhenTheTextNamesTwoThings() {
    Choice choice =
        only(Asking.of("Weather in Oslo and Lima?").tools(new ToolChoice.Auto(), WEATHER));

    assertThat(calls(choice))
        .extracting(Part.ToolCall::name)
        .containsExactly("get_weather", "get_weather");
  }

  @Test
  void callsOnceWhenParallelCallsAreOff() {
    Tooling tooling = new Tooling(List.of(WEATHER, TIME), Optional.empty(), Optional.of(false));

    assertThat(calls(only(Asking.of("this and that").tools(tooling)))).hasSize(1);
  }

  @Test
  void callsTheNamedFunctionEvenAfterResults() {
    Choice choice = only(answered().tools(new ToolChoice.Named("get_time"), WEATHER, TIME));

    assertThat(calls(choice)).extracting(Part.ToolCall::name).containsExactly("get_time");
  }

  @Test
  void callsOnlyAllowedFunctions() {
    ToolChoice.Allowed allowed = new ToolChoice.Allowed(List.of("get_time"), true);

    assertThat(calls(only(Asking.of("Hello").tools(allowed, WEATHER, TIME))))
        .extracting(Part.ToolCall::name)
        .containsOnly("get_time");
  }

  @Test
  void refusesAForcedFunctionThatIsNotOffered() {
    Asking asking = Asking.of("Hello").tools(new ToolChoice.Named("nope"), WEATHER);

    assertThatThrownBy(() -> model.reply(asking.request(), Protocol.CHAT))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void quotesToolResultsInsteadOfCallingAgain() {
    Choice choice = only(answered().tools(new ToolChoice.Auto(), WEATHER, TIME));

    assertThat(text(choice))
        .startsWith(
            "[simulated] The tool get_weather answered \"18 degrees\". The tool get_time failed"
                + " with \"no such zone\".");
  }

  @Test
  void cutsCallsAtTheOutputLimitButNeverHalfAGeminiCall() {
    Asking asking = Asking.of("Hello").tools(new ToolChoice.Auto(), WEATHER, TIME).maxTokens(4);

    Choice chat = only(asking);
    Choice gemini = model.reply(asking.request(), Protocol.GEMINI).choices().getFirst();

    assertThat(chat.stop()).isEqualTo(StopReason.MAX_TOKENS);
    assertThat(gemini.stop()).isEqualTo(StopReason.MAX_TOKENS);
    calls(gemini).forEach(SimulatedModelTest::assertArgumentsFit);
  }

  @Test
  void satisfiesTheSchemaOfStructuredOutput() {
    ResponseFormat format =
        new ResponseFormat.JsonSchema("x", Optional.empty(), Asking.json(CITY), Optional.of(true));

    String written = text(only(Asking.of("Hello").format(format)));

    assertThat(
            SchemaCheck.complaints(Asking.json(CITY), StrictJson.tryParse(written).orElseThrow()))
        .isEmpty();
  }

  @Test
  void writesAnObjectInJsonMode() {
    String written = text(only(Asking.of("Hello").format(new ResponseFormat.JsonObject())));

    assertThat(StrictJson.tryParse(written).orElseThrow().path("question").asText())
        .isEqualTo("Hello");
  }

  @ParameterizedTest
  @EnumSource
  void signsReasoningAsTheProtocolDoes(Protocol protocol) {
    Reply reply =
        model.reply(
            Asking.of("Hello").tools(new ToolChoice.Auto(), WEATHER).effort("high").request(),
            protocol);

    Part.Reasoning reasoning = (Part.Reasoning) reply.choices().getFirst().parts().getFirst();
    Part.ToolCall call = calls(reply.choices().getFirst()).getFirst();
    assertThat(reasoning.text()).isNotEmpty();
    assertThat(reply.usage().orElseThrow().reasoning())
        .isEqualTo(Pieces.count(reasoning.text()))
        .isLessThan(reply.usage().orElseThrow().output());
    assertThat(reasoning.signature().map(Signature::kind))
        .isEqualTo(
            switch (protocol) {
              case ANTHROPIC -> Optional.of(Signature.Kind.SIGNED);
              case RESPONSES -> Optional.of(Signature.Kind.ENCRYPTED);
              case CHAT, GEMINI -> Optional.empty();
            });
    assertThat(call.signature().map(Signature::origin))
        .isEqualTo(protocol == Protocol.GEMINI ? Optional.of(Protocol.GEMINI) : Optional.empty());
  }

  @Test
  void doesNotReasonWhenThatIsSwitchedOff() {
    ReasoningRequest off =
        new ReasoningRequest(
            Optional.of(false),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(only(Asking.of("Hello").reasoning(off)).parts()).hasSize(1);
    assertThat(only(Asking.of("Hello").effort("none")).parts()).hasSize(1);
    assertThat(only(Asking.of("Hello")).parts()).hasSize(1);
  }

  @Test
  void describesMediaByKindTypeAndSize() {
    Part.Media image =
        new Part.Media(
            MediaKind.IMAGE,
            new MediaSource.Inline("image/png", "aGVsbG8="),
            Optional.empty(),
            Extras.NONE);
    Part.Media document =
        new Part.Media(
            MediaKind.DOCUMENT,
            new MediaSource.Url("https://example.com/a.pdf", Optional.of("application/pdf")),
            Optional.of("a.pdf"),
            Extras.NONE);

    assertThat(text(only(Asking.ofParts(Part.Text.of("See"), image, document))))
        .contains(
            "With it came an image (image/png, 5 bytes), a document named a.pdf at"
                + " https://example.com/a.pdf (application/pdf).");
  }

  @Test
  void givesALogProbabilityForEachToken() {
    Choice choice = only(Asking.of("Grüße").topLogProbs(3));

    Part.Text text = (Part.Text) choice.parts().getFirst();
    assertThat(text.logProbs().stream().map(TokenLogProb::token).collect(Collectors.joining()))
        .isEqualTo(text.text());
    assertThat(text.logProbs())
        .allSatisfy(
            token -> {
              assertThat(token.logProb()).isNegative();
              assertThat(token.top()).hasSize(3);
              assertThat(token.top().getFirst().token()).isEqualTo(token.token());
            });
  }

  @Test
  void readsHalfOfALongPromptFromTheCacheWhenAskedTo() {
    Labels cached =
        new Labels(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("key"),
            Optional.empty(),
            Optional.empty());
    Asking longOne = Asking.of("x".repeat(8_000));

    assertThat(inputOf(longOne)).isEqualTo(Usage.of(2_000, 0));
    assertThat(inputOf(longOne.labels(cached)))
        .isEqualTo(new Usage(1_000, 1_000, 0, 0, 0, 0, 0, 0, 0, ""));
    assertThat(inputOf(Asking.of("x".repeat(4_096)).labels(cached))).isEqualTo(Usage.of(1_024, 0));
    assertThat(inputOf(Asking.of(""))).isEqualTo(Usage.of(1, 0));
  }

  private Choice only(Asking asking) {
    return model.reply(asking.request(), Protocol.CHAT).choices().getFirst();
  }

  private static Usage inputOf(Asking asking) {
    return PromptTokens.of(asking.request());
  }

  private static Asking answered() {
    return Asking.ofTurns(
        Turn.of(Role.USER, List.of(Part.Text.of("Weather and time?"))),
        Turn.of(
            Role.ASSISTANT,
            List.of(
                Part.ToolCall.of("1", "get_weather", "{}"),
                Part.ToolCall.of("2", "get_time", "{}"))),
        Turn.of(
            Role.USER,
            List.of(
                new Part.ToolResult(
                    "1", "get_weather", List.of(Part.Text.of("18 degrees")), false, Extras.NONE),
                new Part.ToolResult(
                    "2", "get_time", List.of(Part.Text.of("no such zone")), true, Extras.NONE))));
  }

  private static void assertArgumentsFit(Part.ToolCall call) {
    Tool.Function tool = call.name().equals("get_weather") ? WEATHER : TIME;
    assertThat(
            SchemaCheck.complaints(
                tool.parameters().orElseThrow(),
                StrictJson.tryParse(call.argumentsJson()).orElseThrow()))
        .isEmpty();
  }

  private static List<Part.ToolCall> calls(Choice choice) {
    return choice.parts().stream()
        .filter(Part.ToolCall.class::isInstance)
        .map(Part.ToolCall.class::cast)
        .toList();
  }

  private static String text(Choice choice) {
    return choice.parts().stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining());
  }
}
