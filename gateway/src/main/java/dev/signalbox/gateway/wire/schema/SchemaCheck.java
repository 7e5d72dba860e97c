package dev.signalbox.gateway.wire.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.CollectorContext;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.Set;

/**
 * Holds values against JSON Schemas that clients wrote. Whatever a schema says, the work is
 * bounded: schemas of {@link #MOST_NODES} nodes at most, so many steps as the caller allows,
 * regular expressions in linear time, nothing fetched. What cannot be told within that is {@link
 * Verdict#UNKNOWN}, never {@link Verdict#BROKEN}. {@code format} is a note and breaks nothing, as
 * in JSON Schema 2020-12.
 */
public final class SchemaCheck {
  /** Most nodes of a schema. */
  static final int MOST_NODES = 10_000;

  /** Put into every part of a schema, so that each time one is applied is counted. */
  private static final String STEP = "x-signalbox-step";

  /** Fields whose values are no schemas. */
  private static final Set<String> VALUES =
      Set.of("enum", "const", "default", "example", "examples", "dependentRequired", "mapping");

  private static final SchemaRegistry OLDER = registry(Dialects.getDraft7());
  private static final SchemaRegistry NEWER = registry(Dialects.getDraft202012());

  private SchemaCheck() {}

  /** What became of a check. */
  public enum Verdict {
    FULFILLED,
    BROKEN,
    /** The schema is none, too large, or takes too long to follow. */
    UNKNOWN
  }

  /**
   * Whether {@code value} fulfils {@code schema}.
   *
   * @param steps most parts of the schema that are applied to parts of the value
   */
  public static Verdict check(JsonNode schema, JsonNode value, int steps) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? Verdict.FULFILLED : Verdict.BROKEN;
    }
    if (!(schema instanceof ObjectNode object)) {
      return Verdict.UNKNOWN;
    }
    ObjectNode counted = object.deepCopy();
    if (!isCounted(counted, new Count(MOST_NODES))) {
      return Verdict.UNKNOWN;
    }
    SchemaRegistry registry = isOlder(counted.path("$schema").asText("")) ? OLDER : NEWER;
    counted.remove("$schema");
    counted.remove("$id");
    return check(registry, counted, new Checked(value, new Count(steps)));
  }

  private record Checked(JsonNode value, Count steps) {}

  /**
   * The library's own failures, at schemas that are none or have no end, say nothing of a value.
   */
  private static Verdict check(SchemaRegistry registry, ObjectNode schema, Checked checked) {
    try {
      Schema read = registry.getSchema(schema);
      ExecutionContext context = read.createExecutionContext();
      CollectorContext collected = new CollectorContext();
      collected.put(STEP, checked.steps());
      context.setCollectorContext(collected);
      read.validate(context, checked.value());
      return context.getErrors().isEmpty() ? Verdict.FULFILLED : Verdict.BROKEN;
    } catch (RuntimeException | StackOverflowError e) {
      return Verdict.UNKNOWN;
    }
  }

  private static boolean isOlder(String dialect) {
    return dialect.contains("draft-0");
  }

  /** Puts the mark into every object that may be a schema; false when there are too many nodes. */
  private static boolean isCounted(JsonNode node, Count left) {
    if (!left.next()) {
      return false;
    }
    for (var field : node.properties()) {
      if (!VALUES.contains(field.getKey()) && !isCounted(field.getValue(), left)) {
        return false;
      }
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        if (!isCounted(item, left)) {
          return false;
        }
      }
    }
    if (node instanceof ObjectNode object) {
      object.put(STEP, true);
    }
    return true;
  }

  private static SchemaRegistry registry(Dialect standard) {
    Dialect counting = Dialect.builder(standard).keyword(new Step()).build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .regularExpressionFactory(SchemaCheck::expression)
            .formatAssertionsEnabled(false)
            .cacheRefs(false)
            .preloadSchema(false)
            .build();
    return SchemaRegistry.withDialect(
        counting,
        made ->
            made.schemaCacheEnabled(false)
                .schemaRegistryConfig(config)
                .resourceLoaders(loaders -> loaders.values(List::clear)));
  }

  /** One that cannot be followed in linear time fits everything. */
  private static RegularExpression expression(String written) {
    try {
      Pattern pattern = Pattern.compile(written);
      return text -> pattern.matcher(text).find();
    } catch (PatternSyntaxException e) {
      return _ -> true;
    }
  }

  /** How much may still be done. */
  private static final class Count {
    private int left;

    private Count(int most) {
      left = most;
    }

    private boolean next() {
      left--;
      return left >= 0;
    }
  }

  /** Counts how often parts of a schema are applied. */
  private static final class Step extends AbstractKeyword {
    private Step() {
      super(STEP);
    }

    @Override
    public KeywordValidator newValidator(
        SchemaLocation place, JsonNode node, Schema parent, SchemaContext context) {
      return new Counting(this, node, place);
    }
  }

  private static final class Counting extends AbstractKeywordValidator {
    private Counting(Keyword keyword, JsonNode node, SchemaLocation place) {
      super(keyword, node, place);
    }

    @Override
    public void validate(ExecutionContext context, JsonNode node, JsonNode root, NodePath place) {
      Count left = context.getCollectorContext().get(STEP);
      if (!left.next()) {
        throw new SchemaException("too many steps");
      }
    }
  }
}
