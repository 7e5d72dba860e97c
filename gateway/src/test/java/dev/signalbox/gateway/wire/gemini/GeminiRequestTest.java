package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading requests of Gemini clients. */
final class GeminiRequestTest {
  private static final String USER = "'contents':[{'role':'user','parts':[{'text':'hi'}]}]";

  private static Request with(String fields) {
    return Samples.decode("{%s,%s}".formatted(USER, fields));
  }

  @Test
  void readsTheModelAndTheStreamFromThePath() {
    RequestTarget path = new RequestTarget(Optional.of("models/gemini-3-pro"), Optional.of(true));
    Request request =
        Samples.CLIENT.decodeRequest(
            Samples.json("{'model':'models/other',%s}".formatted(USER)), path);

    assertThat(request.model()).isEqualTo("gemini-3-pro");
    assertThat(request.stream()).isTrue();
    assertThat(request.turns()).isEqualTo(List.of(Turn.of(Role.USER, List.of(Part.Text.of("hi")))));
    assertThat(request.extras().isEmpty()).isTrue();
  }

  @Test
  void readsSnakeCaseAndCamelCaseMixedAndOneObjectForAList() {
    Request request =
        Samples.decode(
            "{'contents':{'parts':{'text':'hi'}},'system_instruction':{'parts':{'text':'be brief'}},"
                + "'generationConfig':{'max_output_tokens':5,'topP':0.5,'top_k':3,"
                + "'stop_sequences':['x'],'thinkingConfig':{'thinking_budget':7,"
                + "'include_thoughts':true}},'tools':{'function_declarations':{'name':'f',"
                + "'parameters':{'type':'OBJECT'}}},"
                + "'tool_config':{'function_calling_config':{'mode':'any',"
                + "'allowed_function_names':['f']}},'safety_settings':null}");

    assertThat(request.turns())
        .isEqualTo(
            List.of(
                Turn.of(Role.SYSTEM, List.of(Part.Text.of("be brief"))),
                Turn.of(Role.USER, List.of(Part.Text.of("hi")))));
    assertThat(request.output().maxTokens()).contains(5);
    assertThat(request.sampling().topK()).contains(BigDecimal.valueOf(3));
    assertThat(request.sampling().stop()).containsExactly("x");
    assertThat(request.output().reasoning())
        .isEqualTo(
            new ReasoningRequest(
                Optional.of(true),
                Optional.empty(),
                Optional.of(7),
                Optional.empty(),
                Optional.of(true)));
    assertThat(request.tooling().choice()).contains(new ToolChoice.Named("f"));
    assertThat(request.tooling().tools())
        .isEqualTo(
            List.of(
                new Tool.Function(
                    "f",
                    Optional.empty(),
                    Optional.of(Samples.json("{'type':'object'}")),
                    Optional.empty(),
                    Nested.MARK)));
    assertThat(request.extras().isEmpty()).isTrue();
  }

  @Test
  void takesAnInstructionThatIsPlainText() {
    assertThat(with("'systemInstruction':'be brief'").turns().getFirst())
        .isEqualTo(Turn.of(Role.SYSTEM, List.of(Part.Text.of("be brief"))));
  }

  @Test
  void joinsCallsAndResultsWithoutIdsInOrder() {
    Request request =
        Samples.decode(
            "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f','args':{'a':1}}},"
                + "{'functionCall':{'name':'f','args':{'a':2}}}]},"
                + "{'role':'function','parts':["
                + "{'functionResponse':{'name':'f','response':{'output':'one'}}},"
                + "{'functionResponse':{'name':'f','response':{'result':'two'}}}]}]}");

    List<Part> calls = request.turns().get(0).parts();
    List<Part> results = request.turns().get(1).parts();
    String first = ((Part.ToolCall) calls.get(0)).id();
    String second = ((Part.ToolCall) calls.get(1)).id();
    assertThat(first).isNotEqualTo(second);
    assertThat(ToolIds.isMadeUp(first)).isTrue();
    assertThat(request.turns().get(1).role()).isEqualTo(Role.USER);
    assertThat(results)
        .isEqualTo(
            List.of(
                new Part.ToolResult(first, "f", List.of(Part.Text.of("one")), false, Extras.NONE),
                new Part.ToolResult(
                    second, "f", List.of(Part.Text.of("two")), false, Extras.NONE)));
    JsonNode again = Samples.encode(request, new Losses());
    assertThat(again.toString()).doesNotContain("call_sb0_");
  }

