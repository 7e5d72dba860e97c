package dev.signalbox.analytics.view;

import java.time.Instant;

/**
 * A page that somebody keeps.
 *
 * @param owner label of whoever keeps it; empty text where the gateway is open
 * @param page of the portal, such as {@code requests}
 * @param query what its address says: filters, range, columns
 * @param shared whether others may see it
 */
public record SavedView(
    String id,
    String owner,
    String name,
    String page,
    String query,
    boolean shared,
    Instant savedAt) {
  /** Most characters of a name. */
  public static final int MOST_NAME = 80;

  /** Most characters of a page. */
  public static final int MOST_PAGE = 64;

  /** Most characters of a query. */
  public static final int MOST_QUERY = 2_000;

  /** The same at another time. */
  SavedView at(Instant other) {
    return new SavedView(id, owner, name, page, query, shared, other);
  }
}
