package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a list is written: as the JSON it is, one entry a line, or as a table. Each has the same
 * entries; the cursor of the next page, which only JSON has room for, is a header as well.
 */
enum ListFormat {
  JSON("application/json") {
    @Override
    Buffer write(JsonNode list, List<String> columns) {
      return Buffer.buffer(StrictJson.toPlainBytes(list));
    }
  },
  NDJSON("application/x-ndjson") {
    @Override
    Buffer write(JsonNode list, List<String> columns) {
      Buffer lines = Buffer.buffer();
      list.path("data")
          .forEach(row -> lines.appendBytes(StrictJson.toPlainBytes(row)).appendByte(LF));
      return lines;
    }
  },
  CSV("text/csv; charset=utf-8") {
    @Override
    Buffer write(JsonNode list, List<String> columns) {
      StringBuilder table = new StringBuilder(String.join(",", columns)).append(CRLF);
      for (JsonNode row : list.path("data")) {
        table
            .append(
                columns.stream().map(name -> cell(row.path(name))).collect(Collectors.joining(",")))
            .append(CRLF);
      }
      return Buffer.buffer(table.toString().getBytes(StandardCharsets.UTF_8));
    }
  };

  private static final byte LF = '\n';
  private static final String CRLF = "\r\n";

  private final String contentType;

  ListFormat(String contentType) {
    this.contentType = contentType;
  }

  /** What a client accepts; JSON when it does not say, or names none of these. */
  static ListFormat of(@Nullable String accept) {
    String text = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
    if (text.contains("text/csv")) {
      return CSV;
    }
    return text.contains("ndjson") ? NDJSON : JSON;
  }

  String contentType() {
    return contentType;
  }

  /**
   * The whole of {@code list}.
   *
   * @param columns of the table
   */
  abstract Buffer write(JsonNode list, List<String> columns);

  /** Text that a spreadsheet would take for a formula is marked as text with an apostrophe. */
  private static String cell(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "";
      case NUMBER -> plain(value.decimalValue());
      case BOOLEAN -> value.asText();
      case STRING -> quoted(isFormula(value.asText()) ? "'" + value.asText() : value.asText());
      case ARRAY, OBJECT, BINARY, POJO -> quoted(value.toString());
    };
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static boolean isFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(text.charAt(0)) >= 0;
  }

  private static String quoted(String text) {
    boolean special =
        text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\t');
    return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
