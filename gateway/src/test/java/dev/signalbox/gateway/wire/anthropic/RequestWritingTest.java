package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RequestWritingTest {
  private static final Turn HI = text(Role.USER, "hi");

  private static Turn text(Role role, String text) {
    return Turn.of(role, List.of(Part.Text.of(text)));
  }

  private static Turn parts(Role role, Part... parts) {
    return Turn.of(role, List.of(parts));
  }

  private static Part result(String callId, String text) {
    return new Part.ToolResult(callId, "f", List.of(Part.Text.of(text)), false, Extras.NONE);
  }

  private static Request request(Turn... turns) {
    return new Request(
        "m",
        false,
        List.of(turns),
        Tooling.NONE,
        Sampling.NONE,
        OutputSpec.NONE,
        Labels.NONE,
        Extras.NONE);
  }

  private static Request with(Sampling sampling) {
    return new Request(
        "m", false, List.of(HI), Tooling.NONE, sampling, OutputSpec.NONE, Labels.NONE, Extras.NONE);
  }

  private static JsonNode messages(Given.Written written) {
    return written.body().path("messages");
  }

  @Test
  void writesOnlyWhatIsAskedForAndTheLimitTheApiDemands() {
    Given.Written written = Given.written(request(HI));

    assertThat(written.body())
        .isEqualTo(
            Given.json(
                "{'model':'claude-test','max_tokens':8192,'messages':[{'role':'user',"
                    + "'content':[{'type':'text','text':'hi'}]}]}"));
    assertThat(written.losses()).isEmpty();
  }

  @Test
  void takesTheLimitFromTheModelAndLowersOneThatIsTooHigh() {
    assertThat(Given.written(request(HI), Given.limited(64_000)).body().path("max_tokens").asInt())
        .isEqualTo(64_000);

    Request asked =
        Given.decoded(
            Given.json(
                "{'model':'m','max_tokens':99999,'messages':[{'role':'user','content':'x'}]}"));
    Given.Written written = Given.written(asked, Given.limited(4_096));

    assertThat(written.body().path("max_tokens").asInt()).isEqualTo(4_096);
    assertThat(written.told()).containsExactly("adapted max_tokens");
  }

  @Test
  void sendsEveryLeadingInstructionAsSystemBlocks() {
    Given.Written written =
        Given.written(request(text(Role.SYSTEM, "a"), text(Role.DEVELOPER, "b"), HI));

    assertThat(written.body().path("system"))
        .isEqualTo(Given.node("[{'type':'text','text':'a'},{'type':'text','text':'b'}]"));
    assertThat(written.losses()).isEmpty();
  }

  @Test
  void joinsLaterInstructionsToTheUsersMessageAndTellsIt() {
    Given.Written written =
        Given.written(request(HI, text(Role.ASSISTANT, "yes"), text(Role.SYSTEM, "be brief"), HI));

    assertThat(messages(written).get(2).path("content"))
        .isEqualTo(Given.node("[{'type':'text','text':'be brief'},{'type':'text','text':'hi'}]"));
    assertThat(written.told()).containsExactly("adapted messages[2].role");
  }

  @Test
  void keepsLaterInstructionsInPlaceForModelsThatKnowThem() {
    Losses losses = new Losses();
    Request request = request(HI, text(Role.SYSTEM, "be brief"), text(Role.ASSISTANT, "ok"), HI);

    ObjectNode body =
        Given.PROVIDER.encodeRequest(
            request,
            new ProviderTarget("claude-opus-4-8", ModelTraits.UNKNOWN, Dialect.OPENAI),
            losses);

    assertThat(body.path("messages").findValuesAsText("role"))
        .containsExactly("user", "system", "assistant", "user");
    assertThat(losses.toList()).isEmpty();
  }

  @Test
  void knowsFromTheNameWhetherAModelTakesLaterInstructions() {
    assertThat(
            List.of(
                "claude-opus-4-8",
                "claude-opus-4-8-20260528",
                "claude-fable-5",
                "claude-sonnet-5-5"))
        .allMatch(name -> MidSystem.of(name).supported());
    assertThat(
            List.of(
                "claude-opus-4-7",
                "claude-opus-4-20250514",
                "claude-3-5-sonnet-20240620",
                "claude-opus-4-8@20260528",
                "anthropic.claude-opus-4-8-v1:0",
                "other",
                "claude-"))
        .noneMatch(name -> MidSystem.of(name).supported());
  }

  @Test
  void sendsARequestOfNothingButInstructionsAsTheUsersMessage() {
    Given.Written written = Given.written(request(text(Role.SYSTEM, "a"), text(Role.SYSTEM, "b")));

    assertThat(written.body().path("system")).hasSize(1);
    assertThat(messages(written).get(0).path("role").asText()).isEqualTo("user");
    assertThat(written.told()).containsExactly("adapted messages[1].role");
  }

  @Test
  void joinsToolResultsToOneMessageInTheirOrderAndPutsThemFirst() {
    Given.Written written =
        Given.written(
            request(
                HI,
                parts(
                    Role.ASSISTANT,
                    Part.ToolCall.of("c1", "f", ""),
                    Part.ToolCall.of("c2", "f", "{\"a\":1}")),
                parts(Role.USER, result("c2", "two")),
                text(Role.USER, "and"),
                parts(Role.USER, result("c1", "one"))));

    assertThat(messages(written).get(1).path("content"))
        .isEqualTo(
            Given.node(
                "[{'type':'tool_use','id':'c1','name':'f','input':{}},"
                    + "{'type':'tool_use','id':'c2','name':'f','input':{'a':1}}]"));
    assertThat(messages(written).get(2).path("content"))
        .isEqualTo(
            Given.node(
                "[{'type':'tool_result','tool_use_id':'c2','content':[{'type':'text',"
                    + "'text':'two'}]},{'type':'tool_result','tool_use_id':'c1','content':"
                    + "[{'type':'text','text':'one'}]},{'type':'text','text':'and'}]"));
    assertThat(messages(written)).hasSize(3);
  }

  @Test
  void keepsNeighbouringMessagesOfOneRoleApart() {
    assertThat(messages(Given.written(request(HI, HI, text(Role.ASSISTANT, "yes"))))).hasSize(3);
  }

  @Test
  void leavesOutEmptyTextsAndMessages() {
    Given.Written written =
        Given.written(request(HI, text(Role.ASSISTANT, ""), parts(Role.USER, Part.Text.of("x"))));

    assertThat(messages(written).findValuesAsText("role")).containsExactly("user", "user");
    assertThat(written.losses()).isEmpty();
  }

  @Test
  void keepsToolArgumentsThatAreNotAnObjectAndTellsIt() {
    Given.Written written =
        Given.written(request(HI, parts(Role.ASSISTANT, Part.ToolCall.of("c", "f", "{\"a\":"))));

    JsonNode input = messages(written).at("/1/content/0/input");
    assertThat(input).isEqualTo(Given.node("{'_unparsed_arguments':'{\\\"a\\\":'}"));
    assertThat(ToolArguments.fromInput(input)).isEqualTo("{\"a\":");
    assertThat(written.told()).containsExactly("adapted messages[1].content[0].arguments");
  }

  @Test
  void shortensIdsThatTheApiRefusesTheSameWayInCallAndResult() {
    String id = "call:" + "x".repeat(80);

    JsonNode messages =
        messages(
            Given.written(
                request(
                    HI,
                    parts(Role.ASSISTANT, Part.ToolCall.of(id, "f", "{}")),
                    parts(Role.USER, result(id, "ok")))));

    String sent = messages.at("/1/content/0/id").asText();
    assertThat(sent).startsWith("toolu_").hasSizeLessThanOrEqualTo(64);
    assertThat(messages.at("/2/content/0/tool_use_id").asText()).isEqualTo(sent);
  }

  @Test
  void dropsReasoningAndSignaturesOfOthersAndSendsItsOwnUnchanged() {
    Signature own = new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "s");
    Signature hidden = new Signature(Protocol.ANTHROPIC, Signature.Kind.REDACTED, "d");
    Signature foreign = new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "g");

    Given.Written written =
        Given.written(
            request(
                HI,
                parts(
                    Role.ASSISTANT,
                    new Part.Reasoning("", Optional.of(own), Extras.NONE),
                    new Part.Reasoning("", Optional.of(hidden), Extras.NONE),
                    new Part.Reasoning("x", Optional.of(foreign), Extras.NONE),
                    Part.Reasoning.of("y"),
                    new Part.ToolCall("c", "f", "{}", Optional.of(foreign), Extras.NONE))));

    assertThat(messages(written).at("/1/content"))
        .isEqualTo(
            Given.node(
                "[{'type':'thinking','thinking':'','signature':'s'},"
                    + "{'type':'redacted_thinking','data':'d'},"
                    + "{'type':'tool_use','id':'c','name':'f','input':{}}]"));
    assertThat(written.told())
        .containsExactly(
            "dropped messages[1].content[2]",
            "dropped messages[1].content[3]",
            "dropped messages[1].content[4].signature");
  }

  @Test
  void sendsDocumentsAndTellsMediaItCannotSend() {
    Given.Written written =
        Given.written(
            request(
                parts(
                    Role.USER,
                    media(MediaKind.DOCUMENT, new MediaSource.Inline("application/pdf", "QQ==")),
                    media(MediaKind.DOCUMENT, new MediaSource.Inline("text/csv", "YSxi")),
                    media(MediaKind.AUDIO, new MediaSource.Inline("audio/wav", "QQ==")),
                    media(MediaKind.IMAGE, new MediaSource.Inline("image/tiff", "QQ==")),
                    media(MediaKind.IMAGE, new MediaSource.FileId(Protocol.CHAT, "file-1")))));

    assertThat(messages(written).at("/0/content"))
        .isEqualTo(
            Given.node(
                "[{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
                    + "'data':'QQ=='}},{'type':'document','source':{'type':'text',"
                    + "'media_type':'text/plain','data':'a,b'}}]"));
    assertThat(written.told())
        .containsExactly(
            "dropped messages[0].content[2]",
            "dropped messages[0].content[3]",
            "dropped messages[0].content[4]");
  }

  private static Part media(MediaKind kind, MediaSource source) {
    return new Part.Media(kind, source, Optional.empty(), Extras.NONE);
  }

  @Test
  void lowersTheTemperatureAndKeepsZero() {
    Given.Written hot = Given.written(with(sampling("1.5", Optional.empty())));
    Given.Written cold = Given.written(with(sampling("0", Optional.empty())));

    assertThat(hot.body().path("temperature").decimalValue()).isEqualByComparingTo("1");
    assertThat(hot.told()).containsExactly("adapted temperature");
    assertThat(cold.body().path("temperature").decimalValue()).isEqualByComparingTo("0");
    assertThat(cold.losses()).isEmpty();
  }

  @Test
  void dropsTopPBesideATemperatureAndTellsEverythingTheApiLacks() {
    Given.Written written = Given.written(with(sampling("0.5", Optional.of(7L))));

    assertThat(written.told())
        .containsExactly(
            "dropped top_p",
            "dropped stop",
            "dropped frequency_penalty",
            "dropped seed",
            "dropped n",
            "dropped logprobs");
    assertThat(written.body().path("top_k").asInt()).isEqualTo(5);
    assertThat(written.body().path("stop_sequences")).isEqualTo(Given.node("['END']"));
  }

  private static Sampling sampling(String temperature, Optional<Long> seed) {
    Optional<BigDecimal> temp = Optional.of(new BigDecimal(temperature));
    return seed.isEmpty()
        ? new Sampling(
            temp,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        : new Sampling(
            temp,
            Optional.of(new BigDecimal("0.9")),
            Optional.of(new BigDecimal("5")),
            Optional.of(BigDecimal.ONE),
            Optional.of(BigDecimal.ZERO),
            List.of("END", " "),
            seed,
            Optional.of(2),
            Optional.of(true),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void dropsWhatTheModelRefuses() {
    ModelTraits strict =
        new ModelTraits(
            OptionalInt.empty(),
            ModelTraits.MaxTokensParam.MAX_TOKENS,
            false,
            false,
            true,
            ModelTraits.Thinking.LEVEL);

    Given.Written written = Given.written(with(sampling("0.5", Optional.of(7L))), strict);

    assertThat(written.told())
        .contains("dropped temperature", "dropped top_p", "dropped top_k", "dropped stop");
    assertThat(written.body().has("temperature")).isFalse();
  }

  @Test
  void writesTheUserAndTellsOtherLabels() {
    Labels labels =
        new Labels(
            Optional.of("u"),
            Optional.of("s"),
            Optional.of(Given.json("{'a':'b'}")),
            Optional.of("k"),
            Optional.of("flex"),
            Optional.of(true));
    Request request =
        new Request(
            "m",
            true,
            List.of(HI),
            Tooling.NONE,
            Sampling.NONE,
            OutputSpec.NONE,
            labels,
            Extras.of(Protocol.CHAT, Given.json("{'web_search_options':{}}")));

    Given.Written written = Given.written(request);

    assertThat(written.body().path("metadata")).isEqualTo(Given.node("{'user_id':'u'}"));
    assertThat(written.body().path("stream").asBoolean()).isTrue();
    assertThat(written.told())
        .containsExactly(
            "dropped safety_identifier",
            "dropped metadata",
            "dropped prompt_cache_key",
            "dropped store",
            "dropped service_tier",
            "dropped web_search_options");
  }
}
