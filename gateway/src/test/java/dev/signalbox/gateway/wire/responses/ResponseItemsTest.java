package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResponseItemsTest {
  @Test
  void listsTheInputAsWholeItems() {
    ObjectNode body =
        Wire.json(
            "{'model':'m','input':[{'role':'user','content':'hi'},"
                + "{'role':'assistant','content':'hello','id':'msg_9'},"
                + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                + "{'type':'function_call_output','call_id':'c','output':'x'},"
                + "{'type':'reasoning','summary':[]},{'type':'item_reference','id':'msg_0'}]}");

    List<JsonNode> items = ResponseItems.inputItems(body, "resp_r1");

    assertThat(items)
        .containsExactly(
            Wire.json(
                "{'id':'msg_sb_r1_in0','type':'message','status':'completed','role':'user',"
                    + "'content':[{'type':'input_text','text':'hi'}]}"),
            Wire.json(
                "{'id':'msg_9','type':'message','status':'completed','role':'assistant',"
                    + "'content':[{'type':'output_text','text':'hello','annotations':[],"
                    + "'logprobs':[]}]}"),
            Wire.json(
                "{'id':'fc_sb_r1_in2','type':'function_call','status':'completed',"
                    + "'call_id':'c','name':'f','arguments':'{}'}"),
            Wire.json(
                "{'id':'fco_sb_r1_in3','type':'function_call_output','status':'completed',"
                    + "'call_id':'c','output':'x'}"),
            Wire.json("{'id':'rs_sb_r1_in4','type':'reasoning','summary':[]}"),
            Wire.json("{'id':'msg_0','type':'item_reference'}"));
    assertThat(body.path("input").path(0).has("id")).isFalse();
  }

  @Test
  void putsTheWholeConversationBeforeTheNewInput() {
    ObjectNode first = Wire.json("{'model':'m','instructions':'old','input':'one'}");
    JsonNode answer =
        Wire.json(
            "{'type':'message','role':'assistant','id':'msg_1','content':"
                + "[{'type':'output_text','text':'two','annotations':[]}]}");
    ObjectNode second = Wire.json("{'model':'m','input':'three','previous_response_id':'resp_1'}");
    List<JsonNode> history = List.of(ResponseItems.inputItems(first, "resp_1").getFirst(), answer);

    ObjectNode body = ResponseItems.withHistory(second, history);

    assertThat(body.has("previous_response_id")).isFalse();
    assertThat(body.has("instructions")).isFalse();
    assertThat(Wire.decode(body).turns())
        .extracting(turn -> turn.role() + " " + ((Part.Text) turn.parts().getFirst()).text())
        .containsExactly("USER one", "ASSISTANT two", "USER three");
    assertThat(second.path("input").asText()).isEqualTo("three");
  }

  @Test
  void listsNewestFirstInPages() {
    List<JsonNode> items =
        List.of(Wire.json("{'id':'a'}"), Wire.json("{'id':'b'}"), Wire.json("{'id':'c'}"));

    assertThat(ResponseItems.inputItemList(items, ResponseItems.Page.FIRST))
        .isEqualTo(
            Wire.json(
                "{'object':'list','data':[{'id':'c'},{'id':'b'},{'id':'a'}],'first_id':'c',"
                    + "'last_id':'a','has_more':false}"));
    assertThat(
            ResponseItems.inputItemList(items, new ResponseItems.Page(Optional.of("a"), 1, true)))
        .isEqualTo(
            Wire.json(
                "{'object':'list','data':[{'id':'b'}],'first_id':'b','last_id':'b',"
                    + "'has_more':true}"));
    assertThat(ResponseItems.inputItemList(List.of(), ResponseItems.Page.FIRST))
        .isEqualTo(
            Wire.json(
                "{'object':'list','data':[],'first_id':null,'last_id':null,'has_more':false}"));
    assertThatThrownBy(() -> new ResponseItems.Page(Optional.empty(), 0, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverSendsIdsAndSignaturesOfOursToAProvider() {
    Signature foreign = new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "s");
    Reply reply =
        new Reply(
            "x",
            "claude",
            1,
            List.of(
                new Choice(
                    0,
                    List.of(
                        new Part.Reasoning("hm", Optional.of(foreign), Extras.NONE),
                        Part.Reasoning.of("unsigned"),
                        Part.Text.of("hello"),
                        Part.ToolCall.of("toolu_1", "f", "{}")),
                    StopReason.TOOL_CALLS,
                    Optional.empty(),
                    Extras.NONE)),
            Optional.empty(),
            Extras.NONE);
    ObjectNode answer = Wire.CLIENT.encodeReply(reply, Wire.frame(), new Losses());
    ObjectNode next =
        ResponseItems.withHistory(
            Wire.json("{'model':'m','input':'go on'}"),
            answer.path("output").valueStream().toList());
    Losses losses = new Losses();

    ObjectNode sent = Wire.encode(Wire.decode(next), losses);

    assertThat(ResponseItems.holdsItemsOfOurs(next, Wire.SEAL)).isTrue();
    assertThat(ResponseItems.holdsItemsOfOurs(sent, Wire.SEAL)).isFalse();
    assertThat(sent.path("input"))
        .isEqualTo(
            Wire.json(
                    "{'input':[{'type':'message','role':'assistant','status':'completed',"
                        + "'content':'hello'},{'type':'function_call','status':'completed',"
                        + "'call_id':'toolu_1','name':'f','arguments':'{}'},"
                        + "{'type':'message','role':'user','content':'go on'}]}")
                .path("input"));
    assertThat(losses.toList())
        .extracting(Loss::field)
        .containsExactly("messages[0].content[0]", "messages[0].content[1]");
  }
}
