package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
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
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Writing requests of any client for Gemini. */
final class GeminiRequestWriterTest {
  private static final Tool FUNCTION =
      new Tool.Function(
          "f",
          Optional.of("does f"),
          Optional.of(Samples.json("{'type':'object','additionalProperties':false}")),
          Optional.of(true),
          Extras.NONE);

  private final Losses losses = new Losses();

  private static Request request(
      List<Turn> turns, Tooling tooling, Sampling sampling, OutputSpec output) {
    return new Request("m", false, turns, tooling, sampling, output, Labels.NONE, Extras.NONE);
  }

  private static Request turns(Turn... turns) {
    return request(List.of(turns), Tooling.NONE, Sampling.NONE, OutputSpec.NONE);
  }

  private static Turn turn(Role role, Part... parts) {
    return Turn.of(role, List.of(parts));
  }

  private JsonNode encode(Request request) {
    return Samples.encode(request, losses);
  }

  private List<String> lost() {
    return losses.toList().stream().map(loss -> loss.kind() + " " + loss.field()).toList();
  }

  @Test
  void putsAllLeadingInstructionsIntoTheSystemInstructionAndTellsLaterOnes() {
    JsonNode body =
        encode(
            turns(
                turn(Role.SYSTEM, Part.Text.of("one")),
                turn(Role.DEVELOPER, Part.Text.of("two")),
                turn(Role.USER, Part.Text.of("hi")),
                turn(Role.SYSTEM, Part.Text.of("three")),
                turn(Role.ASSISTANT, Part.Text.of("a"), Part.Text.of("b"))));

    assertThat(body)
        .isEqualTo(
            Samples.json(
                "{'systemInstruction':{'parts':[{'text':'one'},{'text':'two'}]},"
                    + "'contents':[{'role':'user','parts':[{'text':'hi'},{'text':'three'}]},"
                    + "{'role':'model','parts':[{'text':'a'},{'text':'b'}]}]}"));
    assertThat(lost()).containsExactly("ADAPTED messages[3]");
  }

