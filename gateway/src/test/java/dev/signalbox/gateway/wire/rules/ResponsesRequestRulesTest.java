package dev.signalbox.gateway.wire.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponsesRequestRulesTest {
  private static final JsonNode GOOD =
      Breakage.json(
          """
          {"model": "m", "instructions": "i", "temperature": 1, "max_output_tokens": 16,
           "reasoning": {"effort": "low", "summary": "auto"}, "store": false,
           "include": ["reasoning.encrypted_content"],
           "text": {"format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}}},
           "tools": [{"type": "function", "name": "f", "parameters": {"type": "object"}},
             {"type": "web_search"}],
           "tool_choice": {"type": "function", "name": "f"},
           "input": [
             {"role": "user", "content": [{"type": "input_text", "text": "t"},
               {"type": "input_image", "image_url": "https://x/y.png", "detail": "low"},
               {"type": "input_file", "file_url": "https://x/y.pdf"}]},
             {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "e"},
             {"type": "function_call", "id": "fc_1", "call_id": "1", "name": "f", "arguments": "{}"},
             {"type": "function_call_output", "call_id": "1", "output": "r"},
             {"type": "message", "role": "assistant", "content": [
               {"type": "output_text", "text": "t", "annotations": []}]}]}
          """);

  @Test
  void aGoodRequestBreaksNoRule() {
    assertThat(new ResponsesRequestRules().violations(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /model                       | ""                                | model: must not be empty
          /input                       | []                                | input: must not be empty
          /stop                        | []                                | stop: is no field of the API
          /seed                        | 1                                 | seed: is no field of the API
          /max_output_tokens           | 15                                | max_output_tokens: must be 16
          /reasoning/effort            | "most"                            | reasoning.effort: must be one of
          /include/0                   | "all"                             | include: unknown
          /text/format/schema          | removed                           | text.format.schema: is missing
          /text/format/strict          | true                              | text.format.schema: additionalProperties must be false
          /tools/0/parameters          | removed                           | tools[0].parameters: is missing
          /tools/0/function            | {}                                | tools[0].function: is no field
          /tools/1/type                | "web"                             | tools[1].type: is no tool
          /tool_choice/name            | "g"                               | tool_choice.name: names no tool
          /tool_choice                 | {"type":"file_search"}            | tool_choice.type: names no
          /input/0/role                | "tool"                            | input[0].role: must be one of
          /input/0/content/0/type      | "text"                            | input[0].content[0].type: must be one of
          /input/4/content/0/type      | "input_text"                      | input[4].content[0].type: must be one of
          /input/0/content/1/image_url | {"url":"x"}                       | input[0].content[1].image_url: must be a string
          /input/0/content/2/file_url  | removed                           | input[0].content[2].file_data: needs file_data
          /input/1/summary             | removed                           | input[1].summary: is missing
          /input/1/id                  | "x"                               | input[1].id: must begin with rs
          /input/2/id                  | "call_1"                          | input[2].id: must begin with fc
          /input/2/arguments           | {}                                | input[2].arguments: must be a string
          /input/2/call_id             | "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc" | input[2].call_id: at most
          /input/3/call_id             | "2"                               | input[3].call_id: answers no call
          /input/3                     | removed                           | input: calls [1] have no output
          /input/4                     | {"type":"reasoning","summary":[]} | input: a reasoning item needs
          /input/4/type                | "chat"                            | input[4].type: is no item
          """)
  void everyBrokenRuleIsFound(String at, String value, String violation) {
    JsonNode broken = new Breakage(at, value).in(GOOD);

    assertThat(new ResponsesRequestRules().violations(broken))
        .anySatisfy(found -> assertThat(found).startsWith(violation));
  }
}
