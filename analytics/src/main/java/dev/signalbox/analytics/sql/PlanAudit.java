package dev.signalbox.analytics.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The third layer on PostgreSQL: the plan may read only the tables behind the views. */
final class PlanAudit {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> TABLES =
      Views.all().stream()
          .map(View::tables)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private PlanAudit() {}

  /** Why {@code sql} may not run, if it may not; its tables must be those of {@code schema}. */
  static Optional<Refusal> refusal(Connection connection, String sql, String schema)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet plan = statement.executeQuery("explain (format json, verbose) " + sql)) {
      if (!plan.next()) {
        return refused("there is no plan");
      }
      return refusal(JSON.readTree(plan.getString(1)), schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave a plan that is no JSON", e);
    }
  }

  private static Optional<Refusal> refusal(JsonNode plan, String schema) {
    for (JsonNode relation : plan.findParents("Relation Name")) {
      boolean allowed =
          TABLES.contains(relation.path("Relation Name").asText())
              && relation.path("Schema").asText().equals(schema);
      if (!allowed) {
        return refused("its plan would read more than the views");
      }
    }
    boolean writes =
        plan.findValuesAsText("Node Type").stream()
            .anyMatch(type -> type.equals("ModifyTable") || type.equals("LockRows"));
    if (writes) {
      return refused("its plan would write");
    }
    List<String> functions = plan.findValuesAsText("Function Name");
    return functions.isEmpty()
        ? Optional.empty()
        : refused("its plan would read from the function `" + functions.getFirst() + "`");
  }

  private static Optional<Refusal> refused(String why) {
    return Optional.of(Refusal.ofPlan(why));
  }
}