  @Test
  void joinsAResultWithAnIdToACallWithout() {
    Request request =
        Samples.decode(
            "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f'}}]},"
                + "{'parts':[{'functionResponse':{'id':'x','name':'f','response':{}}}]}]}");

    Part.ToolCall call = (Part.ToolCall) request.turns().get(0).parts().getFirst();
    assertThat(call.argumentsJson()).isEqualTo("{}");
    assertThat(request.turns().get(1).parts())
        .isEqualTo(List.of(new Part.ToolResult(call.id(), "f", List.of(), false, Extras.NONE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'output':'x'} | x | false",
        "{'content':'x'} | x | false",
        "{'error':'x'} | x | true",
        "{'error':{'a':1}} | {\"a\":1} | true",
        "{'result':200} | {\"result\":200} | false",
        "{'a':1.50,'b':null} | {\"a\":1.50,\"b\":null} | false",
      })
  void readsWhatAFunctionGaveBack(String response, String text, boolean error) {
    Request request =
        Samples.decode(
            "{'contents':[{'parts':[{'functionResponse':{'id':'x','name':'f','response':%s}}]}]}"
                .formatted(response));

    assertThat(request.turns().getFirst().parts())
        .isEqualTo(
            List.of(
                new Part.ToolResult("x", "f", List.of(Part.Text.of(text)), error, Extras.NONE)));
  }

  @Test
  void readsMedia() {
    Request request =
        Samples.decode(
            "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'-_8'}},"
                + "{'fileData':{'fileUri':'https://e.com/a.pdf'}},"
                + "{'fileData':{'fileUri':'gs://b/c.mp3','mimeType':'audio/mpeg'}}]}]}");

    assertThat(request.turns().getFirst().parts())
        .isEqualTo(
            List.of(
                new Part.Media(
                    MediaKind.IMAGE,
                    new MediaSource.Inline("image/png", "+/8="),
                    Optional.empty(),
                    Nested.MARK),
                new Part.Media(
                    MediaKind.DOCUMENT,
                    new MediaSource.Url("https://e.com/a.pdf", Optional.empty()),
                    Optional.empty(),
                    Nested.MARK),
                new Part.Media(
                    MediaKind.AUDIO,
                    new MediaSource.FileId(Protocol.GEMINI, "gs://b/c.mp3"),
                    Optional.empty(),
                    Extras.of(
                        Protocol.GEMINI, Samples.json("{'fileData.mimeType':'audio/mpeg'}")))));
  }

  @Test
  void keepsSignaturesWithTheirExactParts() {
    String contents =
        "[{'role':'model','parts':[{'text':'t','thought':true},{'text':'','thoughtSignature':'c2ln'},"
            + "{'text':'b','thoughtSignature':'c2ln'},"
            + "{'functionCall':{'id':'1','name':'f','args':{}},'thoughtSignature':'c2ln'},"
            + "{'executableCode':{'code':'1'},'thoughtSignature':'c2ln'}]}]";
    Request request = Samples.decode("{'contents':%s}".formatted(contents));

    Signature signature = new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "c2ln");
    assertThat(request.turns().getFirst().parts())
        .containsExactly(
            Part.Reasoning.of("t"),
            new Part.Text("", List.of(), List.of(), Optional.of(signature), Extras.NONE),
            new Part.Text("b", List.of(), List.of(), Optional.of(signature), Extras.NONE),
            new Part.ToolCall("1", "f", "{}", Optional.of(signature), Extras.NONE),
            new Part.Opaque(
                Protocol.GEMINI,
                "executableCode",
                Samples.json("{'executableCode':{'code':'1'},'thoughtSignature':'c2ln'}")));
    assertThat(Samples.encode(request, new Losses()).path("contents"))
        .isEqualTo(Samples.json("{'a':%s}".formatted(contents)).path("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | contents",
        "{'contents':[{'role':'system','parts':[]}]} | contents[0].role",
        "{'contents':[{'parts':[{'text':5}]}]} | contents[0].parts[0].text",
        "{'contents':[{'parts':[{'functionCall':{'name':'f','args':[]}}]}]} |"
            + " contents[0].parts[0].functionCall.args",
        "{'contents':[],'generationConfig':{'temperature':'hot'}} | generationConfig.temperature",
        "{'contents':[],'generationConfig':{'maxOutputTokens':0}} |"
            + " generationConfig.maxOutputTokens",
        "{'contents':[],'tools':[{'functionDeclarations':[{}]}]} |"
            + " tools[0].functionDeclarations[0].name",
        "{'contents':[],'toolConfig':{'functionCallingConfig':{'mode':'MAYBE'}}} |"
            + " toolConfig.functionCallingConfig.mode",
        "{'contents':7} | contents",
      })
  void namesTheFieldAtFault(String body, String field) {
    assertThatThrownBy(() -> Samples.decode(body))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).extracting(Problem::param).isEqualTo(Optional.of(field)));
  }

  @Test
  void writesGemini3FunctionMediaIntoTheResponse() {
    Request request =
        Samples.decode(
            "{'contents':[{'role':'model','parts':[{'functionCall':{'id':'1','name':'f','args':{}},"
                + "'thoughtSignature':'c2ln'}]},{'role':'user','parts':[{'functionResponse':{'id':'1',"
                + "'name':'f','parts':[{'inlineData':{'mimeType':'image/png','data':'AAAA'}}],"
                + "'response':{}}}]}]}");
    ObjectNode own =
        Samples.PROVIDER.encodeRequest(
            request, Samples.target(ModelTraits.Thinking.LEVEL), new Losses());
    assertThat(own.path("contents").path(1).path("parts"))
        .isEqualTo(
            Samples.json(
                    "{'a':[{'functionResponse':{'id':'1','name':'f','response':{},"
                        + "'parts':[{'inlineData':{'mimeType':'image/png','data':'AAAA'}}]}}]}")
                .path("a"));

    Losses losses = new Losses();
    JsonNode older = Samples.encode(request, losses).path("contents");
    assertThat(older.path(2))
        .isEqualTo(
            Samples.json(
                "{'role':'user','parts':[{'inlineData':{'mimeType':'image/png','data':'AAAA'}}]}"));
    assertThat(losses.toList())
        .singleElement()
        .satisfies(loss -> assertThat(loss.field()).isEqualTo("messages[1].content[0].content"));
  }
}
