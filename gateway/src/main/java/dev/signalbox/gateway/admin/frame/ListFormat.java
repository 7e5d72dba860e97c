package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
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
public enum ListFormat {
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
      StringBuilder table = new StringBuilder(String.join(",", columns)).append(Csv.LINE_END);
      for (JsonNode row : list.path("data")) {
        table
            .append(
                columns.stream().map(name -> cell(row.path(name))).collect(Collectors.joining(",")))
            .append(Csv.LINE_END);
      }
      return Buffer.buffer(table.toString().getBytes(StandardCharsets.UTF_8));
    }
  };

  private static final byte LF = '\n';

  private final String contentType;

  ListFormat(String contentType) {
    this.contentType = contentType;
  }

  /** What {@code request} asks for. */
  public static ListFormat askedBy(HttpServerRequest request) {
    return of(request.getHeader(HttpHeaders.ACCEPT));
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

  /** The content type without its parameters. */
  String type() {
    return contentType.split(";", 2)[0];
  }

  /**
   * The whole of {@code list}.
   *
   * @param columns of the table
   */
  abstract Buffer write(JsonNode list, List<String> columns);

  private static String cell(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "";
      case NUMBER -> plain(value.decimalValue());
      case BOOLEAN -> value.asText();
      case STRING -> Csv.text(value.asText());
      case ARRAY, OBJECT, BINARY, POJO -> Csv.quoted(value.toString());
    };
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
