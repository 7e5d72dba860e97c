package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReadingTest {
  private static final String HI = "'messages':[{'role':'user','content':'hi'}]";

  private static Request read(String fields) {
    return Given.decoded(Given.json("{'model':'m','max_tokens':9," + fields + "}"));
  }

  private static Extras own(String fields) {
    return Extras.of(Protocol.ANTHROPIC, Given.json(fields));
  }

  private static List<Part> content(String blocks) {
    return read("'messages':[{'role':'user','content':[%s]}]".formatted(blocks))
        .turns()
        .getFirst()
        .parts();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}|max_tokens",
        "{\"max_tokens\":1,\"messages\":[{\"role\":\"user\"}]}|model",
        "{\"model\":\"m\",\"max_tokens\":1}|messages",
        "{\"model\":\"m\",\"max_tokens\":0,\"messages\":[{\"role\":\"user\"}]}|max_tokens",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"x\"}]}|messages[0].role",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":7}]}"
            + "|messages[0].content",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":[{}]}]}"
            + "|messages[0].content[0].type"
      })
  void namesTheFieldThatBreaksTheRules(String body, String field) {
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> Given.decoded(Given.json(body)));

    Problem problem = thrown.problem();
    assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
    assertThat(problem.param()).contains(field);
  }

  @Test
  void keepsEveryBlockOfTheSystemPromptAndInstructionsInTheirPlace() {
    Request request =
        read(
            "'system':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}},"
                + "{'type':'text','text':'b'}],'messages':[{'role':'user','content':'hi'},"
                + "{'role':'system','content':'c'},{'role':'assistant','content':''}]");

    assertThat(request.turns())
        .isEqualTo(
            List.of(
                Turn.of(
                    Role.SYSTEM,
                    List.of(
                        new Part.Text(
                            "a",
                            List.of(),
                            List.of(),
                            Optional.empty(),
                            own("{'cache_control':{'type':'ephemeral'}}")),
                        Part.Text.of("b"))),
                Turn.of(Role.USER, List.of(Part.Text.of("hi"))),
                Turn.of(Role.SYSTEM, List.of(Part.Text.of("c"))),
                Turn.of(Role.ASSISTANT, List.of())));
  }

  @Test
  void takesContentThatIsNullMissingOrEmpty() {
    Request request =
        read(
            "'messages':[{'role':'user','content':null},{'role':'user'},"
                + "{'role':'user','content':[]}]");

    assertThat(request.turns()).extracting(Turn::parts).containsOnly(List.of());
  }

  @Test
  void readsZeroAsAValue() {
    assertThat(read(HI + ",'temperature':0").sampling().temperature()).contains(BigDecimal.ZERO);
  }

  @Test
  void readsThinkingEffortAndDisplay() {
    Request request =
        read(
            HI
                + ",'thinking':{'type':'enabled','budget_tokens':2000,'display':'omitted'},"
                + "'output_config':{'effort':'low'}");

    assertThat(request.output().reasoning())
        .isEqualTo(
            new ReasoningRequest(
                Optional.of(true),
                Optional.of("low"),
                Optional.of(2000),
                Optional.of("omitted"),
                Optional.of(false)));
  }

  @Test
  void readsTheOutputSchemaByItsNameAndByItsBetaName() {
    ResponseFormat expected =
        new ResponseFormat.JsonSchema(
            "response", Optional.empty(), Given.node("{'type':'object'}"), Optional.empty());
    String format = "{'type':'json_schema','schema':{'type':'object'}}";

    assertThat(read(HI + ",'output_config':{'format':" + format + "}").output().format())
        .contains(expected);
    assertThat(read(HI + ",'output_format':" + format).output().format()).contains(expected);
    assertThat(read(HI + ",'output_format':" + format).extras()).isEqualTo(Extras.NONE);
  }

  @Test
  void readsToolsAndTheirChoice() {
    Request request =
        read(
            HI
                + ",'tools':[{'name':'f','description':'d','input_schema':{'type':'object'},"
                + "'strict':true,'cache_control':{'type':'ephemeral'}},"
                + "{'type':'web_search_20250305','name':'web_search'}],"
                + "'tool_choice':{'type':'tool','name':'f','disable_parallel_tool_use':true}");

    assertThat(request.tooling())
        .isEqualTo(
            new Tooling(
                List.of(
                    new Tool.Function(
                        "f",
                        Optional.of("d"),
                        Optional.of(Given.json("{'type':'object'}")),
                        Optional.of(true),
                        own("{'cache_control':{'type':'ephemeral'}}")),
                    new Tool.Native(
                        Protocol.ANTHROPIC,
                        "web_search_20250305",
                        Given.json("{'type':'web_search_20250305','name':'web_search'}"))),
                Optional.of(new ToolChoice.Named("f")),
                Optional.of(false)));
  }

  @Test
  void readsEveryKindOfMedia() {
    assertThat(
            content(
                "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'QQ=='}},"
                    + "{'type':'image','source':{'type':'url','url':'https://a/b'}},"
                    + "{'type':'document','source':{'type':'file','file_id':'f'},'title':'t'},"
                    + "{'type':'document','source':{'type':'text','media_type':'text/plain',"
                    + "'data':'x'},'citations':{'enabled':true}}"))
        .isEqualTo(
            List.of(
                media(MediaKind.IMAGE, new MediaSource.Inline("image/png", "QQ==")),
                media(MediaKind.IMAGE, new MediaSource.Url("https://a/b", Optional.empty())),
                new Part.Media(
                    MediaKind.DOCUMENT,
                    new MediaSource.FileId(Protocol.ANTHROPIC, "f"),
                    Optional.of("t"),
                    Extras.NONE),
                new Part.Media(
                    MediaKind.DOCUMENT,
                    new MediaSource.PlainText("x"),
                    Optional.empty(),
                    own("{'citations':{'enabled':true}}"))));
  }

  private static Part media(MediaKind kind, MediaSource source) {
    return new Part.Media(kind, source, Optional.empty(), Extras.NONE);
  }

  @Test
  void keepsTheChunksOfADocumentBesideItsText() {
    String block =
        "{'type':'document','source':{'type':'content','content':["
            + "{'type':'text','text':'a'},{'type':'text','text':'b'}]}}";
    Request request = read("'messages':[{'role':'user','content':[" + block + "]}]");

    assertThat(request.turns().getFirst().parts().getFirst())
        .extracting("source")
        .isEqualTo(new MediaSource.PlainText("a\nb"));
    assertThat(Given.written(request).body().at("/messages/0/content/0"))
        .isEqualTo(Given.node(block));
  }

  @Test
  void readsCallsAndResultsAndNamesTheTool() {
    Request request =
        read(
            "'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'toolu_1',"
                + "'name':'f','input':{'a':1},'caller':{'type':'direct'}}]},"
                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'toolu_1',"
                + "'content':'ok','is_error':true}]}]");

    assertThat(request.turns())
        .isEqualTo(
            List.of(
                Turn.of(Role.ASSISTANT, List.of(Part.ToolCall.of("toolu_1", "f", "{\"a\":1}"))),
                Turn.of(
                    Role.USER,
                    List.of(
                        new Part.ToolResult(
                            "toolu_1", "f", List.of(Part.Text.of("ok")), true, Extras.NONE)))));
  }

  @Test
  void opensSealedSignaturesOfCallsReasoningAndTexts() {
    Signature signature = new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "g");
    Part.ToolCall call = new Part.ToolCall("c1", "f", "{}", Optional.of(signature), Extras.NONE);
    String sealedId = ToolIds.toClient(call, Protocol.ANTHROPIC, Given.SEAL);
    String blocks =
        "{'type':'thinking','thinking':'t','signature':'%s'},"
                .formatted(Given.SEAL.seal("", signature))
            + "{'type':'text','text':'x'},"
            + "{'type':'thinking','thinking':'','signature':'%s'},"
                .formatted(TextSignatures.seal(signature, false, Given.SEAL))
            + "{'type':'tool_use','id':'%s','name':'f','input':{}},".formatted(sealedId)
            + "{'type':'tool_result','tool_use_id':'%s'}".formatted(sealedId);

    assertThat(content(blocks))
        .isEqualTo(
            List.of(
                new Part.Reasoning("t", Optional.of(signature), Extras.NONE),
                new Part.Text("x", List.of(), List.of(), Optional.of(signature), Extras.NONE),
                call,
                new Part.ToolResult("c1", "f", List.of(), false, Extras.NONE)));
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    Request request =
        read(
            HI
                + ",'container':'c','metadata':{'user_id':'u','x':1},'service_tier':'auto',"
                + "'output_config':{'task_budget':{'total':1}},'future':null");

    assertThat(request.labels().endUser()).contains("u");
    assertThat(request.labels().serviceTier()).contains("auto");
    assertThat(request.extras())
        .isEqualTo(
            own(
                "{'container':'c','metadata':{'x':1},'output_config':{'task_budget':{'total':1}}}"));
    assertThat(content("{'type':'server_tool_use','id':'s'}"))
        .isEqualTo(
            List.of(
                new Part.Opaque(
                    Protocol.ANTHROPIC,
                    "server_tool_use",
                    Given.json("{'type':'server_tool_use','id':'s'}"))));
  }

  @Test
  void takesModelAndStreamFromTheAddressWhereItNamesThem() {
    ObjectNode body = Given.json("{'max_tokens':1," + HI + "}");

    Request request =
        Given.CLIENT.decodeRequest(body, new RequestTarget(Optional.of("m"), Optional.of(true)));

    assertThat(request.model()).isEqualTo("m");
    assertThat(request.stream()).isTrue();
  }
}
