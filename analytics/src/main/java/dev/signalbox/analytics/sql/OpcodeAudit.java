package dev.signalbox.analytics.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The third layer on SQLite: the program that the database made of a statement. It may open only
 * what the views read, write nothing and call no function outside the list.
 *
 * <p>The names are those of <a href="https://www.sqlite.org/opcode.html">SQLite's opcodes</a>, read
 * 2026-11.
 */
final class OpcodeAudit {
  private static final Set<String> FORBIDDEN =
      Set.of(
          ("AutoCommit Checkpoint Clear CreateBtree CursorLock Destroy DropIndex DropTable"
                  + " DropTrigger FkCheck IncrVacuum JournalMode LoadAnalysis MaxPgcnt OpenWrite"
                  + " ParseSchema Program ReadCookie Savepoint SetCookie SqlExec TableLock VBegin"
                  + " VCreate VDestroy VFilter VOpen VRename VUpdate Vacuum")
              .split(" ", -1));

  private static final Set<String> CALLS =
      Set.of("Function", "PureFunc", "AggStep", "AggStep1", "AggInverse", "AggFinal", "AggValue");

  private OpcodeAudit() {}

  /** Why {@code sql} may not run on {@code connection}, if it may not. */
  static Optional<Refusal> refusal(Connection connection, String sql) throws SQLException {
    Set<Long> pages = readablePages(connection);
    try (Statement statement = connection.createStatement();
        ResultSet program = statement.executeQuery("explain " + sql)) {
      while (program.next()) {
        Optional<Refusal> refusal = refusal(program, pages);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<Refusal> refusal(ResultSet step, Set<Long> pages) throws SQLException {
    String opcode = step.getString("opcode");
    if (FORBIDDEN.contains(opcode)) {
      return refused("its plan would do more than read (" + opcode + ")");
    }
    if (opcode.equals("Transaction") && step.getInt("p2") != 0) {
      return refused("its plan would write");
    }
    if (opcode.equals("OpenRead") || opcode.equals("ReopenIdx")) {
      boolean allowed = step.getInt("p3") == 0 && pages.contains(step.getLong("p2"));
      return allowed ? Optional.empty() : refused("its plan would read more than the views");
    }
    if (CALLS.contains(opcode)) {
      String called = String.valueOf(step.getString("p4"));
      String name = called.replaceAll("\\(.*", "").toLowerCase(Locale.ROOT);
      return Functions.insideSqlite(name)
          ? Optional.empty()
          : refused("its plan would call the function `" + name + "`");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(String why) {
    return Optional.of(Refusal.ofPlan(why));
  }

  /** The pages where the tables behind the views and their indexes begin. */
  private static Set<Long> readablePages(Connection connection) throws SQLException {
    List<String> tables =
        Views.all().stream().map(View::tables).flatMap(List::stream).distinct().toList();
    String marks = Stream.generate(() -> "?").limit(tables.size()).collect(Collectors.joining(","));
    Set<Long> pages = new HashSet<>();
    try (var statement =
        connection.prepareStatement(
            "select rootpage from sqlite_schema where tbl_name in (%s)".formatted(marks))) {
      for (int i = 0; i < tables.size(); i++) {
        statement.setString(i + 1, tables.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          pages.add(rows.getLong(1));
        }
      }
    }
    return pages;
  }
}
