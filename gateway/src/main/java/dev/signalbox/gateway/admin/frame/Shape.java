package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a route answers when all went well.
 *
 * @param name of one object in {@link Shapes}; empty text where it is not JSON
 * @param page whether it is a list of these
 * @param types the content types it may be had in
 * @param columns of a list that may be had as a table; else empty
 * @param statuses the first is that of success
 */
public record Shape(
    String name, boolean page, List<String> types, List<String> columns, List<Integer> statuses) {
  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  private static final int OK = 200;
  private static final int FOUND = 302;

  public Shape {
    types = List.copyOf(types);
    columns = List.copyOf(columns);
    statuses = List.copyOf(statuses);
  }

  /** One object. */
  public static Shape one(String name) {
    return new Shape(name, false, List.of(JSON), List.of(), List.of(OK));
  }

  /** One object that may be had as CSV too. */
  public static Shape oneOrCsv(String name) {
    return new Shape(name, false, List.of(JSON, ListFormat.CSV.type()), List.of(), List.of(OK));
  }

  /** One object, and the same with another status. */
  public static Shape one(String name, int other) {
    return new Shape(name, false, List.of(JSON), List.of(), List.of(OK, other));
  }

  /** A list in pages. */
  public static Shape page(String name) {
    return new Shape(name, true, List.of(JSON), List.of(), List.of(OK));
  }

  /** A list in pages that may be had in every {@link ListFormat}; the frame writes them. */
  public static Shape table(String name, List<String> columns) {
    return new Shape(
        name,
        true,
        List.of(JSON, ListFormat.NDJSON.type(), ListFormat.CSV.type()),
        columns,
        List.of(OK));
  }

  /** The same where the page has more than its entries: {@code name} is that of the page. */
  public static Shape listing(String name, List<String> columns) {
    Shape table = table(name, columns);
    return new Shape(name, false, table.types, columns, table.statuses);
  }

  /** Server-sent events, as long as somebody listens. */
  public static Shape events() {
    return new Shape("", false, List.of(EVENTS), List.of(), List.of(OK));
  }

  /** A text of one of these types. */
  public static Shape text(String... types) {
    return new Shape("", false, List.of(types), List.of(), List.of(OK));
  }

  /** A page for browsers. */
  public static Shape html() {
    return new Shape("", false, List.of("text/html"), List.of(), List.of(OK));
  }

  /** Sends browsers elsewhere. */
  public static Shape redirect() {
    return new Shape("", false, List.of(), List.of(), List.of(FOUND));
  }

  /** The schema of the answer in JSON. */
  ObjectNode schema() {
    if (!page) {
      return Shapes.reference(name);
    }
    ObjectNode schema = Value.schema("object");
    schema.putArray("required").add("data").add("next");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("data").put("type", "array").set("items", Shapes.reference(name));
    properties
        .putObject("next")
        .put("description", "goes into `after` for the next page; null when there is none")
        .putArray("type")
        .add("string")
        .add("null");
    return schema;
  }
}
