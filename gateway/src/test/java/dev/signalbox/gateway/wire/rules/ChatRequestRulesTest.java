package dev.signalbox.gateway.wire.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatRequestRulesTest {
  private static final JsonNode GOOD =
      Breakage.json(
          """
          {"model": "m", "stream": true, "stream_options": {"include_usage": true},
           "temperature": 0, "n": 2, "stop": ["a"], "max_completion_tokens": 5,
           "logprobs": true, "top_logprobs": 2, "parallel_tool_calls": false,
           "metadata": {"k": "v"}, "reasoning_effort": "low", "safety_identifier": "x",
           "response_format": {"type": "json_schema", "json_schema": {"name": "n", "strict": true,
             "schema": {"type": "object", "additionalProperties": false, "required": ["a"],
               "properties": {"a": {"type": "string"}}}}},
           "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
           "tool_choice": {"type": "function", "function": {"name": "f"}},
           "messages": [
             {"role": "system", "content": "s"},
             {"role": "user", "content": [{"type": "text", "text": "t"},
               {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
               {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
               {"type": "file", "file": {"filename": "f.pdf", "file_data": "data:application/pdf;base64,AAAA"}}]},
             {"role": "assistant", "content": null, "tool_calls": [
               {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}},
               {"id": "2", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
             {"role": "tool", "tool_call_id": "2", "content": "r"},
             {"role": "tool", "tool_call_id": "1", "content": [{"type": "text", "text": "r"}]}]}
          """);

  @Test
  void aGoodRequestBreaksNoRule() {
    assertThat(new ChatRequestRules().violations(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /model                                       | removed                                     | model: is missing
          /messages                                    | []                                          | messages: must not be empty
          /top_k                                       | 5                                           | top_k: is no field of the API
          /temperature                                 | 2.1                                         | temperature: must be 0.0 to 2.0
          /temperature                                 | "hot"                                       | temperature: must be a number
          /n                                           | 1.5                                         | n: must be a whole number
          /stop                                        | ["a","b","c","d","e"]                       | stop: must hold at most 4
          /max_tokens                                  | 5                                           | max_tokens: must not stand beside
          /max_completion_tokens                       | 0                                           | max_completion_tokens: must be
          /stream                                      | false                                       | stream_options: needs stream
          /logprobs                                    | removed                                     | top_logprobs: needs logprobs
          /metadata/k                                  | 1                                           | metadata.k: must be a string
          /reasoning_effort                            | "huge"                                      | reasoning_effort: must be one of
          /safety_identifier                           | "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | safety_identifier: at
          /tools                                       | removed                                     | tool_choice: needs tools
          /tools/0/function/name                       | "a b"                                       | tools[0].function.name: must be
          /tools/0/input_schema                        | {}                                          | tools[0].input_schema: is no field
          /tools/0/function/parameters                 | {"type":"string"}                           | tools[0].function.parameters: must be the schema of an object
          /tool_choice/function/name                   | "g"                                         | tool_choice.function.name: names no
          /tool_choice                                 | "any"                                       | tool_choice: must be one of
          /response_format/json_schema/name            | ""                                          | response_format.json_schema.name: 1 to 64
          /response_format/json_schema/schema          | removed                                     | response_format.json_schema.schema: is missing
          /response_format/json_schema/schema/additionalProperties | removed                                     | response_format.json_schema.schema: additionalProperties must be false
          /response_format/json_schema/schema/required | []                                          | response_format.json_schema.schema: strict: property a must be in required
          /messages/0/role                             | "wizard"                                    | messages[0].role: must be system
          /messages/0/content                          | removed                                     | messages[0].content: is missing
          /messages/1/content                          | []                                          | messages[1].content: must not be empty
          /messages/1/content/0/cache_control          | {}                                          | messages[1].content[0].cache_control: is no field
          /messages/1/content/0/type                   | "input_text"                                | messages[1].content[0].type: must be one of
          /messages/1/content/1/image_url/url          | "data:image/bmp;base64,AAAA"                | messages[1].content[1].image_url.url: must be an address
          /messages/1/content/2/input_audio/format     | "flac"                                      | messages[1].content[2].input_audio.format: must be one of
          /messages/1/content/3/file/filename          | removed                                     | messages[1].content[3].file.filename: is missing
          /messages/1/content/3/file/file_data         | removed                                     | messages[1].content[3].file.file_id: needs one of
          /messages/2/tool_calls/1/id                  | "1"                                         | messages[2].tool_calls[1].id: stands twice
          /messages/2/tool_calls/0/id                  | "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii" | messages[2].tool_calls[0].id: at most 40
          /messages/2/tool_calls/0/function/arguments  | {}                                          | messages[2].tool_calls[0].function.arguments: must be a string
          /messages/2/tool_calls                       | removed                                     | messages[2].content: is missing
          /messages/3/tool_call_id                     | "3"                                         | messages[3].tool_call_id: answers no call
          /messages/4                                  | removed                                     | messages: calls [1] have no tool message
          /messages/3                                  | {"role":"user","content":"x"}               | messages[3].role: calls [1, 2] have no tool message
          """)
  void everyBrokenRuleIsFound(String at, String value, String violation) {
    JsonNode broken = new Breakage(at, value).in(GOOD);

    assertThat(new ChatRequestRules().violations(broken))
        .anySatisfy(found -> assertThat(found).startsWith(violation));
  }
}