  @Test
  void sendsAnEmptyContentWhenThereAreOnlyInstructions() {
    assertThat(encode(turns(turn(Role.SYSTEM, Part.Text.of("go")))).path("contents").toString())
        .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"text\":\"\"}]}]");
  }

  @Test
  void putsParallelResultsOfSeveralTurnsIntoOneContentRightAfterTheCalls() {
    JsonNode contents =
        encode(
                turns(
                    turn(
                        Role.ASSISTANT,
                        Part.Text.of(""),
                        Part.ToolCall.of("c1", "f", "{\"a\":1}"),
                        Part.ToolCall.of("c2", "g", "")),
                    turn(Role.USER, result("c1", "one", false)),
                    turn(Role.USER, Part.Text.of("and?"), result("c2", "{\"x\":2}", false)),
                    turn(Role.USER, result("c3", "bad", true))))
            .path("contents");

    assertThat(contents)
        .isEqualTo(
            Samples.json(
                    "{'a':[{'role':'model','parts':["
                        + "{'functionCall':{'id':'c1','name':'f','args':{'a':1}}},"
                        + "{'functionCall':{'id':'c2','name':'g','args':{}}}]},"
                        + "{'role':'user','parts':["
                        + "{'functionResponse':{'id':'c1','name':'f','response':{'output':'one'}}},"
                        + "{'functionResponse':{'id':'c2','name':'g','response':{'x':2}}},"
                        + "{'functionResponse':{'id':'c3','name':'c3','response':{'error':'bad'}}}]},"
                        + "{'role':'user','parts':[{'text':'and?'}]}]}")
                .path("a"));
    assertThat(lost()).containsExactly("ADAPTED messages[3].content[0]");
  }

  private static Part result(String id, String text, boolean error) {
    return new Part.ToolResult(id, "", List.of(Part.Text.of(text)), error, Extras.NONE);
  }

  @Test
  void wrapsArgumentsThatAreNoObjectAndUnwrapsThemAgain() {
    JsonNode body = encode(turns(turn(Role.ASSISTANT, Part.ToolCall.of("c", "f", "{\"a\":"))));

    assertThat(lost()).containsExactly("ADAPTED messages[0].content[0].arguments");
    Request again = Samples.decode(StrictJson.toText(body));
    assertThat(again.turns().getFirst().parts())
        .isEqualTo(List.of(Part.ToolCall.of("c", "f", "{\"a\":")));
  }

  @Test
  void dropsSignaturesOfOthersAndKeepsItsOwn() {
    Signature own = new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "c2ln");
    Signature other = new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "x");
    Signature hidden = new Signature(Protocol.ANTHROPIC, Signature.Kind.REDACTED, "x");
    JsonNode parts =
        encode(
                turns(
                    turn(
                        Role.ASSISTANT,
                        new Part.Reasoning("a", Optional.of(other), Extras.NONE),
                        new Part.Reasoning("", Optional.of(hidden), Extras.NONE),
                        new Part.Reasoning("b", Optional.of(own), Extras.NONE),
                        new Part.ToolCall("c", "f", "{}", Optional.of(own), Extras.NONE))))
            .path("contents")
            .path(0)
            .path("parts");

    assertThat(parts)
        .isEqualTo(
            Samples.json(
                    "{'a':[{'text':'a','thought':true},"
                        + "{'text':'b','thought':true,'thoughtSignature':'c2ln'},"
                        + "{'functionCall':{'id':'c','name':'f','args':{}},"
                        + "'thoughtSignature':'c2ln'}]}")
                .path("a"));
    assertThat(lost())
        .containsExactly(
            "DROPPED messages[0].content[0].signature", "DROPPED messages[0].content[1].signature");
  }

  @Test
  void givesTheFirstForeignCallOfATurnTheDocumentedSignatureForGemini3() {
    Request request =
        turns(
            turn(
                Role.ASSISTANT,
                Part.ToolCall.of("c", "f", "{}"),
                Part.ToolCall.of("d", "f", "{}")));
    JsonNode parts =
        Samples.PROVIDER
            .encodeRequest(request, Samples.target(ModelTraits.Thinking.LEVEL), losses)
            .path("contents")
            .path(0)
            .path("parts");

    assertThat(parts.path(0).path("thoughtSignature").asText())
        .isEqualTo("skip_thought_signature_validator");
    assertThat(parts.path(1).has("thoughtSignature")).isFalse();
  }

  @Test
  void writesMediaAndTellsFilesOfOthers() {
    JsonNode parts =
        encode(
                turns(
                    turn(
                        Role.USER,
                        media(new MediaSource.Inline("application/pdf", "AAAA"), "a.pdf"),
                        media(new MediaSource.Url("https://e.com/x.png", Optional.empty()), ""),
                        media(new MediaSource.PlainText("hé"), ""),
                        media(new MediaSource.FileId(Protocol.RESPONSES, "file-1"), ""))))
            .path("contents")
            .path(0)
            .path("parts");

    assertThat(parts)
        .isEqualTo(
            Samples.json(
                    "{'a':[{'inlineData':{'mimeType':'application/pdf','data':'AAAA'}},"
                        + "{'fileData':{'mimeType':'image/png','fileUri':'https://e.com/x.png'}},"
                        + "{'inlineData':{'mimeType':'text/plain','data':'aMOp'}}]}")
                .path("a"));
    assertThat(lost())
        .containsExactly(
            "DROPPED messages[0].content[0].filename", "DROPPED messages[0].content[3]");
  }

  private static Part media(MediaSource source, String name) {
    return new Part.Media(
        MediaKind.DOCUMENT, source, Optional.of(name).filter(each -> !each.isEmpty()), Extras.NONE);
  }

  @Test
  void writesToolsInFullAndTellsWhatGeminiHasNot() {
    Tooling tooling =
        new Tooling(
            List.of(
                FUNCTION,
                new Tool.Native(
                    Protocol.GEMINI, "googleSearch", Samples.json("{'googleSearch':{}}")),
                new Tool.Native(Protocol.ANTHROPIC, "bash", Samples.json("{'type':'bash'}"))),
            Optional.of(new ToolChoice.Named("f")),
            Optional.of(false));
    JsonNode body =
        encode(
            request(
                List.of(turn(Role.USER, Part.Text.of("x"))),
                tooling,
                Sampling.NONE,
                OutputSpec.NONE));

    assertThat(body.path("tools"))
        .isEqualTo(
            Samples.json(
                    "{'a':[{'functionDeclarations':[{'name':'f','description':'does f',"
                        + "'parametersJsonSchema':{'type':'object','additionalProperties':false}}]},"
                        + "{'googleSearch':{}}]}")
                .path("a"));
    assertThat(body.path("toolConfig"))
        .isEqualTo(
            Samples.json("{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}}"));
    assertThat(lost())
        .containsExactly(
            "DROPPED tools[0].strict", "DROPPED tools[2]", "DROPPED parallel_tool_calls");
  }

  @Test
  void tellsLabelsAndFieldsOfOtherProtocols() {
    Request request =
        new Request(
            "m",
            false,
            List.of(
                new Turn(
                    Role.USER,
                    Optional.of("bob"),
                    List.of(Part.Text.of("x")),
                    Extras.of(Protocol.ANTHROPIC, Samples.json("{'cache_control':{}}")))),
            Tooling.NONE,
            Sampling.NONE,
            OutputSpec.NONE,
            new Labels(
                Optional.of("u"),
                Optional.of("s"),
                Optional.of(Samples.json("{'a':'b'}")),
                Optional.of("k"),
                Optional.of("flex"),
                Optional.of(true)),
            Extras.of(Protocol.ANTHROPIC, Samples.json("{'container':'c'}")));
    JsonNode body = encode(request);

    assertThat(body.path("serviceTier").asText()).isEqualTo("flex");
    assertThat(losses.toList()).allMatch(loss -> loss.kind() == Loss.Kind.DROPPED);
    assertThat(losses.toList().stream().map(Loss::field))
        .containsExactly(
            "messages[0].name",
            "messages[0].cache_control",
            "user",
            "safety_identifier",
            "metadata",
            "prompt_cache_key",
            "store",
            "container");
  }
}
