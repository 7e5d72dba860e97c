package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThinkingAndToolsTest {
  private static final ModelTraits BUDGET = Given.traits(ModelTraits.Thinking.BUDGET, true);
  private static final ModelTraits LEVEL = Given.traits(ModelTraits.Thinking.LEVEL, true);
  private static final ModelTraits NO_SCHEMA = Given.traits(ModelTraits.Thinking.BUDGET, false);
  private static final Turn HI = Turn.of(Role.USER, List.of(Part.Text.of("hi")));
  private static final Tool WEATHER =
      new Tool.Function(
          "weather", Optional.empty(), Optional.empty(), Optional.empty(), Extras.NONE);

  private static Request request(
      List<Turn> turns, Tooling tooling, ReasoningRequest reasoning, OutputSpec output) {
    return new Request(
        "m",
        false,
        turns,
        tooling,
        Sampling.NONE,
        new OutputSpec(output.maxTokens(), output.format(), reasoning, Optional.empty()),
        Labels.NONE,
        Extras.NONE);
  }

  private static Request thinking(Optional<Integer> maxTokens, ReasoningRequest reasoning) {
    return request(List.of(HI), Tooling.NONE, reasoning, limit(maxTokens));
  }

  private static OutputSpec limit(Optional<Integer> maxTokens) {
    return new OutputSpec(maxTokens, Optional.empty(), ReasoningRequest.NONE, Optional.empty());
  }

  private static ReasoningRequest effort(String effort) {
    return new ReasoningRequest(
        Optional.empty(),
        Optional.of(effort),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ReasoningRequest budget(int tokens) {
    return new ReasoningRequest(
        Optional.of(true),
        Optional.empty(),
        Optional.of(tokens),
        Optional.empty(),
        Optional.empty());
  }

  private static Given.Written tools(
      Tooling tooling, ReasoningRequest reasoning, ModelTraits traits) {
    return Given.written(request(List.of(HI), tooling, reasoning, OutputSpec.NONE), traits);
  }

  private static Tooling choosing(ToolChoice choice) {
    return new Tooling(List.of(WEATHER), Optional.of(choice), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "minimal, 1024",
    "low, 2048",
    "medium, 8192",
    "high, 16384",
    "xhigh, 24576",
    "max, 32000"
  })
  void turnsAnEffortIntoABudgetForModelsThatThinkByOne(String effort, int budget) {
    Given.Written written = Given.written(thinking(Optional.of(50_000), effort(effort)), BUDGET);

    assertThat(written.body().path("thinking"))
        .isEqualTo(Given.node("{'type':'enabled','budget_tokens':%d}".formatted(budget)));
    assertThat(written.losses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"minimal, low", "low, low", "medium, medium", "high, high", "max, max"})
  void turnsAnEffortIntoALevelForModelsThatThinkAdaptively(String effort, String level) {
    Given.Written written = Given.written(thinking(Optional.empty(), effort(effort)), LEVEL);

    assertThat(written.body().path("thinking")).isEqualTo(Given.node("{'type':'adaptive'}"));
    assertThat(written.body().at("/output_config/effort").asText()).isEqualTo(level);
  }

  @Test
  void sendsAnEffortThatAClientOfThisApiNamesWithoutThinkingAsItIs() {
    Request asked =
        Given.decoded(
            Given.json(
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'}],"
                    + "'output_config':{'effort':'low'}}"));

    ObjectNode body = Given.written(asked, LEVEL).body();

    assertThat(body.path("output_config")).isEqualTo(Given.node("{'effort':'low'}"));
    assertThat(body.has("thinking")).isFalse();
    assertThat(body.propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("model", "max_tokens", "messages", "output_config");
  }

  @Test
  void turnsABudgetIntoALevelAndTellsIt() {
    Given.Written written = Given.written(thinking(Optional.empty(), budget(4_000)), LEVEL);

    assertThat(written.body().at("/output_config/effort").asText()).isEqualTo("medium");
    assertThat(written.told()).containsExactly("adapted thinking.budget_tokens");
  }

  @Test
  void switchesThinkingOffWhenAskedAndSaysNothingWhenNotAsked() {
    assertThat(Given.written(thinking(Optional.empty(), effort("none"))).body().path("thinking"))
        .isEqualTo(Given.node("{'type':'disabled'}"));
    assertThat(
            Given.written(thinking(Optional.empty(), ReasoningRequest.NONE)).body().has("thinking"))
        .isFalse();
  }

  @Test
  void lowersABudgetThatDoesNotFitBelowTheClientsLimit() {
    Given.Written written = Given.written(thinking(Optional.of(4_000), effort("high")), BUDGET);

    assertThat(written.body().at("/thinking/budget_tokens").asInt()).isEqualTo(3_000);
    assertThat(written.body().path("max_tokens").asInt()).isEqualTo(4_000);
    assertThat(written.told()).containsExactly("adapted reasoning_effort");
  }

  @Test
  void raisesALimitThatIsTooSmallForAnyBudget() {
    Given.Written written = Given.written(thinking(Optional.of(500), effort("low")), BUDGET);

    assertThat(written.body().at("/thinking/budget_tokens").asInt()).isEqualTo(1_024);
    assertThat(written.body().path("max_tokens").asInt()).isEqualTo(1_524);
    assertThat(written.told()).containsExactly("adapted max_tokens", "adapted reasoning_effort");
  }

  @Test
  void raisesABudgetBelowTheLeastAndMakesRoomWhereTheClientSetNoLimit() {
    assertThat(Given.written(thinking(Optional.empty(), budget(100)), BUDGET).told())
        .containsExactly("adapted thinking.budget_tokens");

    Given.Written roomy = Given.written(thinking(Optional.empty(), effort("max")), BUDGET);
    assertThat(roomy.body().path("max_tokens").asInt()).isEqualTo(40_192);
    assertThat(roomy.losses()).isEmpty();
  }

  @Test
  void dropsWhatDoesNotGoWithThinking() {
    Request asked =
        Given.decoded(
            Given.json(
                "{'model':'m','max_tokens':9000,'messages':[{'role':'user','content':'x'}],"
                    + "'thinking':{'type':'enabled','budget_tokens':2000},'temperature':0.5,"
                    + "'top_k':5,'top_p':0.5,'tools':[{'name':'f','input_schema':{'type':'object'}}],"
                    + "'tool_choice':{'type':'any'}}"));

    Given.Written written = Given.written(asked, BUDGET);

    assertThat(written.told())
        .containsExactlyInAnyOrder(
            "adapted tool_choice", "dropped temperature", "dropped top_p", "dropped top_k");
    assertThat(written.body().path("tool_choice")).isEqualTo(Given.node("{'type':'auto'}"));
  }

  @Test
  void doesNotThinkByABudgetInAToolLoopBegunByAnotherProvider() {
    List<Turn> loop =
        List.of(
            HI,
            Turn.of(Role.ASSISTANT, List.of(Part.ToolCall.of("c", "weather", "{}"))),
            Turn.of(
                Role.USER,
                List.of(new Part.ToolResult("c", "weather", List.of(), false, Extras.NONE))));
    Tooling tooling = new Tooling(List.of(WEATHER), Optional.empty(), Optional.empty());

    Given.Written byBudget =
        Given.written(request(loop, tooling, effort("high"), OutputSpec.NONE), BUDGET);
    Given.Written byLevel =
        Given.written(request(loop, tooling, effort("high"), OutputSpec.NONE), LEVEL);

    assertThat(byBudget.body().has("thinking")).isFalse();
    assertThat(byBudget.told()).containsExactly("dropped reasoning_effort");
    assertThat(byLevel.body().at("/thinking/type").asText()).isEqualTo("adaptive");
    List<Turn> later = new ArrayList<>(loop);
    later.add(Turn.of(Role.ASSISTANT, List.of(Part.Text.of("sunny"))));
    later.add(HI);
    assertThat(
            Given.written(request(later, tooling, effort("high"), OutputSpec.NONE), BUDGET).told())
        .containsExactly("dropped reasoning_effort");
  }

  @Test
  void keepsAPrefilledAnswerAndDoesNotThinkThen() {
    List<Turn> turns = List.of(HI, Turn.of(Role.ASSISTANT, List.of(Part.Text.of("So"))));

    Given.Written written =
        Given.written(request(turns, Tooling.NONE, effort("low"), OutputSpec.NONE), BUDGET);

    assertThat(written.body().at("/messages/1/content/0/text").asText()).isEqualTo("So");
    assertThat(written.told()).containsExactly("dropped reasoning_effort");
  }

  @Test
  void writesEveryToolChoice() {
    assertThat(choice(new ToolChoice.None())).isEqualTo(Given.node("{'type':'none'}"));
    assertThat(choice(new ToolChoice.Auto())).isEqualTo(Given.node("{'type':'auto'}"));
    assertThat(choice(new ToolChoice.Any())).isEqualTo(Given.node("{'type':'any'}"));
    assertThat(choice(new ToolChoice.Named("weather")))
        .isEqualTo(Given.node("{'type':'tool','name':'weather'}"));
  }

  private static JsonNode choice(ToolChoice choice) {
    return tools(choosing(choice), ReasoningRequest.NONE, BUDGET).body().path("tool_choice");
  }

  @Test
  void forbidsParallelCallsWithAndWithoutAChoice() {
    Tooling plain = new Tooling(List.of(WEATHER), Optional.empty(), Optional.of(false));
    Tooling chosen =
        new Tooling(List.of(WEATHER), Optional.of(new ToolChoice.Any()), Optional.of(false));

    assertThat(tools(plain, ReasoningRequest.NONE, BUDGET).body().path("tool_choice"))
        .isEqualTo(Given.node("{'type':'auto','disable_parallel_tool_use':true}"));
    assertThat(tools(chosen, ReasoningRequest.NONE, BUDGET).body().path("tool_choice"))
        .isEqualTo(Given.node("{'type':'any','disable_parallel_tool_use':true}"));
  }

  @Test
  void leavesOutToolsThatAreNotAllowedAndThoseOfOtherApis() {
    Tooling tooling =
        new Tooling(
            List.of(
                WEATHER,
                new Tool.Function(
                    "other", Optional.empty(), Optional.empty(), Optional.empty(), Extras.NONE),
                new Tool.Native(Protocol.RESPONSES, "web_search", Given.json("{}"))),
            Optional.of(new ToolChoice.Allowed(List.of("weather"), true)),
            Optional.empty());

    Given.Written written = tools(tooling, ReasoningRequest.NONE, BUDGET);

    assertThat(written.body().path("tools"))
        .isEqualTo(Given.node("[{'name':'weather','input_schema':{'type':'object'}}]"));
    assertThat(written.body().path("tool_choice"))
        .isEqualTo(Given.node("{'type':'tool','name':'weather'}"));
    assertThat(written.told()).containsExactly("adapted tool_choice", "dropped tools[2]");
  }

  @Test
  void sendsNoChoiceWithoutTools() {
    Tooling tooling = new Tooling(List.of(), Optional.of(new ToolChoice.Any()), Optional.empty());

    Given.Written written = tools(tooling, ReasoningRequest.NONE, BUDGET);

    assertThat(written.body().has("tool_choice")).isFalse();
    assertThat(written.told()).containsExactly("dropped tool_choice");
  }

  private static OutputSpec schema(String schema) {
    return new OutputSpec(
        Optional.empty(),
        Optional.of(
            new ResponseFormat.JsonSchema(
                "person", Optional.empty(), Given.node(schema), Optional.of(true))),
        ReasoningRequest.NONE,
        Optional.empty());
  }

  @Test
  void sendsASchemaNativelyAndForbidsFurtherPropertiesForIt() {
    Request request =
        request(
            List.of(HI),
            Tooling.NONE,
            ReasoningRequest.NONE,
            schema(
                "{'type':'object','properties':{'minimum':{'type':'integer','minimum':1}},"
                    + "'$defs':{'x':{'type':'object','additionalProperties':false}}}"));

    Given.Written written = Given.written(request, BUDGET);

    assertThat(written.body().at("/output_config/format"))
        .isEqualTo(
            Given.node(
                "{'type':'json_schema','schema':{'type':'object','properties':{'minimum':"
                    + "{'type':'integer'}},'$defs':{'x':{'type':'object',"
                    + "'additionalProperties':false}},'additionalProperties':false}}"));
    assertThat(written.told())
        .containsExactly(
            "dropped response_format.schema.minimum",
            "adapted response_format.schema.additionalProperties");
  }

  @Test
  void asksForASchemaAsAForcedToolWhereItIsNotNative() {
    Request request =
        request(List.of(HI), Tooling.NONE, effort("high"), schema("{'type':'object'}"));

    Given.Written written = Given.written(request, NO_SCHEMA);

    assertThat(written.body().path("tools").get(0).path("name").asText())
        .isEqualTo("signalbox_json_output");
    assertThat(written.body().path("tools").get(0).path("input_schema"))
        .isEqualTo(Given.node("{'type':'object'}"));
    assertThat(written.body().path("tool_choice"))
        .isEqualTo(
            Given.node(
                "{'type':'tool','name':'signalbox_json_output','disable_parallel_tool_use':true}"));
    assertThat(written.body().has("thinking")).isFalse();
    assertThat(written.told())
        .containsExactly("adapted response_format", "dropped reasoning_effort");
  }

  @Test
  void letsTheModelChooseBetweenTheClientsToolsAndItsAnswer() {
    Tooling tooling = new Tooling(List.of(WEATHER), Optional.empty(), Optional.empty());
    Request request =
        request(List.of(HI), tooling, ReasoningRequest.NONE, schema("{'type':'object'}"));

    ObjectNode body = Given.written(request, NO_SCHEMA).body();

    assertThat(body.path("tools")).hasSize(2);
    assertThat(body.path("tool_choice")).isEqualTo(Given.node("{'type':'any'}"));
  }

  @Test
  void givesTheForcedToolCallBackAsText() {
    Reply reply =
        Given.PROVIDER.decodeReply(
            Given.json(
                "{'type':'message','stop_reason':'tool_use','content':[{'type':'tool_use',"
                    + "'id':'t','name':'signalbox_json_output','input':{'a':1}}]}"));
    Reply streamed =
        Given.fold(
                Given.events(
                    Given.sse(
                        "{'type':'message_start','message':{}}",
                        "{'type':'content_block_start','index':0,'content_block':{'type':"
                            + "'tool_use','id':'t','name':'signalbox_json_output','input':{}}}",
                        "{'type':'content_block_delta','index':0,'delta':{'type':"
                            + "'input_json_delta','partial_json':'{\\\"a\\\":1}'}}",
                        "{'type':'content_block_stop','index':0}",
                        "{'type':'message_delta','delta':{'stop_reason':'tool_use'}}",
                        "{'type':'message_stop'}")))
            .toReply();

    assertThat(reply.choices().getFirst().parts()).isEqualTo(List.of(Part.Text.of("{\"a\":1}")));
    assertThat(reply.choices().getFirst().stop()).isEqualTo(StopReason.END);
    assertThat(streamed.choices()).isEqualTo(reply.choices());
  }

  @Test
  void asksForAnyJsonObjectInTheInstructions() {
    OutputSpec output =
        new OutputSpec(
            Optional.empty(),
            Optional.of(new ResponseFormat.JsonObject()),
            ReasoningRequest.NONE,
            Optional.empty());

    Given.Written written =
        Given.written(request(List.of(HI), Tooling.NONE, ReasoningRequest.NONE, output));

    assertThat(written.body().at("/system/0/text").asText()).contains("JSON object");
    assertThat(written.told()).containsExactly("adapted response_format");
  }
}
