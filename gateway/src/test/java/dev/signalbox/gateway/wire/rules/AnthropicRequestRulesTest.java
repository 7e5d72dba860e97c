package dev.signalbox.gateway.wire.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnthropicRequestRulesTest {
  private static final JsonNode GOOD =
      Breakage.json(
          """
          {"model": "claude", "max_tokens": 4000, "stop_sequences": ["a"],
           "system": [{"type": "text", "text": "s", "cache_control": {"type": "ephemeral"}}],
           "thinking": {"type": "enabled", "budget_tokens": 1024},
           "metadata": {"user_id": "u"},
           "output_config": {"format": {"type": "json_schema", "schema":
             {"type": "object", "properties": {}, "additionalProperties": false}}},
           "tools": [{"name": "f", "input_schema": {"type": "object"}},
             {"type": "web_search_20250305", "name": "web_search"}],
           "tool_choice": {"type": "auto", "disable_parallel_tool_use": true},
           "messages": [
             {"role": "user", "content": [{"type": "text", "text": "t"},
               {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
               {"type": "document", "source": {"type": "url", "url": "https://x/y.pdf"}}]},
             {"role": "assistant", "content": [
               {"type": "thinking", "thinking": "", "signature": "s"},
               {"type": "tool_use", "id": "1", "name": "f", "input": {}},
               {"type": "tool_use", "id": "2", "name": "f", "input": {}}]},
             {"role": "user", "content": [
               {"type": "tool_result", "tool_use_id": "2", "content": "r"},
               {"type": "tool_result", "tool_use_id": "1", "content": [{"type": "text", "text": "r"}]}]}]}
          """);

  @Test
  void aGoodRequestBreaksNoRule() {
    assertThat(new AnthropicRequestRules().violations(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /max_tokens                                       | removed                             | max_tokens: is missing
          /seed                                             | 1                                   | seed: is no field of the API
          /temperature                                      | 1.5                                 | temperature: must be
          /temperature                                      | 0.5                                 | temperature: must be 1.0 to 1.0
          /top_k                                            | 3                                   | top_k: must not stand beside thinking
          /top_p                                            | 0.5                                 | top_p: must be 0.95
          /tool_choice/type                                 | "any"                               | tool_choice: must be auto or none
          /thinking/budget_tokens                           | 1023                                | thinking.budget_tokens: must be
          /thinking/budget_tokens                           | 4000                                | thinking.budget_tokens: must be
          /max_tokens                                       | 1000                                | thinking.budget_tokens: must be less
          /stop_sequences                                   | [" "]                               | stop_sequences: must not hold blank
          /metadata/k                                       | "v"                                 | metadata.k: is no field
          /system/0/text                                    | ""                                  | system[0].text: must not be empty
          /output_config/format/schema/additionalProperties | removed                             | output_config.format.schema: additionalProperties must be false
          /output_config/format/name                        | "n"                                 | output_config.format.name: is no
          /tools/0/input_schema                             | removed                             | tools[0].input_schema: is missing
          /tools/0/input_schema/type                        | "array"                             | tools[0].input_schema.type: must
          /tools/0/input_schema/anyOf                       | []                                  | tools[0].input_schema.anyOf: must not
          /tools/0/parameters                               | {}                                  | tools[0].parameters: is no field
          /tools/0/name                                     | "web_search"                        | tools[1].name: stands twice
          /tools/1/type                                     | "web_search"                        | tools[1].type: is no tool
          /tool_choice                                      | {"type":"tool","name":"g"}          | tool_choice.name: names no tool
          /tools                                            | removed                             | tool_choice: needs tools
          /messages/0/role                                  | "system"                            | messages[0].role: must be user
          /messages/0/content                               | ""                                  | messages[0].content: must not be blank
          /messages/0/content                               | []                                  | messages[0].content: must not be empty
          /messages/0/content/0/text                        | ""                                  | messages[0].content[0].text: must not
          /messages/0/content/0/type                        | "input_text"                        | messages[0].content[0].type: is no block
          /messages/0/content/1/source/media_type           | "image/bmp"                         | messages[0].content[1].source.media_type: must be one of
          /messages/0/content/1/source/data                 | "_-"                                | messages[0].content[1].source.data: must be base64
          /messages/0/content/2/source/url                  | "file:x"                            | messages[0].content[2].source.url: must be an address
          /messages/1/content/0/signature                   | removed                             | messages[1].content[0].signature: is missing
          /messages/1/content/0                             | removed                             | messages[1].content: must begin with thinking
          /messages/1/content/1/id                          | "a b"                               | messages[1].content[1].id: must be
          /messages/1/content/2/id                          | "1"                                 | messages[1].content[2].id: stands twice
          /messages/1/content/1/input                       | "{}"                                | messages[1].content[1].input: must be an object
          /messages/2/content/0/tool_use_id                 | "3"                                 | messages[2].content[0].tool_use_id: answers no call
          /messages/2/content/1                             | {"type":"text","text":"x"}          | messages[2].content[1].type: stands before
          /messages/2/content/0                             | {"type":"text","text":"x"}          | messages[2].content[1].type: results come first
          /messages/2                                       | removed                             | messages: calls [1, 2] have no tool_result
          /messages/-                                       | {"role":"assistant","content":"x "} | messages[3].content: must not end in white space
          """)
  void everyBrokenRuleIsFound(String at, String value, String violation) {
    JsonNode broken = new Breakage(at, value).in(GOOD);

    assertThat(new AnthropicRequestRules().violations(broken))
        .anySatisfy(found -> assertThat(found).startsWith(violation));
  }
}
