package dev.signalbox.analytics.store;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens schemas of a PostgreSQL server. */
final class PostgresServer {
  private static final int CONNECT_SECONDS = 5;
  private static final int SOCKET_SECONDS = 60;

  private PostgresServer() {}

  static DataSource source(Place.Server server, Area area) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.url());
    if (!server.user().isEmpty()) {
      source.setUser(server.user());
    }
    if (!server.password().isEmpty()) {
      source.setPassword(server.password());
    }
    source.setCurrentSchema(area.schema());
    source.setApplicationName("signalbox");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(SOCKET_SECONDS);
    source.setTcpKeepAlive(true);
    source.setReWriteBatchedInserts(true);
    return source;
  }
}
