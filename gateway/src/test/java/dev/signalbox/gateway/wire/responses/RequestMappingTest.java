package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestMappingTest {
  /** Every field of the API, and items of every kind; written back it must be the same. */
  private static final String EVERYTHING =
      "{'model':'m','instructions':'be brief','input':["
          + "{'type':'message','role':'system','content':'s'},"
          + "{'type':'message','role':'developer','content':'d'},"
          + "{'type':'message','role':'user','content':[{'type':'input_text','text':'look',"
          + "'prompt_cache_breakpoint':{'ttl':'1h'}},"
          + "{'type':'input_image','image_url':'data:image/png;base64,AAAA','detail':'low'},"
          + "{'type':'input_image','file_id':'file_1','detail':'auto'},"
          + "{'type':'input_file','filename':'a.pdf',"
          + "'file_data':'data:application/pdf;base64,BBBB'},"
          + "{'type':'input_file','filename':'b.pdf','file_data':'CCCC'},"
          + "{'type':'input_file','file_url':'https://a.example/c.pdf'},"
          + "{'type':'input_audio','input_audio':{'data':'DDDD','format':'mp3'}}]},"
          + "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'a'},"
          + "{'type':'summary_text','text':'b'}],'content':[{'type':'reasoning_text',"
          + "'text':'c'}],'encrypted_content':'enc','status':'completed'},"
          + "{'type':'message','id':'msg_1','role':'assistant','status':'completed',"
          + "'phase':'commentary','content':[{'type':'output_text','text':'let me see',"
          + "'annotations':[{'type':'url_citation','url':'https://a.example','title':'A',"
          + "'start_index':0,'end_index':3},{'type':'file_citation','file_id':'file_2',"
          + "'filename':'x','index':1}]},{'type':'refusal','refusal':'no'}]},"
          + "{'type':'function_call','id':'fc_1','call_id':'call_1','name':'f',"
          + "'arguments':'not json','status':'completed','namespace':'ns'},"
          + "{'type':'function_call','call_id':'call_2','name':'g','arguments':'{}'},"
          + "{'type':'function_call_output','call_id':'call_1','output':'one'},"
          + "{'type':'function_call_output','call_id':'call_2','id':'fco_1','output':["
          + "{'type':'input_text','text':'two'},{'type':'input_image',"
          + "'image_url':'https://a.example/i.png'}]},"
          + "{'type':'custom_tool_call','call_id':'call_3','name':'sql','input':'select'},"
          + "{'type':'custom_tool_call_output','call_id':'call_3','output':'x'},"
          + "{'type':'item_reference','id':'msg_0'},"
          + "{'type':'reasoning','id':'rs_2','summary':[]},"
          + "{'type':'message','role':'assistant','content':'one'},"
          + "{'type':'reasoning','id':'rs_3','summary':[]},"
          + "{'type':'message','role':'assistant','content':'two'},"
          + "{'type':'message','role':'user','content':'go'}],"
          + "'stream':true,'stream_options':{'include_obfuscation':false},"
          + "'tools':[{'type':'function','name':'f','description':'d','parameters':"
          + "{'type':'object','additionalProperties':false},'strict':true,'defer_loading':true},"
          + "{'type':'function','name':'g','parameters':{'type':'object'}},"
          + "{'type':'web_search','search_context_size':'low'}],"
          + "'tool_choice':{'type':'allowed_tools','mode':'required','tools':["
          + "{'type':'function','name':'f'}]},'parallel_tool_calls':false,"
          + "'temperature':0,'top_p':0.5,'top_logprobs':2,'max_output_tokens':100,"
          + "'text':{'format':{'type':'json_schema','name':'n','description':'d',"
          + "'schema':{'type':'object'},'strict':false},'verbosity':'low'},"
          + "'reasoning':{'effort':'high','summary':'detailed','context':'all_turns'},"
          + "'include':['reasoning.encrypted_content','message.output_text.logprobs',"
          + "'code_interpreter_call.outputs'],'truncation':'auto','background':false,"
          + "'previous_response_id':'resp_0','conversation':{'id':'conv_1'},"
          + "'prompt':{'id':'pmpt_1'},'store':false,'user':'u','safety_identifier':'s',"
          + "'metadata':{'a':'b'},'prompt_cache_key':'k','prompt_cache_retention':'24h',"
          + "'service_tier':'flex','max_tool_calls':3}";

  @Test
  void writesBackEveryFieldAndItemAsItCame() {
    ObjectNode body = Wire.json(EVERYTHING);
    Losses losses = new Losses();

    ObjectNode written = Wire.encode(Wire.decode(body), losses);

    assertThat(SameMeaning.of(written)).isEqualTo(SameMeaning.of(body));
    assertThat(losses.toList()).isEmpty();
  }

  @Test
  void foldsWhatTheModelMadeIntoTurnsOfOneMessageEach() {
    List<Turn> turns = Wire.decode(EVERYTHING).turns();

    assertThat(turns)
        .extracting(turn -> turn.role() + " " + kinds(turn))
        .containsExactly(
            "SYSTEM [Text]",
            "SYSTEM [Text]",
            "DEVELOPER [Text]",
            "USER [Text, Media, Media, Media, Media, Media, Media]",
            "ASSISTANT [Reasoning, Text, Refusal, ToolCall, ToolCall]",
            "USER [ToolResult, ToolResult]",
            "ASSISTANT [Opaque]",
            "USER [Opaque]",
            "ASSISTANT [Opaque, Reasoning, Text]",
            "ASSISTANT [Reasoning, Text]",
            "USER [Text]");
  }

  private static List<String> kinds(Turn turn) {
    return turn.parts().stream().map(part -> part.getClass().getSimpleName()).toList();
  }

  @Test
  void readsTheCanonicalMeaningOfARequest() {
    Request request =
        Wire.decode(
            "{'model':'m','instructions':'i','input':'hi','temperature':0,'stream':true,"
                + "'max_output_tokens':20,'reasoning':{'effort':'low','summary':'auto'},"
                + "'text':{'format':{'type':'json_object'},'verbosity':'high'},"
                + "'include':['message.output_text.logprobs'],'top_logprobs':3,"
                + "'user':'u','store':true}");

    assertThat(request)
        .isEqualTo(
            new Request(
                "m",
                true,
                List.of(
                    Turn.of(Role.SYSTEM, List.of(Part.Text.of("i"))),
                    Turn.of(Role.USER, List.of(Part.Text.of("hi")))),
                Tooling.NONE,
                new Sampling(
                    Optional.of(new BigDecimal("0")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(true),
                    Optional.of(3),
                    Optional.empty()),
                new OutputSpec(
                    Optional.of(20),
                    Optional.of(new ResponseFormat.JsonObject()),
                    new ReasoningRequest(
                        Optional.empty(),
                        Optional.of("low"),
                        Optional.empty(),
                        Optional.of("auto"),
                        Optional.empty()),
                    Optional.of("high")),
                new Labels(
                    Optional.of("u"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(true)),
                Extras.NONE));
  }

  @Test
  void aHistoryOfItemsTellsNothingLostToOtherProtocols() {
    Request request =
        Wire.decode(
            "{'model':'m','include':['reasoning.encrypted_content'],'input':["
                + "{'type':'message','id':'msg_1','status':'completed','role':'assistant',"
                + "'content':[{'type':'output_text','text':'a','annotations':[]}]}]}");
    Losses losses = new Losses();
    ObjectNode nowhere = StrictJson.object();

    request.extras().writeTo(nowhere, Protocol.ANTHROPIC, losses, "");
    request.turns().getFirst().extras().writeTo(nowhere, Protocol.ANTHROPIC, losses, "x");

    assertThat(losses.toList()).isEmpty();
    assertThat(nowhere).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'input':'hi'}",
        "{'model':1,'input':'hi'}",
        "{'model':'m','input':3}",
        "{'model':'m','input':['hi']}",
        "{'model':'m','input':[{}]}",
        "{'model':'m','input':[{'role':'robot','content':'x'}]}",
        "{'model':'m','input':[{'role':'user','content':[{'text':'x'}]}]}",
        "{'model':'m','input':[{'role':'user','content':[{'type':'input_image'}]}]}",
        "{'model':'m','input':[{'role':'user','content':[{'type':'input_file'}]}]}",
        "{'model':'m','input':[{'type':'function_call','name':'f'}]}",
        "{'model':'m','input':[{'type':'function_call_output','output':'f'}]}",
        "{'model':'m','input':'x','tools':[{'type':'function'}]}",
        "{'model':'m','input':'x','tools':{}}",
        "{'model':'m','input':'x','tool_choice':'sometimes'}",
        "{'model':'m','input':'x','tool_choice':7}",
        "{'model':'m','input':'x','max_output_tokens':0}",
        "{'model':'m','input':'x','max_output_tokens':1.5}",
        "{'model':'m','input':'x','text':{'format':{'type':'json_schema','name':'n'}}}",
        "{'model':'m','input':'x','temperature':'hot'}",
        "{'model':'m','input':'x','include':'all'}",
      })
  void refusesWhatBreaksTheRulesAndNamesTheField(String body) {
    assertThatThrownBy(() -> Wire.decode(body))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().param()).isPresent();
              assertThat(e.problem().message()).startsWith("`" + e.problem().param().get());
            });
  }

  @Test
  void leavesOutReasoningWhoseItemIsGoneAndTellsIt() {
    Losses losses = new Losses();

    ObjectNode written =
        Wire.encode(
            Wire.decode(
                "{'model':'m','input':[{'type':'reasoning','id':'rs_1','summary':[]},"
                    + "{'role':'user','content':'again'},"
                    + "{'type':'reasoning','id':'rs_2','summary':[]},"
                    + "{'role':'assistant','content':'yes'},"
                    + "{'type':'reasoning','id':'rs_3','summary':[]}]}"),
            losses);

    assertThat(written.path("input"))
        .isEqualTo(
            Wire.json(
                    "{'input':[{'type':'message','role':'user','content':'again'},"
                        + "{'type':'reasoning','id':'rs_2','summary':[]},"
                        + "{'type':'message','role':'assistant','content':'yes'}]}")
                .path("input"));
    assertThat(losses.toList())
        .extracting(Loss::field)
        .containsExactly("messages[0].content[0]", "messages[2].content[2]");
  }
}
