package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ForeignRequestTest {
  private static Request foreign(List<Turn> turns, Sampling sampling, OutputSpec output) {
    return new Request("m", false, turns, Tooling.NONE, sampling, output, Labels.NONE, Extras.NONE);
  }

  @Test
  void tellsWhatTheApiHasNoPlaceFor() {
    Sampling sampling =
        new Sampling(
            Optional.empty(),
            Optional.of(new BigDecimal("0.1")),
            Optional.of(new BigDecimal("40")),
            Optional.of(BigDecimal.ONE),
            Optional.of(BigDecimal.ONE),
            List.of("END"),
            Optional.of(1L),
            Optional.of(2),
            Optional.empty(),
            Optional.empty(),
            Optional.of(StrictJson.object().put("50256", -100)));
    OutputSpec output =
        new OutputSpec(
            Optional.of(5),
            Optional.empty(),
            new ReasoningRequest(
                Optional.of(true),
                Optional.empty(),
                Optional.of(4_000),
                Optional.of("summarized"),
                Optional.empty()),
            Optional.empty());
    Losses losses = new Losses();

    ObjectNode body = Wire.encode(foreign(List.of(), sampling, output), losses);

    assertThat(losses.toList())
        .extracting(loss -> loss.kind() + " " + loss.field())
        .containsExactlyInAnyOrder(
            "DROPPED top_k",
            "DROPPED frequency_penalty",
            "DROPPED presence_penalty",
            "DROPPED stop",
            "DROPPED seed",
            "DROPPED logit_bias",
            "DROPPED n",
            "ADAPTED max_output_tokens",
            "ADAPTED reasoning.budget_tokens");
    assertThat(Wire.reparsed(body))
        .isEqualTo(
            Wire.json(
                "{'model':'m','input':[],'top_p':0.1,'max_output_tokens':16,"
                    + "'reasoning':{'effort':'medium','summary':'auto'}}"));
  }

  private static List<Turn> conversation() {
    Signature signature = new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "s");
    ObjectNode hint = StrictJson.object();
    hint.putObject("cache_control").put("type", "ephemeral");
    Extras cached = Extras.of(Protocol.ANTHROPIC, hint);
    return List.of(
        Turn.of(
            Role.SYSTEM,
            List.of(
                new Part.Text("be kind", List.of(), List.of(), Optional.empty(), cached),
                Part.Text.of("be brief"))),
        Turn.of(Role.USER, List.of(Part.Text.of("go"))),
        Turn.of(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("hm", Optional.of(signature), Extras.NONE),
                Part.Text.of("calling"),
                new Part.ToolCall("toolu_1", "f", "", Optional.empty(), Extras.NONE))),
        Turn.of(
            Role.USER,
            List.of(
                new Part.ToolResult(
                    "toolu_1",
                    "f",
                    List.of(
                        Part.Text.of("see"),
                        new Part.Media(
                            MediaKind.IMAGE,
                            new MediaSource.Inline("image/png", "AAAA"),
                            Optional.empty(),
                            Extras.NONE)),
                    true,
                    Extras.NONE),
                new Part.Media(
                    MediaKind.DOCUMENT,
                    new MediaSource.Inline("application/pdf", "BBBB"),
                    Optional.empty(),
                    Extras.NONE),
                new Part.Media(
                    MediaKind.DOCUMENT,
                    new MediaSource.PlainText("words"),
                    Optional.empty(),
                    Extras.NONE),
                new Part.Opaque(Protocol.ANTHROPIC, "search_result", StrictJson.object()))));
  }

  @Test
  void writesAConversationOfAnotherProtocol() {
    Losses losses = new Losses();

    ObjectNode body = Wire.encode(foreign(conversation(), Sampling.NONE, OutputSpec.NONE), losses);

    assertThat(body.path("input"))
        .isEqualTo(
            Wire.json(
                    "{'input':[{'type':'message','role':'system','content':["
                        + "{'type':'input_text','text':'be kind'},"
                        + "{'type':'input_text','text':'be brief'}]},"
                        + "{'type':'message','role':'user','content':'go'},"
                        + "{'type':'message','role':'assistant','content':'calling'},"
                        + "{'type':'function_call','call_id':'toolu_1','name':'f',"
                        + "'arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'toolu_1','output':["
                        + "{'type':'input_text','text':'see'},{'type':'input_image',"
                        + "'image_url':'data:image/png;base64,AAAA'}]},"
                        + "{'type':'message','role':'user','content':[{'type':'input_file',"
                        + "'file_data':'data:application/pdf;base64,BBBB',"
                        + "'filename':'file.pdf'},{'type':'input_text','text':'words'}]}]}")
                .path("input"));
    assertThat(losses.toList())
        .extracting(Loss::field)
        .containsExactly(
            "messages[0].content[0].cache_control",
            "messages[2].content[0]",
            "messages[3].content[0].is_error",
            "messages[3].content[2]",
            "messages[3].content[3]");
  }

  @Test
  void writesFunctionsOfOtherProtocolsWithoutStrictness() {
    Tooling tooling =
        new Tooling(
            List.of(
                new Tool.Function(
                    "f", Optional.empty(), Optional.empty(), Optional.empty(), Extras.NONE),
                new Tool.Native(Protocol.ANTHROPIC, "bash_20250124", StrictJson.object())),
            Optional.of(new ToolChoice.Named("f")),
            Optional.of(false));
    Losses losses = new Losses();

    ObjectNode body =
        Wire.encode(
            new Request(
                "m",
                false,
                List.of(),
                tooling,
                Sampling.NONE,
                OutputSpec.NONE,
                Labels.NONE,
                Extras.NONE),
            losses);

    assertThat(body)
        .isEqualTo(
            Wire.json(
                "{'model':'m','input':[],'tools':[{'type':'function','name':'f',"
                    + "'parameters':{'type':'object','properties':{}},'strict':false}],"
                    + "'tool_choice':{'type':'function','name':'f'},"
                    + "'parallel_tool_calls':false}"));
    assertThat(losses.toList()).extracting(Loss::field).containsExactly("tools[1]");
  }

  @Test
  void dropsATemperatureThatTheModelRefusesAndTellsIt() {
    ModelTraits traits =
        new ModelTraits(
            OptionalInt.empty(),
            ModelTraits.MaxTokensParam.MAX_COMPLETION_TOKENS,
            false,
            false,
            true,
            ModelTraits.Thinking.LEVEL);
    Losses losses = new Losses();

    JsonNode body =
        Wire.PROVIDER.encodeRequest(
            Wire.decode("{'model':'m','input':'x','temperature':0}"),
            new ProviderTarget("gpt", traits, Dialect.OPENAI),
            losses);

    assertThat(body.has("temperature")).isFalse();
    assertThat(body.path("model").asText()).isEqualTo("gpt");
    assertThat(losses.toList()).extracting(Loss::field).containsExactly("temperature");
  }

  @Test
  void shortensIdsOfCallsThatAreTooLongForTheApiOnBothSidesOfTheCall() {
    String id = "x".repeat(100);
    List<Turn> turns =
        List.of(
            Turn.of(Role.ASSISTANT, List.of(Part.ToolCall.of(id, "f", "{}"))),
            Turn.of(
                Role.USER, List.of(new Part.ToolResult(id, "f", List.of(), false, Extras.NONE))));

    JsonNode input =
        Wire.encode(foreign(turns, Sampling.NONE, OutputSpec.NONE), new Losses()).path("input");

    assertThat(input.path(0).path("call_id").asText()).hasSizeLessThanOrEqualTo(64);
    assertThat(input.path(1).path("call_id")).isEqualTo(input.path(0).path("call_id"));
    assertThat(input.path(1).path("output").asText("none")).isEmpty();
  }

  @Test
  void sendsTheDetailOfAnImageThatChatAskedFor() {
    Extras detail = Extras.of(Protocol.CHAT, StrictJson.object().put("detail", "high"));
    Part image =
        new Part.Media(
            MediaKind.IMAGE,
            new MediaSource.Url("https://a.example/i.png", Optional.empty()),
            Optional.empty(),
            detail);
    Losses losses = new Losses();

    JsonNode input =
        Wire.encode(
                foreign(
                    List.of(Turn.of(Role.USER, List.of(image))), Sampling.NONE, OutputSpec.NONE),
                losses)
            .path("input");

    assertThat(input.path(0).path("content").path(0))
        .isEqualTo(
            Wire.json(
                "{'type':'input_image','image_url':'https://a.example/i.png',"
                    + "'detail':'high'}"));
    assertThat(losses.toList()).isEmpty();
  }

  @Test
  void keepsToWhatTheApiDocumentsAndTellsWhatGoes() {
    ObjectNode open = StrictJson.object().put("type", "object");
    Tooling tooling =
        new Tooling(
            List.of(
                new Tool.Function(
                    "f", Optional.empty(), Optional.of(open), Optional.of(true), Extras.NONE)),
            Optional.of(new ToolChoice.Allowed(List.of("f", "gone"), true)),
            Optional.empty());
    List<Part> parts =
        List.of(
            Part.Text.of("listen"),
            media(MediaKind.AUDIO, "audio/mpeg"),
            media(MediaKind.IMAGE, "image/heic"),
            media(MediaKind.VIDEO, "video/mp4"),
            media(MediaKind.DOCUMENT, "application/zip"));
    Labels labels =
        new Labels(
            Optional.empty(),
            Optional.of("s".repeat(65)),
            Optional.empty(),
            Optional.empty(),
            Optional.of("standard_only"),
            Optional.empty());
    Losses losses = new Losses();

    ObjectNode body =
        Wire.encode(
            new Request(
                "m",
                false,
                List.of(Turn.of(Role.USER, parts)),
                tooling,
                Sampling.NONE,
                OutputSpec.NONE,
                labels,
                Extras.NONE),
            losses);

    assertThat(body)
        .isEqualTo(
            Wire.json(
                "{'model':'m','input':[{'type':'message','role':'user','content':["
                    + "{'type':'input_text','text':'listen'}]}],'tools':[{"
                    + "'type':'function','name':'f','parameters':{'type':'object'},"
                    + "'strict':false}],'tool_choice':{'type':'allowed_tools',"
                    + "'mode':'required','tools':[{'type':'function','name':'f'}]},"
                    + "'service_tier':'default'}"));
    assertThat(losses.toList())
        .extracting(loss -> loss.kind() + " " + loss.field())
        .containsExactly(
            "DROPPED messages[0].content[1]",
            "DROPPED messages[0].content[2]",
            "DROPPED messages[0].content[3]",
            "DROPPED messages[0].content[4]",
            "ADAPTED tools[0].strict",
            "DROPPED safety_identifier",
            "ADAPTED service_tier");
  }

  private static Part media(MediaKind kind, String mimeType) {
    return new Part.Media(
        kind, new MediaSource.Inline(mimeType, "AAAA"), Optional.empty(), Extras.NONE);
  }

  @Test
  void instructionsAloneAreSentAsInputBecauseInputIsRequired() {
    List<Turn> turns = List.of(Turn.of(Role.SYSTEM, List.of(Part.Text.of("be kind"))));

    ObjectNode body = Wire.encode(foreign(turns, Sampling.NONE, OutputSpec.NONE), new Losses());

    assertThat(body)
        .isEqualTo(
            Wire.json(
                "{'model':'m','input':[{'type':'message','role':'system',"
                    + "'content':'be kind'}]}"));
  }
}
