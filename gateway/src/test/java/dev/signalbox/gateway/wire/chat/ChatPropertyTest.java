package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.random.Tries;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever providers and clients send: order, bounds and agreement hold. Seeds are printed. */
final class ChatPropertyTest {
  private static final int RUNS = Tries.of(500);

  private static final String[] NAMES = {
    "id",
    "model",
    "created",
    "choices",
    "usage",
    "error",
    "delta",
    "message",
    "index",
    "role",
    "content",
    "refusal",
    "reasoning",
    "reasoning_content",
    "reasoning_details",
    "tool_calls",
    "function_call",
    "function",
    "custom",
    "name",
    "arguments",
    "input",
    "type",
    "text",
    "thinking",
    "signature",
    "data",
    "summary",
    "annotations",
    "url_citation",
    "url",
    "start_index",
    "audio",
    "images",
    "image_url",
    "logprobs",
    "token",
    "logprob",
    "bytes",
    "top_logprobs",
    "finish_reason",
    "prompt_tokens",
    "completion_tokens",
    "prompt_tokens_details",
    "cached_tokens",
    "x_groq",
    "messages",
    "tools",
    "tool_choice",
    "tool_call_id",
    "stop",
    "response_format",
    "json_schema",
    "schema",
    "temperature",
    "stream_options",
    "functions",
    "parameters",
    "file",
    "file_data"
  };

  private static final String[] TEXTS = {
    "",
    "a",
    "stop",
    "length",
    "tool_calls",
    "user",
    "assistant",
    "tool",
    "system",
    "function",
    "text",
    "thinking",
    "reasoning.text",
    "reasoning.encrypted",
    "image_url",
    "data:image/png;base64,AA",
    "sb1_AAAA",
    "null",
    "json_schema",
    "auto",
    "{\"a\":1}",
    "custom",
    "file",
    "allowed_tools"
  };

  private static JsonNode any(Random random, int depth) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> json.nullNode();
      case 1 -> json.booleanNode(random.nextBoolean());
      case 2 -> json.numberNode(random.nextInt(-2, 200));
      case 3 -> json.numberNode(random.nextLong());
      case 4, 5 -> json.textNode(TEXTS[random.nextInt(TEXTS.length)]);
      case 6 -> array(random, depth);
      default -> object(random, depth);
    };
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(any(random, depth - 1));
    }
    return array;
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(7); i > 0; i--) {
      object.set(NAMES[random.nextInt(NAMES.length)], any(random, depth - 1));
    }
    return object;
  }

  /** A delta with fields in the right places and anything in them, sometimes of the right type. */
  private static ObjectNode chunk(Random random) {
    ObjectNode chunk = object(random, 2);
    if (random.nextInt(4) > 0) {
      chunk.remove(List.of("error"));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      ObjectNode choice = object(random, 3);
      choice.put("index", random.nextInt(3));
      ObjectNode delta = object(random, 4);
      if (random.nextBoolean()) {
        delta.put("content", "text");
      }
      if (random.nextInt(3) == 0) {
        ObjectNode call = delta.withArray("/calls").addObject();
        call.put("index", random.nextInt(3)).putObject("function").put("name", "f");
        delta.set("tool_calls", delta.remove("calls"));
      }
      choice.set("delta", delta);
      if (random.nextInt(5) > 0) {
        choice.remove(List.of("finish_reason", "error"));
      }
      ArrayNode choices =
          chunk.path("choices") instanceof ArrayNode there ? there : chunk.putArray("choices");
      choices.add(choice);
    }
    return chunk;
  }

  private static List<ReplyEvent> anyStream(Random random) {
    List<ReplyEvent> events = new ArrayList<>();
    StreamDecoder decoder = Chat.PROVIDER.streamDecoder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      String data = random.nextInt(30) == 0 ? "[DONE]" : chunk(random).toString();
      decoder.accept(new SseEvent("", data), events::add);
    }
    decoder.accept(new SseEvent("", "[DONE]"), events::add);
    decoder.end(events::add);
    return events;
  }

  @Test
  void anyStreamKeepsTheOrderAndIsWrittenWithoutFault() {
    for (int run = 0; run < RUNS; run++) {
      long seed = run;
      List<ReplyEvent> events = anyStream(new Random(seed));

      EventOrder.check(events);
      String own = Chat.streamed(events, Chat.frame(), new Losses());
      List<ReplyEvent> again = Chat.events(own);
      assertThat(Chat.fold(again).ended()).as("seed %d", seed).isEqualTo(Chat.fold(events).ended());
    }
  }

  @Test
  void whatAStreamSaysIsWhatTheWholeAnswerSays() {
    for (int run = 0; run < RUNS; run++) {
      long seed = run;
      List<ReplyEvent> events = anyStream(new Random(seed));
      if (!Chat.fold(events).ended()) {
        continue;
      }
      Reply reply = Chat.folded(events);
      Reply whole =
          Chat.PROVIDER.decodeReply(Chat.CLIENT.encodeReply(reply, Chat.frame(), new Losses()));
      List<ReplyEvent> ordered = new ArrayList<>();
      ReplyUnfold.unfold(Replies.joined(whole), ordered::add);
      Reply streamed = Chat.folded(Chat.events(Chat.streamed(ordered, Chat.frame(), new Losses())));

      assertThat(Replies.said(streamed)).as("seed %d", seed).isEqualTo(Replies.said(whole));
    }
  }

  @Test
  void anyAnswerIsReadOrRefusedWithAProblem() {
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      ObjectNode body = chunk(random);
      if (body.path("choices") instanceof ArrayNode choices) {
        for (JsonNode choice : choices) {
          if (choice instanceof ObjectNode object && object.has("delta")) {
            object.set("message", object.remove("delta"));
          }
        }
      }
      try {
        Chat.CLIENT.encodeReply(Chat.PROVIDER.decodeReply(body), Chat.frame(), new Losses());
      } catch (ProblemException e) {
        assertThat(e.problem().message()).as("seed %d", run).isNotBlank();
      }
    }
  }

  @Test
  void anyRequestIsReadOrRefusedWithAProblem() {
    int read = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      ObjectNode body =
          random.nextInt(4) == 0 ? object(random, 3) : JsonNodeFactory.instance.objectNode();
      body.put("model", "m");
      ArrayNode messages = body.putArray("messages");
      for (int i = random.nextInt(4); i >= 0; i--) {
        ObjectNode message = random.nextBoolean() ? object(random, 3) : messages.objectNode();
        message.put("role", TEXTS[5 + random.nextInt(4)]);
        messages.add(message);
      }
      try {
        var request = Chat.CLIENT.decodeRequest(body, RequestTarget.IN_BODY);
        for (var dialect : Dialects.all()) {
          Chat.encoded(request, dialect, new Losses());
        }
        read++;
      } catch (ProblemException e) {
        assertThat(e.problem().message()).as("seed %d", run).isNotBlank();
      }
    }
    assertThat(read).isGreaterThan(RUNS / 20);
  }
}
