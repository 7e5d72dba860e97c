package dev.signalbox.gateway.admin.ask;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.ask.AskAnswer;
import dev.signalbox.analytics.ask.Query;
import dev.signalbox.analytics.sql.Cell;
import dev.signalbox.analytics.sql.ResultTable;
import dev.signalbox.analytics.sql.View;
import dev.signalbox.analytics.sql.ViewColumn;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Results and answers as JSON. */
final class AnswerJson {
  private AnswerJson() {}

  /** The rows that a statement gave. */
  static ObjectNode of(ResultTable table) {
    ObjectNode node = StrictJson.object();
    ArrayNode columns = node.putArray("columns");
    for (ResultTable.Column column : table.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("type", column.type().name().toLowerCase(Locale.ROOT));
    }
    ArrayNode rows = node.putArray("rows");
    for (List<Cell> row : table.rows()) {
      ArrayNode cells = rows.addArray();
      row.forEach(cell -> add(cell, cells));
    }
    return node.put("row_count", table.rows().size())
        .put("truncated", table.truncated())
        .put("millis", table.millis());
  }

  private static void add(Cell cell, ArrayNode cells) {
    switch (cell) {
      case Cell.Text(String value) -> cells.add(value);
      case Cell.Whole(long value) -> cells.add(value);
      case Cell.Real(double value) -> cells.add(BigDecimal.valueOf(value));
      case Cell.Missing _ -> cells.addNull();
    }
  }

  /** A question that was answered. */
  static ObjectNode of(AskAnswer.Answered answered) {
    ObjectNode node = StrictJson.object().put("answered", true);
    describe(answered.engine(), answered.query(), node);
    node.setAll(of(answered.table()));
    return node;
  }

  /** A question without a statement. */
  static ObjectNode of(AskAnswer.NotAnswered not) {
    ObjectNode node = StrictJson.object().put("answered", false);
    ArrayNode problems = node.putArray("problems");
    not.problems().forEach(problems::add);
    ArrayNode suggestions = node.putArray("suggestions");
    not.suggestions().forEach(suggestions::add);
    return node;
  }

  /** A question whose statement did not run; {@code why} is for people. */
  static ObjectNode of(AskAnswer.NotRun not, String why) {
    ObjectNode node = StrictJson.object().put("answered", false);
    describe(not.engine(), not.query(), node);
    node.putArray("problems").add(why);
    node.putArray("suggestions");
    return node;
  }

  /** What a statement may read. */
  static ObjectNode of(View view) {
    ObjectNode node = StrictJson.object().put("name", view.name()).put("meaning", view.meaning());
    ArrayNode columns = node.putArray("columns");
    for (ViewColumn column : view.columns()) {
      ObjectNode told =
          columns
              .addObject()
              .put("name", column.name())
              .put("type", column.type().name().toLowerCase(Locale.ROOT))
              .put("meaning", column.meaning())
              .put("unit", column.unit());
      ArrayNode values = told.putArray("values");
      column.allowed().forEach(values::add);
    }
    return node;
  }

  private static void describe(AskAnswer.Engine engine, Query query, ObjectNode node) {
    node.put("engine", engine.name().toLowerCase(Locale.ROOT));
    node.put("confidence", engine == AskAnswer.Engine.TEMPLATES ? "certain" : "model");
    node.put("title", query.title()).put("sql", query.sql());
    Query.Chart chart = query.chart();
    node.putObject("chart")
        .put("type", chart.type())
        .put("x", chart.x())
        .put("y", chart.y())
        .put("series", chart.series());
    ArrayNode assumptions = node.putArray("assumptions");
    query.assumptions().forEach(assumptions::add);
  }
}
