package dev.signalbox.gateway.admin.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListFormatTest {
  @ParameterizedTest
  @CsvSource({
    "text/csv,CSV",
    "application/x-ndjson,NDJSON",
    "application/json,JSON",
    "*/*,JSON",
    "'text/html, */*',JSON"
  })
  void followsWhatTheClientAccepts(String accept, ListFormat expected) {
    assertThat(ListFormat.of(accept)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\uFF1D1"})
  void marksWhatASpreadsheetWouldCompute(String text) {
    assertThat(table(text)).contains("'" + text);
  }

  @Test
  void quotesWhatWouldBreakTheTable() {
    assertThat(table("a \"b\", c\nd"))
        .isEqualTo("name,cost\r\n\"a \"\"b\"\", c\nd\",0.00000012\r\n");
  }

  @ParameterizedTest
  @EnumSource
  void writesSmallMoneyWithoutAnExponent(ListFormat format) {
    ObjectNode list = StrictJson.object();
    list.putArray("data").addObject().put("cost_usd", new BigDecimal("1E-9"));

    assertThat(format.write(list, List.of("cost_usd")).toString()).contains("0.000000001");
  }

  private static String table(String name) {
    ObjectNode list = StrictJson.object();
    list.putArray("data").addObject().put("cost", 1.2e-7).put("name", name);
    return ListFormat.CSV.write(list, List.of("name", "cost")).toString();
  }
}
