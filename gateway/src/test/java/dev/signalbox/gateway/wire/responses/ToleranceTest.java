package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.random.Tries;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whatever comes, only the declared failures come out. */
final class ToleranceTest {
  private static final List<String> EVENTS =
      List.of(
          "{'type':'response.created','response':{'id':'r','model':'m','created_at':1}}",
          "{'type':'response.output_item.added','output_index':0,'item':{'type':'reasoning',"
              + "'id':'a'}}",
          "{'type':'response.reasoning_summary_text.delta','output_index':0,"
              + "'summary_index':0,'delta':'x'}",
          "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning',"
              + "'id':'a','summary':[{'type':'summary_text','text':'xy'}],"
              + "'encrypted_content':'e'}}",
          "{'type':'response.output_item.added','output_index':1,'item':{'type':'message',"
              + "'id':'b','content':[]}}",
          "{'type':'response.content_part.added','output_index':1,'content_index':0,"
              + "'part':{'type':'output_text','text':''}}",
          "{'type':'response.output_text.delta','output_index':1,'content_index':0,"
              + "'delta':'t','logprobs':[{'token':'t','logprob':-1}]}",
          "{'type':'response.output_text.annotation.added','output_index':1,"
              + "'content_index':0,'annotation':{'type':'url_citation','url':'u'}}",
          "{'type':'response.refusal.delta','output_index':1,'content_index':1,'delta':'n'}",
          "{'type':'response.output_item.done','output_index':1,'item':{'type':'message',"
              + "'id':'b','content':[{'type':'output_text','text':'t'},"
              + "{'type':'refusal','refusal':'no'},{'type':'new_kind','x':1}]}}",
          "{'type':'response.output_item.added','output_index':2,'item':{"
              + "'type':'function_call','id':'c','call_id':'d','name':'f'}}",
          "{'type':'response.function_call_arguments.delta','output_index':2,'delta':'{'}",
          "{'type':'response.output_item.done','output_index':2,'item':{"
              + "'type':'function_call','id':'c','call_id':'d','name':'f','arguments':'{}'}}",
          "{'type':'response.output_item.added','output_index':3,'item':{"
              + "'type':'web_search_call','id':'w'}}",
          "{'type':'response.web_search_call.searching','output_index':3}",
          "{'type':'response.output_item.done','output_index':3,'item':{"
              + "'type':'web_search_call','id':'w'}}",
          "{'type':'keepalive','sequence_number':2}",
          "{'type':'error','message':'m'}",
          "{'type':'response.completed','response':{'id':'r','status':'completed','output':["
              + "{'type':'message','content':[{'type':'output_text','text':'z'}]}],"
              + "'usage':{'input_tokens':3,'output_tokens':2}}}");

  @Test
  void aStreamInAnyOrderWithAnyDamageKeepsTheOrderOfEvents(TestReporter reporter) {
    long seed = 20_261_120L;
    reporter.publishEntry("seed", String.valueOf(seed));
    Random random = new Random(seed);
    for (int round = Tries.of(1_500); round > 0; round--) {
      List<SseEvent> events = new ArrayList<>();
      int count = random.nextInt(30);
      for (int i = 0; i < count; i++) {
        JsonNode event = Wire.json(EVENTS.get(random.nextInt(EVENTS.size())));
        if (random.nextInt(3) == 0) {
          damage(event, random);
        }
        events.add(new SseEvent("", StrictJson.toText(event)));
      }
      String shown = "seed %d round %d: %s".formatted(seed, round, events);
      assertThat(EventOrder.complaints(Wire.decodeStream(events))).as(shown).isEmpty();
      ReplyWatch watch = Wire.PROVIDER.watch();
      events.forEach(watch::accept);
    }
  }

  @Test
  void aDamagedAnswerIsReadOrRefused(TestReporter reporter) {
    long seed = 20_261_120L;
    reporter.publishEntry("seed", String.valueOf(seed));
    Random random = new Random(seed);
    for (int round = Tries.of(1_000); round > 0; round--) {
      ObjectNode body = Wire.json("{'id':'r','model':'m','created_at':1}");
      ArrayNode output = body.putArray("output");
      for (String event : EVENTS) {
        if (event.contains("item.done") && random.nextBoolean()) {
          output.add(Wire.json(event).path("item"));
        }
      }
      damage(body, random);
      damage(body, random);
      try {
        Wire.PROVIDER.decodeReply(body);
      } catch (ProblemException expected) {
        assertThat(expected.problem().message()).as("seed %d", seed).isNotEmpty();
      }
      Wire.PROVIDER.decodeProblem(500, body);
      Wire.PROVIDER.watch().acceptBody(body);
    }
  }

  /** Replaces, removes or retypes one value somewhere inside. */
  private static void damage(JsonNode node, Random random) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (object.path(name).isContainerNode() && random.nextInt(4) > 0) {
        damage(object.path(name), random);
        return;
      }
      switch (random.nextInt(5)) {
        case 0 -> object.remove(name);
        case 1 -> object.putNull(name);
        case 2 -> object.put(name, random.nextInt(-2, 4));
        case 3 -> object.put(name, "text");
        default -> object.putArray(name).add(1).add(Wire.json("{'type':'message'}"));
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      damage(array.path(random.nextInt(array.size())), random);
    }
  }
}
