import dev.signalbox.analytics.store.Reader;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What the tables of a database take, with their indexes. */
final class Sizes {
  private static final long MIB = 1 << 20;

  private Sizes() {}

  /** Prints the tables of more than a megabyte, and what that is for a million records. */
  static void print(int records, Reader reader) {
    List<? extends Record> tables = reader.ask(Sizes::tables).join();
    long all = tables.stream().mapToLong(table -> table.get("bytes", Long.class)).sum();
    System.out.printf("%,d records, %,d MB, %,d bytes each%n%n", records, all / MIB, all / records);
    System.out.printf("%-28s %12s %8s%n", "", "rows", "MB");
    for (Record table : tables) {
      long bytes = table.get("bytes", Long.class);
      if (bytes > MIB) {
        String name = table.get("name", String.class);
        long rows = reader.ask(dsl -> (long) dsl.fetchCount(DSL.table(DSL.name(name)))).join();
        System.out.printf("%-28s %,12d %,8d%n", name, rows, bytes / MIB);
      }
    }
    System.out.println();
  }

  private static List<? extends Record> tables(DSLContext dsl) {
    // SQLite does not say that its sums take 64 bits
    return dsl.resultQuery(statement(dsl))
        .coerce(DSL.field("name", String.class), DSL.field("bytes", Long.class))
        .fetch();
  }

  private static String statement(DSLContext dsl) {
    return dsl.dialect().family() == SQLDialect.SQLITE
        ? "select m.tbl_name as name, sum(s.pgsize) as bytes from dbstat s join sqlite_schema m on m.name = s.name"
            + " group by m.tbl_name order by 2 desc"
        : "select relname as name, pg_total_relation_size(oid) as bytes from pg_class"
            + " where relkind = 'r' and relnamespace = current_schema()::regnamespace order by 2 desc";
  }
}
