package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests in the words of servers that are not OpenAI. */
final class ChatDialectRequestTest {
  private static Request messages(String messages) {
    return Chat.request("{'model':'m','messages':[%s]}".formatted(messages));
  }

  @Test
  void aSchemaIsAskedForInWordsWhereItCannotBeEnforced() {
    Request request =
        Chat.asking(
            "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'a':1}}}");
    Losses losses = new Losses();

    JsonNode body = Chat.encoded(request, Chat.dialect("deepseek"), losses);

    assertThat(request.output().format())
        .contains(
            new ResponseFormat.JsonSchema(
                "n", Optional.empty(), Chat.json("{'a':1}"), Optional.empty()));
    assertThat(body.path("response_format")).isEqualTo(Chat.json("{'type':'json_object'}"));
    assertThat(body.path("messages").path(0).path("content").asText()).contains("{\"a\":1}");
    assertThat(losses.toList()).extracting("field").containsExactly("response_format.json_schema");
  }

  @Test
  void fieldsAServerRefusesAreDroppedAndTold() {
    Request request = Chat.asking("'user':'u','store':true,'seed':3,'top_k':5,'n':2");
    Losses losses = new Losses();

    JsonNode body = Chat.encoded(request, Chat.dialect("mistral"), losses);

    assertThat(body.path("random_seed").asInt()).isEqualTo(3);
    assertThat(body.has("user") || body.has("store") || body.has("top_k")).isFalse();
    assertThat(losses.toList()).extracting("field").containsExactly("top_k", "user", "store");
  }

  @Test
  void cacheControlIsAnthropicsAndGoesToServersThatPassItOn() {
    Request request =
        messages(
            "{'role':'user','content':[{'type':'text','text':'a',"
                + "'cache_control':{'type':'ephemeral'}}]}");
    Part.Text text = (Part.Text) request.turns().getFirst().parts().getFirst();
    Losses losses = new Losses();

    assertThat(text.extras().belongTo(Protocol.ANTHROPIC)).isTrue();
    assertThat(
            Chat.encoded(request, Chat.dialect("openrouter"), losses)
                .at("/messages/0/content/0/cache_control/type")
                .asText())
        .isEqualTo("ephemeral");
    assertThat(losses.toList()).isEmpty();
    Chat.encoded(request, Dialect.OPENAI, losses);
    assertThat(losses.toList())
        .extracting("field")
        .containsExactly("messages[0].content[0].cache_control");
  }

  @Test
  void reasoningGoesBackInTheFieldOfTheDialect() {
    Request request = messages("{'role':'assistant','content':'a','reasoning_content':'r'}");

    assertThat(assistant(request, "deepseek").path("reasoning_content").asText()).isEqualTo("r");
    assertThat(assistant(request, "groq").path("reasoning").asText()).isEqualTo("r");
    assertThat(assistant(request, "mistral").path("content"))
        .isEqualTo(
            Chat.json(
                    "{'x':[{'type':'thinking','thinking':[{'type':'text','text':'r'}]},"
                        + "{'type':'text','text':'a'}]}")
                .path("x"));
    Losses losses = new Losses();
    Chat.encoded(request, Dialect.OPENAI, losses);
    assertThat(losses.toList()).extracting("field").containsExactly("messages[0].content[0]");
  }

  @Test
  void foreignSignaturesAreStrippedAndTold() {
    Signature signature = new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "sig");
    Request request =
        messages("{'role':'user','content':'q'}")
            .withTurns(
                List.of(
                    Turn.of(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Reasoning("r", Optional.of(signature), Extras.NONE),
                            new Part.ToolCall(
                                "c", "f", "{}", Optional.of(signature), Extras.NONE)))));
    Losses losses = new Losses();

    String body = Chat.encoded(request, Chat.dialect("openrouter"), losses).toString();

    assertThat(body).doesNotContain("sig");
    assertThat(losses.toList())
        .extracting("field")
        .containsExactly("messages[0].content[0].signature", "messages[0].content[1].signature");
  }

  @Test
  void mistralGetsIdsOfNineCharactersThatPair() {
    Request request =
        messages(
            "{'role':'assistant','tool_calls':[{'id':'call_abcdefghijkl','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'call_abcdefghijkl','content':'r'}");

    JsonNode messages =
        Chat.encoded(request, Chat.dialect("mistral"), new Losses()).path("messages");

    String id = messages.at("/0/tool_calls/0/id").asText();
    assertThat(id).matches("[A-Za-z0-9]{9}");
    assertThat(messages.at("/1/tool_call_id").asText()).isEqualTo(id);
  }

  @Test
  void thinkingIsAskedForInTheDialectsWords() {
    assertThat(reasoning("'reasoning':{'effort':'low'}", "openai"))
        .isEqualTo(Chat.json("{'reasoning_effort':'low'}"));
    assertThat(reasoning("'reasoning_effort':'low','include_reasoning':true", "openrouter"))
        .isEqualTo(Chat.json("{'include_reasoning':true,'reasoning':{'effort':'low'}}"));
    assertThat(reasoning("'thinking':{'type':'disabled'}", "deepseek"))
        .isEqualTo(Chat.json("{'thinking':{'type':'disabled'}}"));
    assertThat(reasoning("'thinking':{'type':'enabled','budget_tokens':9000}", "openai"))
        .isEqualTo(Chat.json("{'reasoning_effort':'high'}"));
    assertThat(reasoning("'thinking':{'type':'enabled','clear_thinking':false}", "generic"))
        .isEqualTo(Chat.json("{'thinking':{'type':'enabled','clear_thinking':false}}"));
  }

  @Test
  void allowedToolsAreSentAloneWhereTheListIsUnknown() {
    Request request =
        Chat.asking(
            """
            'tools':[{'type':'function','function':{'name':'f'}},
            {'type':'function','function':{'name':'g'}}],'tool_choice':{'type':'allowed_tools',
            'allowed_tools':{'mode':'required','tools':[{'type':'function','function':{'name':'g'}}]}}
            """);
    Losses losses = new Losses();

    assertThat(request.tooling().choice()).contains(new ToolChoice.Allowed(List.of("g"), true));
    JsonNode body = Chat.encoded(request, Chat.dialect("mistral"), losses);
    assertThat(body.path("tools").findValuesAsText("name")).containsExactly("g");
    assertThat(body.path("tool_choice").asText()).isEqualTo("any");
    assertThat(losses.toList()).hasSize(1);
  }

  @Test
  void anAddressTheServerDoesNotFetchIsRefusedNotDropped() {
    Request request =
        messages(
            "{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://x/y'}}]}");

    assertThatThrownBy(() -> Chat.encoded(request, Chat.dialect("ollama"), new Losses()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(
                        Problem.invalid(
                            "messages[0].content[0]",
                            "`messages[0].content[0]` is an address, but ollama takes images as"
                                + " inline data only")));
  }

  private static JsonNode assistant(Request request, String dialect) {
    Losses losses = new Losses();
    JsonNode body = Chat.encoded(request, Chat.dialect(dialect), losses);
    assertThat(losses.toList()).isEmpty();
    return body.path("messages").path(0);
  }

  private static JsonNode reasoning(String asked, String dialect) {
    var body = Chat.encoded(Chat.asking(asked), Chat.dialect(dialect), new Losses());
    body.remove(List.of("model", "messages"));
    return body;
  }
}
