package dev.signalbox.gateway.wire.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeminiRequestRulesTest {
  private static final JsonNode GOOD =
      Breakage.json(
          """
          {"systemInstruction": {"parts": [{"text": "s"}]},
           "generationConfig": {"temperature": 0, "topK": 3, "stopSequences": ["a"],
             "candidateCount": 2, "responseLogprobs": true, "logprobs": 2,
             "thinkingConfig": {"thinkingBudget": 0, "includeThoughts": true},
             "responseMimeType": "application/json", "response_schema": {"type": "OBJECT",
               "properties": {"a": {"type": "string", "enum": ["x"]}}, "required": ["a"]}},
           "tools": [{"functionDeclarations": [
             {"name": "f", "parametersJsonSchema": {"type": "object", "$defs": {}}},
             {"name": "g", "parameters": {"type": "OBJECT"}}]}],
           "toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["f"]}},
           "contents": [
             {"role": "user", "parts": [{"text": "t"},
               {"inlineData": {"mimeType": "image/png", "data": "_-8A"}},
               {"file_data": {"file_uri": "https://x/y"}}]},
             {"role": "model", "parts": [
               {"functionCall": {"name": "f", "args": {}}, "thoughtSignature": "AAAA"},
               {"functionCall": {"name": "g"}}]},
             {"role": "user", "parts": [
               {"functionResponse": {"name": "f", "response": {}}},
               {"functionResponse": {"name": "g", "response": {}}}]}]}
          """);

  @Test
  void aGoodRequestBreaksNoRule() {
    assertThat(new GeminiRequestRules().violations(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /contents                                       | []                        | contents: must not be empty
          /messages                                       | []                        | messages: is no field of the API
          /systemInstruction/parts                        | []                        | systemInstruction.parts: must not be
          /generationConfig/temperature                   | 3                         | generationConfig.temperature: must
          /generationConfig/seed                          | 4294967296                | generationConfig.seed: must
          /generationConfig/candidateCount                | 9                         | generationConfig.candidateCount
          /generationConfig/max_tokens                    | 9                         | generationConfig.maxTokens: is no
          /generationConfig/stopSequences                 | ["1","2","3","4","5","6"] | generationConfig.stopSequences: must hold at most 5
          /generationConfig/responseLogprobs              | removed                   | generationConfig.logprobs: needs
          /generationConfig/thinkingConfig/thinkingLevel  | "low"                     | generationConfig.thinkingConfig.thinkingLevel: not beside
          /generationConfig/responseMimeType              | removed                   | generationConfig.responseMimeType: must be application/json
          /generationConfig/responseJsonSchema            | {}                        | generationConfig.responseSchema: not beside
          /generationConfig/response_schema/$defs         | {}                        | generationConfig.responseSchema.$defs: is no field of Schema
          /generationConfig/response_schema/required      | ["b"]                     | generationConfig.responseSchema.required: names `b`
          /generationConfig/response_schema/properties/a/type | ["string","null"]         | generationConfig.responseSchema.properties.a.type: must be one of
          /generationConfig/response_schema/properties/a/enum | [1]                       | generationConfig.responseSchema.properties.a.enum: must hold strings
          /tools/0/functionDeclarations/1/parameters/type | "ARRAY"                   | tools[0].functionDeclarations[1].parameters.items: is missing
          /tools/0/functionDeclarations/0/parameters      | {}                        | tools[0].functionDeclarations[0].parameters: not beside
          /tools/0/functionDeclarations/0/name            | "1f"                      | tools[0].functionDeclarations[0].name: a letter
          /tools/0/functionDeclarations/1/name            | "f"                       | tools[0].functionDeclarations[1].name: stands twice
          /tools/0/type                                   | "function"                | tools[0].type: is no field
          /toolConfig/functionCallingConfig/allowedFunctionNames | ["h"]                     | toolConfig.functionCallingConfig.allowedFunctionNames: names no function
          /toolConfig/functionCallingConfig/mode          | "AUTO"                    | toolConfig.functionCallingConfig.allowedFunctionNames: only with
          /toolConfig/functionCallingConfig/mode          | "required"                | toolConfig.functionCallingConfig.mode: must be
          /contents/0/role                                | "assistant"               | contents[0].role: must be one of
          /contents/0/parts                               | []                        | contents[0].parts: must not be empty
          /contents/0/parts/0/type                        | "text"                    | contents[0].parts[0].type: is no
          /contents/0/parts/0                             | {}                        | contents[0].parts[0].text: a part holds
          /contents/0/parts/1/inlineData/mimeType         | "png"                     | contents[0].parts[1].inlineData.mimeType: is not supported
          /contents/0/parts/2/file_data/file_uri          | removed                   | contents[0].parts[2].fileData.fileUri: is missing
          /contents/1/parts/0/functionCall/args           | "{}"                      | contents[1].parts[0].functionCall.args: must be an object
          /contents/2/parts/0/functionResponse/response   | "r"                       | contents[2].parts[0].functionResponse.response: must be an object
          /contents/2/parts/0/functionResponse/name       | "h"                       | contents[2].parts: responses [h, g] do not answer calls [f, g]
          /contents/2/parts/1                             | removed                   | contents[2].parts: responses [f] do not
          /contents/2                                     | removed                   | contents: calls [f, g] have no response
          /contents/1/role                                | "user"                    | contents[1].parts[0].functionCall: is for model contents
          """)
  void everyBrokenRuleIsFound(String at, String value, String violation) {
    JsonNode broken = new Breakage(at, value).in(GOOD);

    assertThat(new GeminiRequestRules().violations(broken))
        .anySatisfy(found -> assertThat(found).startsWith(violation));
  }
}
